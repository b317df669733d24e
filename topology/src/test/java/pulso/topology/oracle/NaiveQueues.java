package pulso.topology.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;

/** What a passage counts in its queue's minutes, and what a row counts by itself. */
final class NaiveQueues {
    private static final Map<Outcome, String> NAMES = Map.of(
            Outcome.OPEN, "open",
            Outcome.ANSWERED, "answered",
            Outcome.ABANDONED, "abandoned",
            Outcome.EXITED_KEY, "exitedKey",
            Outcome.EXITED_TIMEOUT, "exitedTimeout",
            Outcome.EXITED_EMPTY, "exitedEmpty",
            Outcome.WITHDRAWN, "withdrawn",
            Outcome.SYSTEM, "system");

    private NaiveQueues() {}

    static void count(Visit visit, Figures figures) {
        figures.passage(visit.channel, visit.callid, visit.queue, visit.ordinal, visit.facts());
        cohort(visit, figures, "offered", 1);
        cohort(visit, figures, "received", 1);
        var outcome = NAMES.getOrDefault(visit.outcome, "");
        cohort(visit, figures, outcome, 1);
        if (visit.wait != null) {
            cohort(visit, figures, outcome + "Waits[" + visit.wait + ']', 1);
        }
        cohort(visit, figures, "reconstructed", visit.reconstructed ? 1 : 0);
        cohort(visit, figures, "recovered", visit.recovered ? 1 : 0);
        if (visit.ring != null) {
            cohort(visit, figures, "ringKnown", 1);
            cohort(visit, figures, "ringSeconds", visit.ring);
        }
        if (visit.ratingHundredths != null) {
            cohort(visit, figures, "rated", 1);
            cohort(visit, figures, "ratingHundredths", visit.ratingHundredths);
        }
        if (visit.sinceLastContact != null) {
            cohort(visit, figures, "repeat7d", 1);
            cohort(visit, figures, "repeat24h", visit.sinceLastContact <= 86_400 ? 1 : 0);
        }
        if (visit.agent != null && visit.outcome == Outcome.ANSWERED) {
            figures.agent(visit.agent, visit.queue, visit.enter, "answered", 1);
        }
        talk(visit, figures);
    }

    private static void talk(Visit visit, Figures figures) {
        var end = visit.talkEnd;
        if (end == null) {
            return;
        }
        figures.queue(visit.channel, visit.queue, end, "handled", 1);
        if (visit.talk != null) {
            figures.queue(visit.channel, visit.queue, end, "talkKnown", 1);
            figures.queue(visit.channel, visit.queue, end, "talkSeconds", visit.talk);
            figures.queue(visit.channel, visit.queue, end, "holdSeconds", visit.hold == null ? 0 : visit.hold);
        }
        if (visit.messages != null) {
            figures.queue(visit.channel, visit.queue, end, "messages", visit.messages);
        }
        var type = visit.endType;
        if (type == EndType.CALLER) {
            figures.queue(visit.channel, visit.queue, end, "endedByCaller", 1);
        } else if (type == EndType.AGENT) {
            figures.queue(visit.channel, visit.queue, end, "endedByAgent", 1);
        } else if (type == EndType.BLIND_TRANSFER || type == EndType.ATTENDED_TRANSFER) {
            figures.queue(visit.channel, visit.queue, end, "transferred", 1);
        }
    }

    private static void cohort(Visit visit, Figures figures, String figure, long count) {
        figures.queue(visit.channel, visit.queue, visit.enter, figure, count);
    }

    static void countRows(List<Seen> log, Figures figures) {
        for (var row : log) {
            var queue = row.queue();
            switch (row.event()) {
                case "RINGNOANSWER" -> {
                    var millis = row.number(1);
                    rowOfAgent(row, figures, millis != null && millis == 0 ? "ringRefused" : "ringNoAnswer", 1);
                }
                case "AGENTDUMP" -> rowOfAgent(row, figures, "agentDumps", 1);
                case "OUTCALL" -> outCall(row, figures);
                case "OUTSMS", "OUTEMAIL", "OUTTWEET", "OUTFACEBOOK", "OUTMESSENGER" ->
                    rowOfAgent(row, figures, "outAttempts", 1);
                case "TRANSFERRED" -> {
                    if (queue != null) {
                        figures.queue(row.channel(), queue, row.at(), "transferred", 1);
                    }
                }
                case "ATTENDED" -> {
                    var to = NaiveInteraction.takingAgent(row);
                    if (to != null) {
                        figures.agent(to, queue == null ? "" : queue, row.at(), "transfersTaken", 1);
                    }
                }
                case "OUTOFTIME", "HOLIDAYMESSAGE", "CLOSED" -> refused(row, queue, figures, "refusedClosed");
                case "MAXQUEUE", "FULL", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME" ->
                    refused(row, queue, figures, "refusedFull");
                case "NOAGENTS", "JOINEMPTY" -> refused(row, queue, figures, "refusedNoAgents");
                case "BLACKLIST" -> {
                    if (row.agent() == null && row.channel() == Channel.EMAIL) {
                        refused(row, queue, figures, "refusedBlocked");
                    }
                }
                default -> {}
            }
        }
    }

    private static void rowOfAgent(Seen row, Figures figures, String figure, long count) {
        if (row.queue() != null) {
            figures.queue(row.channel(), row.queue(), row.at(), figure, count);
        }
        if (row.agent() != null) {
            figures.agent(row.agent(), row.queue() == null ? "" : row.queue(), row.at(), figure, count);
        }
    }

    private static void outCall(Seen row, Figures figures) {
        if (row.channel() != Channel.TELEPHONY) {
            return;
        }
        rowOfAgent(row, figures, "outAttempts", 1);
        boolean isAnswered = isAnswered(row);
        rowOfAgent(row, figures, "outAnswered", isAnswered ? 1 : 0);
        var talk = row.number(2);
        if (isAnswered && row.queue() != null && talk != null) {
            figures.queue(row.channel(), row.queue(), row.at(), "outTalkSeconds", talk);
        }
    }

    static boolean isAnswered(Seen outCall) {
        return List.of("ANSWER", "ANSWERED").contains(outCall.data(1));
    }

    /** In the minute in which each ended: in the queue of its conversation, without one in the row's own. */
    static void countWrapUps(List<Visit> visits, List<Seen> own, Figures figures) {
        for (var visit : visits) {
            for (var wrapUp : visit.wrapUpStretches) {
                wrapUp(visit.queue, Objects.requireNonNull(wrapUp.to), Objects.requireNonNull(visit.wrapUp), figures);
            }
        }
        for (var row : own) {
            if (row.queue() != null) {
                wrapUp(row.queue(), row.at(), Ends.wrapUpSeconds(row), figures);
            }
        }
    }

    static void countOutbound(List<NaiveOutbound.Ended> all, Figures figures) {
        for (var ended : all) {
            var row = ended.row();
            var queue = ended.queue();
            if (queue != null) {
                figures.queue(row.channel(), queue, row.at(), "outHandled", 1);
                figures.queue(row.channel(), queue, row.at(), "outTalkSeconds", ended.talkSeconds());
                figures.queue(row.channel(), queue, row.at(), "messages", ended.messages());
            }
        }
    }

    private static void wrapUp(String queue, Instant at, long used, Figures figures) {
        figures.queue(Channel.TELEPHONY, queue, at, "wrapUpKnown", 1);
        figures.queue(Channel.TELEPHONY, queue, at, "wrapUpSeconds", used);
    }

    private static void refused(Seen row, @Nullable String queue, Figures figures, String kind) {
        if (queue != null) {
            figures.queue(row.channel(), queue, row.at(), kind, 1);
            figures.queue(row.channel(), queue, row.at(), "refused", 1);
            figures.queue(row.channel(), queue, row.at(), "received", 1);
        }
    }
}
