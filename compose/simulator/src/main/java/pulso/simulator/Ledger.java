package pulso.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.simulator.PassageTruth.Outcome;
import pulso.simulator.PassageTruth.Span;

/**
 * The truth about the simulated centre: the simulation notes here what it decides, when it decides it; no row is ever read back. Times are
 * whole seconds of the row clock and lengths are those the rows state, so its figures are the ones an exact reader of the rows must find.
 * Safe to ask while the simulation goes on; it then knows what has been simulated so far.
 */
public final class Ledger {
    final List<PassageTruth> passages = new ArrayList<>();
    final List<Ring> rings = new ArrayList<>();
    final List<Dump> dumps = new ArrayList<>();
    final List<WrapUp> wrapUps = new ArrayList<>();
    final List<OutCall> outCalls = new ArrayList<>();
    final SortedMap<String, AgentTruth> agents = new TreeMap<>();
    final SortedMap<String, Boolean> queues = new TreeMap<>();
    private final Set<PassageTruth> open = new LinkedHashSet<>();
    private final Map<String, Long> rowsByTable = new LinkedHashMap<>();
    private long duplicates;
    private long updates;

    /** The figures of [from, to), both whole seconds, of every queue and agent of the centre, idle ones included. */
    public synchronized Figures figures(Instant from, Instant to, int serviceLevelSeconds, int shortSeconds) {
        return new LedgerReport(this, from, to, serviceLevelSeconds, shortSeconds).figures();
    }

    /** The same figures as one JSON object, with the names the HTTP API uses. */
    public String json(Instant from, Instant to, int serviceLevelSeconds, int shortSeconds) {
        Figures figures = figures(from, to, serviceLevelSeconds, shortSeconds);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("from", from.toString());
        json.put("to", to.toString());
        json.put("serviceLevelSeconds", serviceLevelSeconds);
        json.put("shortSeconds", shortSeconds);
        json.set("queues", mapper.valueToTree(figures.queues()));
        json.set("agents", mapper.valueToTree(figures.agents()));
        json.set("rows", mapper.valueToTree(rowCounts()));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and strings is always JSON", e);
        }
    }

    /** Rows that the actions given out so far leave in each table, repeated rows included. */
    public synchronized Map<String, Long> rowCounts() {
        return Map.copyOf(rowsByTable);
    }

    /** Queue log rows that repeat an earlier one in every column: {@code rowCounts} minus these is the number of different rows. */
    public synchronized long duplicateRows() {
        return duplicates;
    }

    /** Updates of CDR_REPO given out so far. */
    public synchronized long cdrUpdates() {
        return updates;
    }

    /** Passages that have not come to their end, waiting or talking. */
    public synchronized int openPassages() {
        return open.size();
    }

    void row(String table, boolean duplicate) {
        rowsByTable.merge(table, 1L, Long::sum);
        if (duplicate) {
            duplicates++;
        }
    }

    void update() {
        updates++;
    }

    void queue(String name, boolean outbound) {
        queues.put(name, outbound);
    }

    AgentTruth agent(String name) {
        return agents.computeIfAbsent(name, _ -> new AgentTruth());
    }

    PassageTruth entered(String queue, long second) {
        PassageTruth passage = new PassageTruth(queue, second);
        passages.add(passage);
        open.add(passage);
        return passage;
    }

    void left(PassageTruth passage, Outcome outcome, int waitSeconds) {
        passage.outcome = outcome;
        passage.waitSeconds = waitSeconds;
        open.remove(passage);
    }

    void answered(PassageTruth passage, String agent, long second, int waitSeconds) {
        passage.outcome = Outcome.ANSWERED;
        passage.waitSeconds = waitSeconds;
        passage.agent = agent;
        passage.talk = new Span(second);
    }

    Span held(PassageTruth passage, long second) {
        Span hold = new Span(second);
        passage.holds.add(hold);
        return hold;
    }

    void talkEnded(PassageTruth passage, long second, int talkSeconds, boolean transferred) {
        closeTalk(passage, second);
        passage.talkSeconds = talkSeconds;
        passage.transferred = transferred;
        open.remove(passage);
    }

    /** The queues started anew: who waited is lost, who talked stays answered with a talk nobody knows the length of. */
    void restarted(long second) {
        for (PassageTruth passage : open) {
            if (passage.outcome == Outcome.OPEN) {
                passage.outcome = Outcome.SYSTEM;
            } else {
                closeTalk(passage, second);
            }
        }
        open.clear();
    }

    void rang(String queue, String agent, long second, boolean refused) {
        rings.add(new Ring(queue, agent, second, refused));
    }

    void dumped(String agent, long second) {
        dumps.add(new Dump(agent, second));
    }

    void wrappedUp(String queue, String agent, long second, int usedSeconds) {
        wrapUps.add(new WrapUp(queue, agent, second, usedSeconds));
    }

    void calledOut(String queue, String agent, long second, boolean answered, int talkSeconds) {
        outCalls.add(new OutCall(queue, agent, second, answered, talkSeconds));
    }

    private static void closeTalk(PassageTruth passage, long second) {
        if (passage.talk != null) {
            passage.talk.close(second);
        }
        passage.holds.forEach(hold -> hold.close(second));
    }

    /** An agent's sessions with their breaks and pauses. At most the last span of each list is open. */
    static final class AgentTruth {
        final List<Span> sessions = new ArrayList<>();
        final List<Span> breaks = new ArrayList<>();
        final List<Span> pauses = new ArrayList<>();

        void loggedIn(long second) {
            sessions.add(new Span(second));
        }

        /** Ends the session and whatever break or pause was left open in it. */
        void loggedOff(long second) {
            closeLast(sessions, second);
            closeLast(breaks, second);
            closeLast(pauses, second);
        }

        void breakBegan(long second) {
            breaks.add(new Span(second));
        }

        void breakEnded(long second) {
            closeLast(breaks, second);
        }

        void pauseBegan(long second) {
            pauses.add(new Span(second));
        }

        void pauseEnded(long second) {
            closeLast(pauses, second);
        }

        private static void closeLast(List<Span> spans, long second) {
            @Nullable Span last = spans.isEmpty() ? null : spans.getLast();
            if (last != null) {
                last.close(second);
            }
        }
    }

    record Ring(String queue, String agent, long second, boolean refused) {}

    record Dump(String agent, long second) {}

    record WrapUp(String queue, String agent, long second, int usedSeconds) {}

    record OutCall(String queue, String agent, long second, boolean answered, int talkSeconds) {}
}
