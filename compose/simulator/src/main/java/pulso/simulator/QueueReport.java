package pulso.simulator;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Ledger.OutCall;
import pulso.simulator.Ledger.OutEnd;
import pulso.simulator.Ledger.PassedOn;
import pulso.simulator.Ledger.Refusal;
import pulso.simulator.Ledger.Refused;
import pulso.simulator.Ledger.Ring;
import pulso.simulator.Ledger.WrapUp;
import pulso.simulator.PassageTruth.Outcome;

/** Counts the ledger's facts of one queue in one window, each figure by itself and on purpose in the plainest way, so that it can be checked by eye. */
final class QueueReport {
    private final LedgerWindow window;
    private final boolean telephony;
    private final List<PassageTruth> entered;
    private final List<PassageTruth> ended;
    private final List<WrapUp> wrapUps;
    private final List<Ring> rings;
    private final List<OutCall> outCalls;
    private final List<OutEnd> outEnds;
    private final List<Refused> refusals;
    private final List<PassedOn> passedOn;

    QueueReport(Ledger ledger, LedgerWindow window, Channel channel, String queue) {
        this.window = window;
        this.telephony = channel == Channel.TELEPHONY;
        List<PassageTruth> passages = facts(ledger.passages, p -> p.channel == channel && p.queue.equals(queue));
        this.entered = facts(passages, p -> window.contains(p.enterSecond));
        this.ended = facts(passages, p -> window.contains(window.talkEnd(p)));
        this.wrapUps = facts(ledger.wrapUps, w -> telephony && w.queue().equals(queue) && window.contains(w.second()));
        this.rings = facts(ledger.rings, r -> telephony && r.queue().equals(queue) && window.contains(r.second()));
        this.outCalls = facts(
                ledger.outCalls, o -> o.channel() == channel && o.queue().equals(queue) && window.contains(o.second()));
        this.outEnds = facts(
                ledger.outEnds, o -> o.channel() == channel && o.queue().equals(queue) && window.contains(o.second()));
        this.refusals = facts(
                ledger.refusals, r -> r.channel() == channel && r.queue().equals(queue) && window.contains(r.second()));
        this.passedOn = facts(
                ledger.passedOn, p -> p.channel() == channel && p.queue().equals(queue) && window.contains(p.second()));
    }

    QueueFigures figures(Thresholds thresholds, RepeatCallers repeats) {
        List<PassageTruth> known = facts(ended, p -> p.talkSeconds >= 0);
        List<PassageTruth> answered = enteredWith(Outcome.ANSWERED);
        List<PassageTruth> abandoned = enteredWith(Outcome.ABANDONED);
        List<PassageTruth> rung = facts(answered, p -> p.ringSeconds >= 0);
        int open = enteredWith(Outcome.OPEN).size();
        int within = count(answered, p -> p.waitSeconds <= thresholds.serviceLevelSeconds);
        int shortAbandoned = count(abandoned, p -> p.waitSeconds < thresholds.shortSeconds);
        int[] waits = waits();
        long talk = sum(known, p -> p.talkSeconds);
        long wrapUp = sum(wrapUps, WrapUp::usedSeconds);
        return new QueueFigures(
                entered.size(),
                answered.size(),
                abandoned.size(),
                shortAbandoned,
                enteredWith(Outcome.EXITED_KEY).size(),
                enteredWith(Outcome.EXITED_TIMEOUT).size(),
                enteredWith(Outcome.EXITED_EMPTY).size(),
                enteredWith(Outcome.WITHDRAWN).size(),
                enteredWith(Outcome.SYSTEM).size(),
                open,
                count(ended, p -> p.transferred) + passedOn.size(),
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
                nearestRank(waits, 100),
                talk,
                sum(known, p -> AgentReport.holdSeconds(p, Long.MIN_VALUE, Long.MAX_VALUE)),
                wrapUp,
                wrapUps.size(),
                known.size(),
                ratio(talk + wrapUp, known.size()),
                outCalls.size(),
                count(outCalls, OutCall::answered),
                sum(outEnds, OutEnd::talkSeconds),
                telephony ? 0 : outEnds.size(),
                refusedFor(Refusal.CLOSED),
                refusedFor(Refusal.FULL),
                refusedFor(Refusal.NO_AGENTS),
                refusedFor(Refusal.BLOCKED),
                count(entered, p -> p.recovered),
                rung.size(),
                sum(rung, p -> p.ringSeconds),
                count(entered, p -> p.rating > 0),
                sum(entered, p -> p.rating),
                count(entered, p -> repeats.within(p, 1)),
                count(entered, p -> repeats.within(p, 7)),
                sum(ended, p -> Math.max(0, p.messages)) + sum(outEnds, OutEnd::messages),
                ratio(IntStream.of(waits).asLongStream().sum(), waits.length),
                nearestRank(waits, 80),
                count(abandoned, p -> p.waitSeconds <= thresholds.serviceLevelSeconds));
    }

    private int[] waits() {
        return entered.stream()
                .filter(PassageTruth::waitEnded)
                .mapToInt(p -> p.waitSeconds)
                .sorted()
                .toArray();
    }

    private int refusedFor(Refusal reason) {
        return count(refusals, r -> r.reason() == reason);
    }

    private List<PassageTruth> enteredWith(Outcome outcome) {
        return facts(entered, p -> window.outcome(p) == outcome);
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

    record Thresholds(int serviceLevelSeconds, int shortSeconds) {}
}
