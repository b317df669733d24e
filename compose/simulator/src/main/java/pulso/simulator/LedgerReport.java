package pulso.simulator;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Ledger.AgentTruth;
import pulso.simulator.PassageTruth.Outcome;
import pulso.simulator.PassageTruth.Span;

/**
 * Counts the ledger's facts of one window, each figure by itself and on purpose in the plainest way, so that it can be checked by eye: a
 * union of times is a set of seconds.
 */
final class LedgerReport {
    private final Ledger ledger;
    private final Instant fromInstant;
    private final Instant toInstant;
    private final long from;
    private final long to;
    private final int serviceLevelSeconds;
    private final int shortSeconds;
    private final Map<String, List<PassageTruth>> takenByAgent;
    private final Map<String, List<Ledger.WrapUp>> wrapUpsByAgent;
    private final Map<String, List<Ledger.Ring>> ringsByAgent;
    private final Map<String, List<Ledger.OutCall>> outCallsByAgent;

    LedgerReport(Ledger ledger, Instant from, Instant to, int serviceLevelSeconds, int shortSeconds) {
        if (from.getNano() != 0 || to.getNano() != 0 || to.isBefore(from)) {
            throw new IllegalArgumentException("not a window of whole seconds: [" + from + ", " + to + ")");
        }
        this.ledger = ledger;
        this.fromInstant = from;
        this.toInstant = to;
        this.from = from.getEpochSecond();
        this.to = to.getEpochSecond();
        this.serviceLevelSeconds = serviceLevelSeconds;
        this.shortSeconds = shortSeconds;
        this.takenByAgent = grouped(
                ledger.passages.stream().filter(p -> p.agent != null).toList(),
                p -> Objects.requireNonNullElse(p.agent, ""));
        this.wrapUpsByAgent = grouped(ledger.wrapUps, Ledger.WrapUp::agent);
        this.ringsByAgent = grouped(ledger.rings, Ledger.Ring::agent);
        this.outCallsByAgent = grouped(ledger.outCalls, Ledger.OutCall::agent);
    }

    Figures figures() {
        SortedMap<String, QueueFigures> queues = new TreeMap<>();
        for (String queue : ledger.queues.keySet()) {
            queues.put(queue, queueFigures(queue));
        }
        SortedMap<String, AgentFigures> agents = new TreeMap<>();
        ledger.agents.forEach((agent, truth) -> agents.put(agent, agentFigures(agent, truth)));
        return new Figures(fromInstant, toInstant, queues, agents);
    }

    private QueueFigures queueFigures(String queue) {
        List<PassageTruth> entered = ledger.passages.stream()
                .filter(p -> p.queue.equals(queue) && inWindow(p.enterSecond))
                .toList();
        List<PassageTruth> ended = ledger.passages.stream()
                .filter(p -> p.queue.equals(queue) && p.talk != null && !p.talk.open() && inWindow(p.talk.to))
                .toList();
        List<PassageTruth> known =
                ended.stream().filter(p -> p.talkSeconds >= 0).toList();
        List<PassageTruth> answered = withOutcome(entered, Outcome.ANSWERED);
        List<PassageTruth> abandoned = withOutcome(entered, Outcome.ABANDONED);
        int open = withOutcome(entered, Outcome.OPEN).size();
        int within = count(answered, p -> p.waitSeconds <= serviceLevelSeconds);
        int shortAbandoned = count(abandoned, p -> p.waitSeconds < shortSeconds);
        int[] waits = entered.stream()
                .filter(PassageTruth::waitEnded)
                .mapToInt(p -> p.waitSeconds)
                .sorted()
                .toArray();
        long talk = sum(known, p -> p.talkSeconds);
        List<Ledger.WrapUp> wrapUps = ledger.wrapUps.stream()
                .filter(w -> w.queue().equals(queue) && inWindow(w.second()))
                .toList();
        long wrapUp = sum(wrapUps, Ledger.WrapUp::usedSeconds);
        List<Ledger.Ring> rings = ledger.rings.stream()
                .filter(r -> r.queue().equals(queue) && inWindow(r.second()))
                .toList();
        List<Ledger.OutCall> outCalls = ledger.outCalls.stream()
                .filter(o -> o.queue().equals(queue) && inWindow(o.second()))
                .toList();
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
                count(ended, p -> p.transferred),
                count(rings, r -> !r.refused()),
                count(rings, Ledger.Ring::refused),
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
                sum(known, p -> holdSeconds(p, Long.MIN_VALUE, Long.MAX_VALUE)),
                wrapUp,
                wrapUps.size(),
                known.size(),
                ratio(talk + wrapUp, known.size()),
                outCalls.size(),
                count(outCalls, Ledger.OutCall::answered),
                sum(outCalls, Ledger.OutCall::talkSeconds));
    }

    private AgentFigures agentFigures(String agent, AgentTruth truth) {
        BitSet login = seconds(truth.sessions);
        BitSet onBreak = seconds(truth.breaks);
        onBreak.and(login);
        BitSet paused = seconds(truth.pauses);
        paused.and(login);
        paused.andNot(onBreak);
        List<PassageTruth> taken = takenByAgent.getOrDefault(agent, List.of());
        List<Ledger.OutCall> outCalls = outCallsByAgent.getOrDefault(agent, List.of());
        List<Ledger.WrapUp> wrapUps = wrapUpsByAgent.getOrDefault(agent, List.of());
        List<Ledger.Ring> rings = ringsByAgent.getOrDefault(agent, List.of()).stream()
                .filter(ring -> inWindow(ring.second()))
                .toList();
        long talk = sum(taken, p -> p.talk == null ? 0 : clipped(p.talk.from, p.talk.to))
                + sum(outCalls, o -> clipped(o.second() - o.talkSeconds(), o.second()));
        return new AgentFigures(
                login.cardinality(),
                paused.cardinality(),
                onBreak.cardinality(),
                talk,
                sum(taken, p -> holdSeconds(p, from, to)),
                sum(wrapUps, w -> clipped(w.second() - w.usedSeconds(), w.second())),
                count(taken, p -> inWindow(p.enterSecond)),
                count(rings, r -> !r.refused()),
                count(rings, Ledger.Ring::refused),
                count(ledger.dumps, d -> d.agent().equals(agent) && inWindow(d.second())));
    }

    /** Seconds of [lower, upper) in which at least one hold was on. */
    private static long holdSeconds(PassageTruth passage, long lower, long upper) {
        BitSet held = new BitSet();
        for (Span hold : passage.holds) {
            long begin = Math.max(hold.from, lower);
            long end = Math.min(hold.to, upper);
            if (begin < end) {
                held.set((int) (begin - passage.enterSecond), (int) (end - passage.enterSecond));
            }
        }
        return held.cardinality();
    }

    private BitSet seconds(List<Span> spans) {
        BitSet seconds = new BitSet();
        for (Span span : spans) {
            long begin = Math.max(span.from, from);
            long end = Math.min(span.to, to);
            if (begin < end) {
                seconds.set((int) (begin - from), (int) (end - from));
            }
        }
        return seconds;
    }

    private long clipped(long begin, long end) {
        return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    private boolean inWindow(long second) {
        return second >= from && second < to;
    }

    private static <T> Map<String, List<T>> grouped(List<T> facts, Function<T, String> key) {
        return facts.stream().collect(Collectors.groupingBy(key));
    }

    private static List<PassageTruth> withOutcome(List<PassageTruth> passages, Outcome outcome) {
        return passages.stream().filter(p -> p.outcome == outcome).toList();
    }

    private static <T> int count(List<T> facts, Predicate<T> condition) {
        return (int) facts.stream().filter(condition).count();
    }

    private static <T> long sum(List<T> facts, ToLongFunction<T> seconds) {
        return facts.stream().mapToLong(seconds).sum();
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static @Nullable Integer nearestRank(int[] sorted, int percent) {
        return sorted.length == 0 ? null : sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
