package pulso.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.simulator.PassageTruth.Outcome;
import pulso.simulator.PassageTruth.Span;
import pulso.simulator.PassageTruth.Turn;

/**
 * The truth about the simulated centre: the simulation notes here what it decides, when it decides it; no row is ever read back. Times are
 * whole seconds of the row clock and lengths are those the rows state, so its figures are the ones an exact reader of the rows must find.
 * Safe to ask while the simulation goes on; it then knows what has been simulated so far.
 */
public final class Ledger {
    final List<PassageTruth> passages = new ArrayList<>();
    final List<Contact> contacts = new ArrayList<>();
    final List<Ring> rings = new ArrayList<>();
    final List<Dump> dumps = new ArrayList<>();
    final List<WrapUp> wrapUps = new ArrayList<>();
    final List<OutCall> outCalls = new ArrayList<>();
    final List<OutEnd> outEnds = new ArrayList<>();
    final List<Refused> refusals = new ArrayList<>();
    final List<PassedOn> passedOn = new ArrayList<>();
    final List<Taken> taken = new ArrayList<>();
    /** What of the rows themselves has to be told to other systems. */
    final List<ToldEvent> toTell = new ArrayList<>();

    final SortedMap<String, AgentTruth> agents = new TreeMap<>();
    final Map<Channel, SortedSet<String>> queues = new EnumMap<>(Channel.class);
    final Map<Channel, Long> newestSeconds = new EnumMap<>(Channel.class);
    private final DialerBook dialer = new DialerBook();
    private final Set<PassageTruth> open = new LinkedHashSet<>();
    private final Map<String, Long> rowsByTable = new LinkedHashMap<>();
    private long duplicates;
    private long updates;

    /**
     * The figures of [from, to), both whole seconds, of every queue and agent of the centre, idle ones included. Each log has reached its own
     * newest row: what is open then and older than its channel allows counts as ended.
     */
    public Figures figures(Instant from, Instant to, int serviceLevelSeconds, int shortSeconds) {
        return figures(from, to, serviceLevelSeconds, shortSeconds, Instant.EPOCH);
    }

    /** As {@link #figures(Instant, Instant, int, int)}, when the time of every log is known to have come at least to {@code asOf}. */
    public synchronized Figures figures(
            Instant from, Instant to, int serviceLevelSeconds, int shortSeconds, Instant asOf) {
        return new LedgerReport(this, new LedgerWindow(this, from, to, asOf), serviceLevelSeconds, shortSeconds)
                .figures();
    }

    /** The same figures as one JSON object, with the names the HTTP API uses; "queues" are those of telephony. */
    public String json(Instant from, Instant to, int serviceLevelSeconds, int shortSeconds) {
        Figures figures = figures(from, to, serviceLevelSeconds, shortSeconds);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("from", from.toString());
        json.put("to", to.toString());
        json.put("serviceLevelSeconds", serviceLevelSeconds);
        json.put("shortSeconds", shortSeconds);
        json.set("queues", mapper.valueToTree(figures.queues()));
        ObjectNode channels = json.putObject("channels");
        figures.channels().forEach((channel, queuesOf) -> channels.set(channel.id(), mapper.valueToTree(queuesOf)));
        json.set("agents", mapper.valueToTree(figures.agents()));
        json.set("dialer", mapper.valueToTree(dialerLists(to)));
        json.set("rows", mapper.valueToTree(rowCounts()));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and strings is always JSON", e);
        }
    }

    /** Rows that the actions given out so far leave in each table, repeated rows included and deleted ones not. */
    public synchronized Map<String, Long> rowCounts() {
        return Map.copyOf(rowsByTable);
    }

    /** Rows of the log tables that repeat an earlier one in every column: {@code rowCounts} minus these is the number of different rows. */
    public synchronized long duplicateRows() {
        return duplicates;
    }

    /** Updates of CDR_REPO given out so far. */
    public synchronized long cdrUpdates() {
        return updates;
    }

    /** Passages that have not come to their end, waiting or talking; those whose end was lost included, whatever their age. */
    public synchronized int openPassages() {
        return open.size();
    }

    /** Every dialer list ever loaded, oldest first, as DIALER_BASE and CALLS_SPOOL stand when all that is written before {@code at} is. */
    public synchronized List<DialerList> dialerLists(Instant at) {
        return dialer.at(at.toEpochMilli());
    }

    /** Every event that other systems have to be told of what has happened so far. */
    public synchronized List<ToldEvent> toldEvents() {
        return new ToldEvents(this).all();
    }

    void toTell(ToldEvent event) {
        toTell.add(event);
    }

    DialerBook dialer() {
        return dialer;
    }

    void row(String table, boolean duplicate) {
        rowsByTable.merge(table, 1L, Long::sum);
        if (duplicate) {
            duplicates++;
        }
    }

    void rowDeleted(String table) {
        rowsByTable.merge(table, -1L, Long::sum);
    }

    void update() {
        updates++;
    }

    void queue(Channel channel, String name) {
        queues.computeIfAbsent(channel, _ -> new TreeSet<>()).add(name);
    }

    /** A channel's log has come so far. */
    void logReached(Channel channel, long second) {
        newestSeconds.merge(channel, second, Math::max);
    }

    AgentTruth agent(String name) {
        return agents.computeIfAbsent(name, _ -> new AgentTruth());
    }

    /**
     * A client's interaction enters its first queue.
     *
     * @param caller in the one form in which all ways of writing it compare; null while nobody knows him
     */
    Contact contacted(@Nullable String caller, PassageTruth first) {
        Contact contact = new Contact(first, caller);
        contacts.add(contact);
        return contact;
    }

    PassageTruth entered(String queue, long second) {
        return entered(Channel.TELEPHONY, queue, second, false);
    }

    PassageTruth entered(Channel channel, String queue, long second, boolean recovered) {
        PassageTruth passage = new PassageTruth(channel, queue, second, recovered);
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
        passage.turns.add(new Turn(agent, new Span(second)));
    }

    /** A TRANSFERRED row: whoever had the conversation has it no more. */
    void passedOn(PassageTruth passage, long second) {
        passedOn.add(new PassedOn(passage.channel, passage.queue, second));
        closeTurn(passage, second);
    }

    /** A TRANSFERRED row that came when the conversation was over. */
    void passedOnTooLate(PassageTruth passage, long second) {
        passedOn.add(new PassedOn(passage.channel, passage.queue, second));
    }

    /** An ATTENDED row: the conversation is this agent's from now on. */
    void takenOver(PassageTruth passage, String agent, long second) {
        closeTurn(passage, second);
        passage.turns.add(new Turn(agent, new Span(second)));
        taken.add(new Taken(agent, second));
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

    /** The telephone queues started anew: who waited is lost, who talked stays answered with a talk nobody knows the length of. */
    void restarted(long second) {
        for (PassageTruth passage : List.copyOf(open)) {
            if (passage.channel != Channel.TELEPHONY) {
                continue;
            }
            if (passage.outcome == Outcome.OPEN) {
                passage.outcome = Outcome.SYSTEM;
                passage.cutSecond = second;
            } else {
                closeTalk(passage, second);
            }
            open.remove(passage);
        }
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

    void refused(Channel channel, String queue, long second, Refusal reason) {
        refusals.add(new Refused(channel, queue, second, reason));
    }

    void calledOut(String queue, String agent, long second, boolean answered, int talkSeconds) {
        outCalls.add(new OutCall(Channel.TELEPHONY, queue, agent, second, answered));
        outEnds.add(new OutEnd(Channel.TELEPHONY, queue, agent, second, talkSeconds, 0));
    }

    void agentBegan(Channel channel, String queue, String agent, long second) {
        outCalls.add(new OutCall(channel, queue, agent, second, false));
    }

    void agentEnded(OutEnd end) {
        outEnds.add(end);
    }

    private static void closeTalk(PassageTruth passage, long second) {
        if (passage.talk != null) {
            passage.talk.close(second);
        }
        closeTurn(passage, second);
        passage.holds.forEach(hold -> hold.close(second));
    }

    private static void closeTurn(PassageTruth passage, long second) {
        if (!passage.turns.isEmpty()) {
            passage.turns.getLast().span().close(second);
        }
    }

    /** Why nobody was let in. */
    enum Refusal {
        CLOSED,
        FULL,
        NO_AGENTS,
        BLOCKED
    }

    /** All of one client's interaction; it counts from its first passage on. */
    static final class Contact {
        final PassageTruth first;

        @Nullable
        String caller;

        Contact(PassageTruth first, @Nullable String caller) {
            this.first = first;
            this.caller = caller;
        }
    }

    record Ring(String queue, String agent, long second, boolean refused) {}

    record Dump(String agent, long second) {}

    record WrapUp(String queue, String agent, long second, int usedSeconds) {}

    record Refused(Channel channel, String queue, long second, Refusal reason) {}

    record PassedOn(Channel channel, String queue, long second) {}

    record Taken(String agent, long second) {}

    /** What an agent began: a call, which is answered or not, or a message. */
    record OutCall(Channel channel, String queue, String agent, long second, boolean answered) {}

    /** The end of what an agent began, with its length. */
    record OutEnd(Channel channel, String queue, String agent, long second, int talkSeconds, int messages) {}
}
