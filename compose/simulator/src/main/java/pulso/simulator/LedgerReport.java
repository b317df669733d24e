package pulso.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Ledger.OutCall;
import pulso.simulator.Ledger.OutEnd;
import pulso.simulator.Ledger.Refusal;
import pulso.simulator.Ledger.Refused;
import pulso.simulator.Ledger.Ring;
import pulso.simulator.Ledger.WrapUp;
import pulso.simulator.PassageTruth.Outcome;

/**
 * Counts the ledger's facts of one window, each figure by itself and on purpose in the plainest way, so that it can be checked by eye.
 */
final class LedgerReport {
    private final Ledger ledger;
    private final LedgerWindow window;
    private final int serviceLevelSeconds;
    private final int shortSeconds;
    private final RepeatCallers repeats;

    LedgerReport(Ledger ledger, LedgerWindow window, int serviceLevelSeconds, int shortSeconds) {
        this.ledger = ledger;
        this.window = window;
        this.serviceLevelSeconds = serviceLevelSeconds;
        this.shortSeconds = shortSeconds;
        this.repeats = new RepeatCallers(ledger.contacts);
    }

    Figures figures() {
        SortedMap<Channel, SortedMap<String, QueueFigures>> channels = new TreeMap<>();
        ledger.queues.forEach((channel, names) -> {
            SortedMap<String, QueueFigures> figures = new TreeMap<>();
            names.forEach(queue -> figures.put(queue, queueFigures(channel, queue)));
            channels.put(channel, figures);
        });
        return new Figures(window.fromInstant, window.toInstant, channels, new AgentReport(ledger, window).figures());
    }

    private QueueFigures queueFigures(Channel channel, String queue) {
        List<PassageTruth> passages = ledger.passages.stream()
                .filter(p -> p.channel == channel && p.queue.equals(queue))
                .toList();
        List<PassageTruth> entered =
                passages.stream().filter(p -> window.contains(p.enterSecond)).toList();
        List<PassageTruth> ended = passages.stream()
                .filter(p -> window.contains(window.talkEnd(p)))
                .toList();
        List<PassageTruth> known =
                ended.stream().filter(p -> p.talkSeconds >= 0).toList();
        List<PassageTruth> answered = withOutcome(entered, Outcome.ANSWERED);
        List<PassageTruth> abandoned = withOutcome(entered, Outcome.ABANDONED);
        List<PassageTruth> rung =
                answered.stream().filter(p -> p.ringSeconds >= 0).toList();
        int open = withOutcome(entered, Outcome.OPEN).size();
        int within = count(answered, p -> p.waitSeconds <= serviceLevelSeconds);
        int shortAbandoned = count(abandoned, p -> p.waitSeconds < shortSeconds);
        int[] waits = entered.stream()
                .filter(PassageTruth::waitEnded)
                .mapToInt(p -> p.waitSeconds)
                .sorted()
                .toArray();
        long talk = sum(known, p -> p.talkSeconds);
        boolean telephony = channel == Channel.TELEPHONY;
        List<WrapUp> wrapUps = !telephony
                ? List.of()
                : facts(ledger.wrapUps, w -> w.queue().equals(queue) && window.contains(w.second()));
        long wrapUp = sum(wrapUps, WrapUp::usedSeconds);
        List<Ring> rings = !telephony
                ? List.of()
                : facts(ledger.rings, r -> r.queue().equals(queue) && window.contains(r.second()));
        Out out = out(channel, queue);
        List<Refused> refusals = facts(
                ledger.refusals, r -> r.channel() == channel && r.queue().equals(queue) && window.contains(r.second()));
        int passedOn = count(
                ledger.passedOn, p -> p.channel() == channel && p.queue().equals(queue) && window.contains(p.second()));
        return new QueueFigures(
                entered.size(),
                answered.size(),
                abandoned.size(),
                shortAbandoned,
                withOutcome(entered, Outcome.EXITED_KEY).size(),
                withOutcome(entered, Outcome.EXITED_TIMEOUT).size(),
                withOutcome(entered, Outcome.EXITED_EMPTY).size(),
                withOutcome(entered, Outcome.WITHDRAWN).size(),
                withOutcome(entered, Outcome.SYSTEM).size(),
                open,
                count(ended, p -> p.transferred) + passedOn,
                count(rings, r -> !r.refused()),
                count(rings, Ring::refused),
                ended.size(),
                within,
                ratio(within, entered.size() - open - shortAbandoned),
                ratio(sum(answered, p -> p.waitSeconds), answered.size()),
                ratio(sum(abandoned, p -> p.waitSeconds), abandoned.size()),
                nearestRank(waits, 50),
                nearestRank(waits, 90),
                nearestRank(waits, 95),
                waits.length == 0 ? null : waits[waits.length - 1],
                talk,
                sum(known, p -> AgentReport.holdSeconds(p, Long.MIN_VALUE, Long.MAX_VALUE)),
                wrapUp,
                wrapUps.size(),
                known.size(),
                ratio(talk + wrapUp, known.size()),
                out.calls.size(),
                count(out.calls, OutCall::answered),
                sum(out.ends, OutEnd::talkSeconds),
                telephony ? 0 : out.ends.size(),
                because(refusals, Refusal.CLOSED),
                because(refusals, Refusal.FULL),
                because(refusals, Refusal.NO_AGENTS),
                because(refusals, Refusal.BLOCKED),
                count(entered, p -> p.recovered),
                rung.size(),
                sum(rung, p -> p.ringSeconds),
                count(entered, p -> p.rating > 0),
                sum(entered, p -> p.rating),
                count(entered, p -> repeats.within(p, 1)),
                count(entered, p -> repeats.within(p, 7)),
                sum(ended, p -> Math.max(0, p.messages)) + sum(out.ends, OutEnd::messages),
                ratio(IntStream.of(waits).asLongStream().sum(), waits.length),
                nearestRank(waits, 80),
                count(abandoned, p -> p.waitSeconds <= serviceLevelSeconds));
    }

    private Out out(Channel channel, String queue) {
        return new Out(
                facts(
                        ledger.outCalls,
                        o -> o.channel() == channel && o.queue().equals(queue) && window.contains(o.second())),
                facts(
                        ledger.outEnds,
                        o -> o.channel() == channel && o.queue().equals(queue) && window.contains(o.second())));
    }

    private static int because(List<Refused> refusals, Refusal reason) {
        return count(refusals, r -> r.reason() == reason);
    }

    private List<PassageTruth> withOutcome(List<PassageTruth> passages, Outcome outcome) {
        return facts(passages, p -> window.outcome(p) == outcome);
    }

    private static <T> List<T> facts(List<T> facts, Predicate<T> condition) {
        return facts.stream().filter(condition).toList();
    }

    static <T> int count(List<T> facts, Predicate<T> condition) {
        return (int) facts.stream().filter(condition).count();
    }

    static <T> long sum(List<T> facts, ToLongFunction<T> seconds) {
        return facts.stream().mapToLong(seconds).sum();
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static @Nullable Integer nearestRank(int[] sorted, int percent) {
        return sorted.length == 0 ? null : sorted[(sorted.length * percent + 99) / 100 - 1];
    }

    private record Out(List<OutCall> calls, List<OutEnd> ends) {}
}
