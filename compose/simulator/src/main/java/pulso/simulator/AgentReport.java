package pulso.simulator;

import static pulso.simulator.QueueReport.count;
import static pulso.simulator.QueueReport.sum;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import pulso.simulator.Ledger.OutCall;
import pulso.simulator.Ledger.OutEnd;
import pulso.simulator.Ledger.Ring;
import pulso.simulator.Ledger.WrapUp;
import pulso.simulator.PassageTruth.Span;
import pulso.simulator.PassageTruth.Turn;

/** Counts what the ledger knows of agents in one window; a union of times is a set of seconds. */
final class AgentReport {
    private final Ledger ledger;
    private final LedgerWindow window;
    private final Map<String, List<PassageTruth>> answeredBy;
    private final Map<String, List<Span>> talkedBy;
    private final Map<String, List<WrapUp>> wrapUpsBy;
    private final Map<String, List<Ring>> ringsBy;
    private final Map<String, List<OutCall>> outCallsBy;

    AgentReport(Ledger ledger, LedgerWindow window) {
        this.ledger = ledger;
        this.window = window;
        this.answeredBy = ledger.passages.stream()
                .filter(p -> p.agent != null)
                .collect(Collectors.groupingBy(p -> Objects.requireNonNullElse(p.agent, "")));
        this.talkedBy = talks().stream()
                .collect(Collectors.groupingBy(Turn::agent, Collectors.mapping(Turn::span, Collectors.toList())));
        this.wrapUpsBy = grouped(ledger.wrapUps, WrapUp::agent);
        this.ringsBy = grouped(ledger.rings, Ring::agent);
        this.outCallsBy = grouped(ledger.outCalls, OutCall::agent);
    }

    SortedMap<String, AgentFigures> figures() {
        SortedMap<String, AgentFigures> agents = new TreeMap<>();
        ledger.agents.forEach((agent, truth) -> agents.put(agent, agentFigures(agent, truth)));
        return agents;
    }

    /** Every conversation that is over, and the calls and messages agents began. */
    private List<Turn> talks() {
        List<Turn> talks = new ArrayList<>();
        for (PassageTruth passage : ledger.passages) {
            for (Turn turn : passage.turns) {
                talks.add(new Turn(turn.agent(), new Span(turn.span().from, window.end(passage, turn.span()))));
            }
        }
        for (OutEnd end : ledger.outEnds) {
            talks.add(new Turn(end.agent(), new Span(end.second() - end.talkSeconds(), end.second())));
        }
        talks.removeIf(turn -> turn.span().open());
        return talks;
    }

    private AgentFigures agentFigures(String agent, AgentTruth truth) {
        BitSet login = window.seconds(truth.sessions);
        BitSet onBreak = window.seconds(truth.breaks);
        onBreak.and(login);
        BitSet paused = window.seconds(truth.pauses);
        paused.and(login);
        paused.andNot(onBreak);
        List<PassageTruth> answered = answeredBy.getOrDefault(agent, List.of());
        List<Span> talks = talkedBy.getOrDefault(agent, List.of());
        List<WrapUp> wrapUps = wrapUpsBy.getOrDefault(agent, List.of());
        List<Ring> rings = ringsBy.getOrDefault(agent, List.of()).stream()
                .filter(ring -> window.contains(ring.second()))
                .toList();
        List<OutCall> outCalls = outCallsBy.getOrDefault(agent, List.of()).stream()
                .filter(call -> window.contains(call.second()))
                .toList();
        BitSet busy = window.seconds(talks);
        wrapUps.forEach(w -> window.add(busy, w.second() - w.usedSeconds(), w.second()));
        return new AgentFigures(
                login.cardinality(),
                paused.cardinality(),
                onBreak.cardinality(),
                sum(talks, t -> window.clipped(t.from, t.to)),
                sum(answered, p -> holdSeconds(p, window.from, window.to)),
                sum(wrapUps, w -> window.clipped(w.second() - w.usedSeconds(), w.second())),
                count(answered, p -> window.contains(p.enterSecond)),
                count(rings, r -> !r.refused()),
                count(rings, Ring::refused),
                count(ledger.dumps, d -> d.agent().equals(agent) && window.contains(d.second())),
                count(ledger.taken, t -> t.agent().equals(agent) && window.contains(t.second())),
                busy.cardinality(),
                outCalls.size(),
                count(outCalls, OutCall::answered));
    }

    /** Seconds of [lower, upper) in which at least one hold of a talk that is over was on. */
    static long holdSeconds(PassageTruth passage, long lower, long upper) {
        BitSet held = new BitSet();
        for (Span hold : passage.holds) {
            long begin = Math.max(hold.from, lower);
            long end = Math.min(hold.to, upper);
            if (!hold.open() && begin < end) {
                held.set((int) (begin - passage.enterSecond), (int) (end - passage.enterSecond));
            }
        }
        return held.cardinality();
    }

    private static <T> Map<String, List<T>> grouped(List<T> facts, Function<T, String> key) {
        return facts.stream().collect(Collectors.groupingBy(key));
    }
}
