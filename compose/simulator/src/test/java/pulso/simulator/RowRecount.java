package pulso.simulator;

import static java.util.Comparator.comparingLong;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.QueueLogInsert;

/**
 * A reader of the rows alone, written from the rules and not from the ledger: what it counts and what the simulation says it did must be
 * the same. It reads whole logs only, in zones without an ambiguous hour.
 */
final class RowRecount {
    final List<Seen> passages = new ArrayList<>();
    final Map<String, Long> used = new HashMap<>();
    final Map<String, Integer> wrapUps = new HashMap<>();
    final Map<String, Integer> counts = new HashMap<>();
    final Map<String, Long> agentUsed = new HashMap<>();
    final Map<String, Long> dialled = new HashMap<>();
    /** Wrap-ups and dialled talks of each agent, from and to. */
    final Map<String, List<long[]>> ownTime = new HashMap<>();

    final Map<String, Set<Long>> loginSeconds = new HashMap<>();
    final Map<String, Set<Long>> breakSeconds = new HashMap<>();
    final Map<String, Set<Long>> pauseSeconds = new HashMap<>();
    private final ZoneId zone;
    private final Map<String, Integer> ratings = new HashMap<>();
    private final Map<String, Seen> lastAnswered = new HashMap<>();
    private final Map<String, String> callidByGuid = new HashMap<>();
    private final Map<String, Map<String, Long>> began = new HashMap<>();
    private long restart = Long.MIN_VALUE;

    RowRecount(List<WriteAction> actions, ZoneId zone) {
        this.zone = zone;
        Set<QueueLogInsert> seen = new HashSet<>();
        List<QueueLogInsert> rows = new ArrayList<>();
        for (WriteAction action : actions) {
            switch (action) {
                case QueueLogInsert row -> {
                    if (seen.add(row.again(0))) {
                        rows.add(row);
                    }
                }
                case WriteAction.CdrInsert cdr -> {
                    callidByGuid.put(cdr.row().guid(), cdr.row().uniqueid());
                    rated(cdr.row().uniqueid(), cdr.row().rating());
                }
                case WriteAction.CdrUpdate update -> rated(update.uniqueid(), update.rating());
                case WriteAction.ChatLogInsert _,
                        WriteAction.RowInsert _,
                        WriteAction.RowUpdate _,
                        WriteAction.RowDelete _ -> {}
            }
        }
        rows.sort(comparingLong(QueueLogInsert::origid));
        rows.forEach(this::read);
        passages.stream().filter(p -> p.outcome.equals("CONNECT")).forEach(p -> lastAnswered.put(p.callid, p));
    }

    private void rated(String callid, @Nullable BigDecimal rating) {
        ratings.put(callid, rating == null ? 0 : rating.movePointRight(2).intValueExact());
    }

    /** The ratings, in hundredths, of the calls answered last in this queue. */
    List<Integer> ratings(String queue) {
        return lastAnswered.values().stream()
                .filter(p -> p.queue.equals(queue))
                .map(p -> ratings.getOrDefault(p.callid, 0))
                .filter(rating -> rating > 0)
                .toList();
    }

    private void read(QueueLogInsert row) {
        long at = second(row);
        switch (row.event()) {
            case "ENTERQUEUE" -> passages.add(new Seen(row.callid(), row.queuename(), at));
            case "CONNECT" -> {
                Seen passage = open(row, null);
                passage.connect(row.agent(), at, Integer.parseInt(row.data1()));
                passage.ring = row.data3().isEmpty() ? -1 : Integer.parseInt(row.data3());
            }
            case "ABANDON", "EXITWITHTIMEOUT", "EXITEMPTY", "WITHDRAW" ->
                open(row, null).leave(row.event(), Integer.parseInt(row.data3()));
            case "EXITWITHKEY" -> {
                Seen left = open(row, null);
                boolean stated = !row.data4().isEmpty();
                left.leave(row.event(), stated ? Integer.parseInt(row.data4()) : (int) (at - left.enter));
            }
            case "COMPLETECALLER", "COMPLETEAGENT" -> ended(row, at, row.data2());
            case "BLINDTRANSFER", "TRANSFER" -> ended(row, at, row.data4());
            case "ATTENDEDTRANSFER" ->
                ended(row, at, row.data1().equals("LINK") ? row.data5().split("\\|", -1)[0] : row.data4());
            case "HOLD", "PHONESTARHOLDIN", "PHONESTARHOLDOUT" ->
                open(row, row.agent()).holds.add(new long[] {row.event().equals("HOLD") ? 1 : 2, at, -1});
            case "UNHOLD" -> open(row, row.agent()).unhold(1, at);
            case "PHONEENDHOLDIN", "PHONEENDHOLDOUT" -> open(row, row.agent()).unhold(2, at);
            case "FINISHWRAPUP" -> wrapUp(row);
            case "RINGNOANSWER" -> {
                String kind = row.event() + (row.data1().equals("0") ? "0" : "");
                count(kind + row.queuename());
                count(kind + row.agent());
            }
            case "CLOSED", "FULL", "JOINEMPTY" -> count(row.event() + row.queuename());
            case "AGENTDUMP" -> count(row.event() + row.agent());
            case "OUTCALL" -> {
                count(row.event() + row.queuename());
                dialled.merge(row.agent(), Long.parseLong(row.data2()), Long::sum);
                own(row, Long.parseLong(row.data2()));
            }
            case "QUEUESTART" -> restart(at);
            default -> agentRow(row, at);
        }
    }

    private void agentRow(QueueLogInsert row, long at) {
        String agent = row.agent();
        switch (row.event()) {
            case "AGENTLOGIN" -> {
                Long since = began(agent).get("login");
                if (since != null && since > restart) {
                    return;
                }
                if (since != null) {
                    logoff(agent, restart);
                }
                began(agent).put("login", at);
            }
            case "AGENTLOGOFF" -> logoff(agent, at);
            case "BREAK" -> began(agent).put("break", at);
            case "UNBREAK" -> close(agent, "break", at, breakSeconds);
            case "REALPAUSE" -> began(agent).put("pause", at);
            case "REALUNPAUSE" -> close(agent, "pause", at, pauseSeconds);
            default -> {}
        }
    }

    private void logoff(String agent, long at) {
        close(agent, "login", at, loginSeconds);
        close(agent, "break", at, breakSeconds);
        close(agent, "pause", at, pauseSeconds);
    }

    private void close(String agent, String what, long at, Map<String, Set<Long>> seconds) {
        Long since = began(agent).remove(what);
        if (since != null) {
            for (long second = since; second < at; second++) {
                seconds.computeIfAbsent(agent, _ -> new HashSet<>()).add(second);
            }
        }
    }

    private Map<String, Long> began(String agent) {
        return began.computeIfAbsent(agent, _ -> new HashMap<>());
    }

    private void restart(long at) {
        restart = at;
        for (Seen passage : passages) {
            if (passage.outcome.isEmpty()) {
                passage.outcome = "system";
            } else if (passage.outcome.equals("CONNECT") && passage.end < 0) {
                passage.end = at;
            }
        }
    }

    private void ended(QueueLogInsert row, long at, String talk) {
        Seen passage = open(row, row.agent());
        passage.end = at;
        passage.talk = Integer.parseInt(talk);
        passage.transferred = row.event().endsWith("TRANSFER");
    }

    private void wrapUp(QueueLogInsert row) {
        String callid = row.callid().equals("NONE") ? callidByGuid.get(row.data3()) : row.callid();
        for (Seen passage : passages) {
            if (passage.callid.equals(callid) && row.agent().equals(passage.agent)) {
                long seconds = Long.parseLong(row.data2()) - Long.parseLong(row.data1());
                used.merge(passage.queue, seconds, Long::sum);
                agentUsed.merge(row.agent(), seconds, Long::sum);
                own(row, seconds);
                wrapUps.merge(passage.queue, 1, Integer::sum);
                return;
            }
        }
        throw new AssertionError("a wrap-up that belongs to no passage: " + row);
    }

    /** The open passage the row speaks of; for an agent's row also the one in which he talks under another callid. */
    private Seen open(QueueLogInsert row, @Nullable String agent) {
        for (Seen passage : passages.reversed()) {
            boolean waiting = agent == null && passage.outcome.isEmpty();
            boolean talking = agent != null && agent.equals(passage.agent) && passage.end < 0;
            if (passage.callid.equals(row.callid()) && passage.queue.equals(row.queuename()) && (waiting || talking)) {
                return passage;
            }
        }
        for (Seen passage : passages.reversed()) {
            if (passage.queue.equals(row.queuename())
                    && passage.end < 0
                    && row.agent().equals(passage.agent)
                    && Math.abs(passage.connect + Integer.parseInt(row.data2()) - second(row)) <= 1) {
                return passage;
            }
        }
        throw new AssertionError("a row that belongs to no open passage: " + row);
    }

    /** What an agent was busy with before the row that tells of it. */
    private void own(QueueLogInsert row, long seconds) {
        long to = second(row);
        ownTime.computeIfAbsent(row.agent(), _ -> new ArrayList<>()).add(new long[] {to - seconds, to});
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private long second(QueueLogInsert row) {
        return row.datetime().atZone(zone).toEpochSecond();
    }

    static final class Seen {
        final String callid;
        final String queue;
        final long enter;
        final List<long[]> holds = new ArrayList<>();
        String outcome = "";
        int wait;

        @Nullable
        String agent;

        long connect;
        long end = -1;
        int talk = -1;
        int ring = -1;
        boolean transferred;

        Seen(String callid, String queue, long enter) {
            this.callid = callid;
            this.queue = queue;
            this.enter = enter;
        }

        boolean enteredIn(Instant from, Instant to) {
            return enter >= from.getEpochSecond() && enter < to.getEpochSecond();
        }

        private void connect(String by, long at, int waited) {
            leave("CONNECT", waited);
            agent = by;
            connect = at;
        }

        private void leave(String how, int waited) {
            outcome = how;
            wait = waited;
        }

        private void unhold(int kind, long at) {
            holds.stream().filter(hold -> hold[0] == kind && hold[2] < 0).forEach(hold -> hold[2] = at);
        }

        long holdSeconds() {
            Set<Long> seconds = new HashSet<>();
            for (long[] hold : holds) {
                for (long second = hold[1]; second < (hold[2] < 0 ? end : hold[2]); second++) {
                    seconds.add(second);
                }
            }
            return seconds.size();
        }
    }
}
