package pulso.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.ChatLogInsert;

/** A reader of the chat logs' rows alone, written from the rules and not from the ledger, as {@link RowRecount} reads telephony's. */
final class ChatRecount {
    final List<Seen> passages = new ArrayList<>();
    /** By event, channel and queue, or by event and agent. */
    final Map<String, Integer> counts = new HashMap<>();
    /** Seconds and messages of what agents began, by name of the figure, channel and queue. */
    final Map<String, Long> sums = new HashMap<>();
    /** Stretches of conversation: agent, first second, second after the last. */
    final List<Stretch> stretches = new ArrayList<>();

    private final Set<String> begun = new HashSet<>();
    private final ZoneId zone;

    ChatRecount(List<WriteAction> actions, ZoneId zone) {
        this.zone = zone;
        Set<ChatLogInsert> seen = new HashSet<>();
        List<ChatLogInsert> rows = new ArrayList<>();
        for (WriteAction action : actions) {
            if (action instanceof ChatLogInsert row && seen.add(row.again(0))) {
                rows.add(row);
            }
        }
        rows.sort((a, b) -> Long.compare(a.origid(), b.origid()));
        rows.forEach(this::read);
    }

    private void read(ChatLogInsert row) {
        @Nullable Seen open = open(row);
        long at = row.datetime().atZone(zone).toEpochSecond();
        switch (row.event()) {
            case "ENTERQUEUE" -> {
                if (open == null || row.channel() != Channel.MESSENGER) {
                    cut(open);
                    passages.add(new Seen(row.channel(), row.callid(), row.queuename(), at, false));
                }
            }
            case "REENTERQUEUE" -> {
                if (open == null) {
                    passages.add(new Seen(row.channel(), row.callid(), row.queuename(), at, true));
                }
            }
            case "CONNECT" -> Objects.requireNonNull(open, "CONNECT of nothing").connect(row, at);
            case "ABANDON" -> Objects.requireNonNull(open, "ABANDON of nothing").leave("ABANDON", number(row.data3()));
            case "EXITWITHTIMEOUT" -> {
                Seen left = Objects.requireNonNull(open, "EXITWITHTIMEOUT of nothing");
                left.leave("EXITWITHTIMEOUT", (int) (at - left.enter));
            }
            case "TRANSFERRED" -> {
                count("TRANSFERRED", row);
                close(open, at);
            }
            case "ATTENDED" -> {
                counts.merge("ATTENDED " + row.data2(), 1, Integer::sum);
                close(open, at);
                Objects.requireNonNull(open, "ATTENDED of nothing").talking = new Stretch(row.data2(), at, at);
            }
            case "COMPLETEAGENT", "COMPLETECALLER" -> {
                if (open == null) {
                    outEnded(row, at, row.data2(), row.data4());
                } else {
                    close(open, at);
                    open.end = at;
                    open.talk = number(row.data2());
                    open.messages = row.data4().isEmpty() ? 0 : number(row.data4());
                }
            }
            case "COMPLETEAGENTOUT" -> outEnded(row, at, row.data1(), row.data2());
            case "OUTSMS", "OUTEMAIL", "OUTTWEET", "OUTMESSENGER", "OUTFACEBOOK" -> {
                count("OUT", row);
                counts.merge("OUT " + row.agent(), 1, Integer::sum);
                begun.add(row.channel() + row.callid() + "/" + row.agent());
            }
            case "OUTOFTIME", "HOLIDAYMESSAGE" -> count("closed", row);
            case "MAXQUEUE" -> count("full", row);
            case "NOAGENTS" -> count("noAgents", row);
            case "BLACKLIST" -> {
                if (row.agent() == null || row.agent().equals("NONE")) {
                    count("blocked", row);
                }
            }
            default -> {}
        }
    }

    private void outEnded(ChatLogInsert row, long at, String seconds, String messages) {
        count("outHandled", row);
        String key = row.channel() + row.queuename();
        sums.merge("outTalk " + key, Long.parseLong(seconds), Long::sum);
        sums.merge("messages " + key, Long.parseLong(messages), Long::sum);
        String start = row.channel() + row.callid() + "/";
        String agent = row.agent() != null
                ? row.agent()
                : begun.stream()
                        .filter(other -> other.startsWith(start))
                        .findFirst()
                        .map(other -> other.substring(start.length()))
                        .orElseThrow();
        stretches.add(new Stretch(agent, at - Long.parseLong(seconds), at));
    }

    private @Nullable Seen open(ChatLogInsert row) {
        for (Seen passage : passages.reversed()) {
            if (passage.channel == row.channel()
                    && passage.callid.equals(row.callid())
                    && passage.queue.equals(row.queuename())
                    && passage.end < 0
                    && (passage.outcome.isEmpty() || passage.outcome.equals("CONNECT"))) {
                return passage;
            }
        }
        return null;
    }

    private static void cut(@Nullable Seen open) {
        if (open != null) {
            open.outcome = "system";
        }
    }

    private void close(@Nullable Seen open, long at) {
        if (open != null && open.talking != null) {
            stretches.add(new Stretch(open.talking.agent, open.talking.from, at));
            open.talking = null;
        }
    }

    private void count(String what, ChatLogInsert row) {
        counts.merge(what + " " + row.channel() + row.queuename(), 1, Integer::sum);
    }

    private static int number(String data) {
        return Integer.parseInt(data);
    }

    record Stretch(String agent, long from, long to) {}

    static final class Seen {
        final Channel channel;
        final String callid;
        final String queue;
        final long enter;
        final boolean recovered;
        String outcome = "";
        int wait;

        @Nullable
        String agent;

        @Nullable
        Stretch talking;

        long end = -1;
        int talk = -1;
        int messages;

        Seen(Channel channel, String callid, String queue, long enter, boolean recovered) {
            this.channel = channel;
            this.callid = callid;
            this.queue = queue;
            this.enter = enter;
            this.recovered = recovered;
        }

        boolean enteredIn(Instant from, Instant to) {
            return enter >= from.getEpochSecond() && enter < to.getEpochSecond();
        }

        private void connect(ChatLogInsert row, long at) {
            if (outcome.equals("CONNECT")) {
                return;
            }
            int clock = (int) (at - enter);
            int stated = number(row.data1());
            leave("CONNECT", Math.abs(stated - clock) <= 2 ? stated : clock);
            agent = row.agent() == null ? row.data2() : row.agent();
            talking = new Stretch(agent, at, at);
        }

        private void leave(String how, int waited) {
            outcome = how;
            wait = waited;
        }
    }
}
