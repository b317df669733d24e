package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;

/** Reads one interaction's rows from the first to the last and says which passages it had. */
final class NaiveInteraction {
    /** Two ends of one passage this close tell the same fact. */
    private static final Duration SAME_END = Duration.ofSeconds(2);

    private final Channel channel;
    private final String callid;
    private final List<Visit> visits = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final List<Seen> strayEnds = new ArrayList<>();
    /** Wrap-ups that followed no conversation. */
    private final List<Seen> ownWrapUps = new ArrayList<>();

    private final NaiveOutbound outbound = new NaiveOutbound();
    private final StrayHolds strayHolds = new StrayHolds();

    NaiveInteraction(Channel channel, String callid, List<Seen> rows, List<Seen> restarts) {
        this.channel = channel;
        this.callid = callid;
        var all = new ArrayList<>(rows);
        if (channel == Channel.TELEPHONY) {
            all.addAll(restarts);
        }
        all.sort(Seen.LOG_ORDER);
        all.forEach(this::read);
    }

    Channel channel() {
        return channel;
    }

    String callid() {
        return callid;
    }

    List<Visit> visits() {
        return visits;
    }

    /** Ends of a conversation that none of this interaction's own was. */
    List<Seen> strayEnds() {
        return strayEnds;
    }

    List<Seen> ownWrapUps() {
        return ownWrapUps;
    }

    NaiveOutbound outbound() {
        return outbound;
    }

    StrayHolds strayHolds() {
        return strayHolds;
    }

    private void read(Seen row) {
        switch (row.event()) {
            case "ENTERQUEUE" -> enter(row);
            case "REENTERQUEUE" -> enterAgain(row);
            case "CONNECT" -> connect(row);
            case "ABANDON" -> leave(row, Outcome.ABANDONED, row.number(3));
            case "EXITWITHTIMEOUT" ->
                leave(row, Outcome.EXITED_TIMEOUT, channel == Channel.TELEPHONY ? row.number(3) : null);
            case "EXITEMPTY" -> leave(row, Outcome.EXITED_EMPTY, row.number(3));
            case "WITHDRAW" -> leave(row, Outcome.WITHDRAWN, row.number(3));
            case "EXITWITHKEY" -> leave(row, Outcome.EXITED_KEY, row.number(4));
            case "COMPLETEAGENT", "COMPLETECALLER" -> end(row);
            case "BLINDTRANSFER", "TRANSFER", "ATTENDEDTRANSFER" -> {
                if (channel == Channel.TELEPHONY) {
                    end(row);
                }
            }
            case "TRANSFERRED" -> handOver(row);
            case "ATTENDED" -> takeOver(row, takingAgent(row));
            case "HOLD",
                    "UNHOLD",
                    "PHONESTARHOLDIN",
                    "PHONESTARHOLDOUT",
                    "PHONESTARTHOLDIN",
                    "PHONESTARTHOLDOUT",
                    "PHONEENDHOLDIN",
                    "PHONEENDHOLDOUT" -> hold(row);
            case "RINGNOANSWER", "RINGCANCELED", "AGENTDUMP" -> touch(open(row.queue()), row);
            case "OUTSMS", "OUTEMAIL", "OUTTWEET", "OUTFACEBOOK", "OUTMESSENGER" -> outbound.began(row);
            case "COMPLETEAGENTOUT" -> outbound.ended(row);
            case "FINISHWRAPUP" -> wrapUp(row);
            case "QUEUESTART" -> restart(row);
            default -> {}
        }
    }

    private static void touch(@Nullable Visit visit, Seen row) {
        if (visit != null) {
            visit.touch(row);
        }
    }

    /** Whatever is open has ended here, unless a later row of it says that it has not. */
    private void restart(Seen row) {
        for (var visit : visits) {
            if (visit.isOpen() && visit.restart == null) {
                visit.restart = row.at();
            }
        }
    }

    /** @return the passage that begins, or goes on; null when the row names no queue */
    private @Nullable Visit enter(Seen row) {
        var latest = latest(row.queue());
        if (row.queue() == null) {
            return null;
        }
        if (latest != null && latest.isBegunBy(row)) {
            if (latest.reconstructed) {
                latest.enter = row.at();
                latest.reconstructed = false;
            }
            latest.touch(row);
            return latest;
        }
        if (latest != null && latest.isOpen() && channel == Channel.MESSENGER) {
            latest.touch(row);
            return latest;
        }
        if (latest != null && latest.isOpen()) {
            latest.cutBy = row;
            cut(latest, row.at());
        }
        var visit = visit(row.queue(), row.at());
        visit.touch(row);
        return visit;
    }

    private void enterAgain(Seen row) {
        var latest = latest(row.queue());
        if (latest != null && latest.isOpen()) {
            latest.touch(row);
            return;
        }
        var visit = enter(row);
        if (visit != null && visit != latest) {
            visit.recovered = true;
        }
    }

    /** Ends what is still open as the system does: at a restart, at the maximum age, or at the given moment. */
    static void cut(Visit visit, Instant latest) {
        var aged = visit.enter.plus(Seen.maximumAge(visit.channel));
        var at = visit.restart != null ? visit.restart : latest;
        at = aged.isBefore(at) ? aged : at;
        if (visit.isWaiting()) {
            visit.outcome = Outcome.SYSTEM;
        } else if (visit.isInService()) {
            visit.talkEnd = at;
            visit.endType = EndType.SYSTEM;
            visit.stopTalking(at);
        }
    }

    private Visit visit(String queue, Instant enter) {
        var visit = new Visit(channel, callid, queue, enter, ordinals.merge(queue, 1, Integer::sum));
        visits.add(visit);
        return visit;
    }

    private Visit rebuilt(String queue, Instant enter, Seen row) {
        var visit = visit(queue, enter);
        visit.reconstructed = true;
        visit.rebuiltFrom = row;
        return visit;
    }

    private void connect(Seen row) {
        var agent = channel == Channel.TELEPHONY ? row.agent() : carriedAgent(row);
        var open = open(row.queue());
        if (open != null && open.isInService()) {
            takeOver(row, agent);
            return;
        }
        var wait = row.number(1);
        if (open == null) {
            if (row.queue() == null || wait == null) {
                return;
            }
            open = rebuilt(row.queue(), row.at().minusSeconds(wait), row);
        }
        open.outcome = Outcome.ANSWERED;
        open.wait = Visit.seconds(wait, open.enter, row.at());
        open.connect = row.at();
        open.agent = agent;
        open.ring = channel == Channel.TELEPHONY ? row.number(3) : null;
        open.talks.add(new Visit.Stretch(agent, row.at(), null));
        open.touch(row);
    }

    private void leave(Seen row, Outcome outcome, @Nullable Long wait) {
        var visit = open(row.queue());
        if (visit != null && visit.isInService()) {
            finish(visit, row, null, EndType.CALLER);
            return;
        }
        if (visit == null) {
            boolean isThrownOutTwice = outcome == Outcome.EXITED_EMPTY
                    && wait == null
                    && latest(row.queue()) != null
                    && Objects.requireNonNull(latest(row.queue())).outcome == Outcome.EXITED_EMPTY;
            if (wait == null || row.queue() == null || isToldAgain(row) || isThrownOutTwice) {
                return;
            }
            visit = rebuilt(row.queue(), row.at().minusSeconds(wait), row);
        }
        visit.outcome = outcome;
        visit.wait = Visit.seconds(wait, visit.enter, row.at());
        visit.agent = row.agent();
        visit.touch(row);
    }

    private void end(Seen row) {
        var visit = inService(row);
        visit = visit == null ? open(row.queue()) : visit;
        if (visit == null && open(null) == null && outbound.isOpen() && row.is("COMPLETEAGENT", "COMPLETECALLER")) {
            outbound.ended(row);
            return;
        }
        var talk = Ends.talk(row);
        if (visit == null) {
            if (isToldAgain(row)) {
                return;
            }
            strayEnds.add(row);
            var wait = Ends.wait(row);
            if (talk == null || wait == null || row.queue() == null) {
                return;
            }
            visit = rebuilt(row.queue(), row.at().minusSeconds(talk + wait), row);
            visit.holdStretches.addAll(strayHolds.takenBy(row));
        }
        if (visit.isWaiting()) {
            answerFromEnd(visit, row, talk);
        }
        finish(visit, row, talk, Ends.type(row));
    }

    /** The CONNECT is missing: it was where the end's own fields put it. */
    private static void answerFromEnd(Visit visit, Seen row, @Nullable Long talk) {
        var connect = talk == null ? row.at() : row.at().minusSeconds(talk);
        connect = connect.isBefore(visit.enter) ? visit.enter : connect;
        visit.outcome = Outcome.ANSWERED;
        visit.connect = connect;
        visit.wait = Visit.seconds(Ends.wait(row), visit.enter, connect);
        visit.agent = row.agent();
        visit.talks.add(new Visit.Stretch(row.agent(), connect, null));
    }

    private static void finish(Visit visit, Seen row, @Nullable Long talk, EndType type) {
        var connect = Objects.requireNonNull(visit.connect);
        if (visit.agent == null && row.agent() != null) {
            visit.agent = row.agent();
            visit.talks.replaceAll(stretch ->
                    new Visit.Stretch(stretch.agent == null ? row.agent() : stretch.agent, stretch.from, stretch.to));
        }
        visit.talkEnd = row.at();
        visit.endType = type;
        visit.talk = Visit.seconds(talk, connect, row.at());
        visit.messages = channelCountsMessages(row) ? row.number(4) : null;
        visit.stopTalking(row.at());
        visit.touch(row);
    }

    private static boolean channelCountsMessages(Seen row) {
        return row.channel() != Channel.TELEPHONY && row.is("COMPLETEAGENT", "COMPLETECALLER");
    }

    private void handOver(Seen row) {
        var visit = conversation(row);
        if (visit != null) {
            var from = row.agent() == null ? Seen.name(row.data(1)) : row.agent();
            var current = visit.current();
            if (visit.agent == null && from != null && current != null) {
                visit.agent = from;
                visit.talks.clear();
                visit.talks.add(new Visit.Stretch(from, current.from, null));
            }
            visit.stopTalking(row.at());
            visit.touch(row);
        }
    }

    private void takeOver(Seen row, @Nullable String to) {
        var visit = conversation(row);
        if (visit == null) {
            return;
        }
        visit.touch(row);
        var current = visit.current();
        if (to == null || (current != null && to.equals(current.agent))) {
            return;
        }
        if (visit.agent == null) {
            visit.agent = to;
            visit.talks.clear();
            visit.talks.add(new Visit.Stretch(to, row.at(), null));
            return;
        }
        visit.stopTalking(row.at());
        visit.talks.add(new Visit.Stretch(to, row.at(), null));
        visit.lastAgent = to;
        visit.agentTransfers++;
    }

    static @Nullable String carriedAgent(Seen row) {
        return row.agent() != null ? row.agent() : Seen.name(row.data(2));
    }

    /** Who took an interaction over, by ATTENDED's own field (para), else by the row's agent. */
    static @Nullable String takingAgent(Seen row) {
        var to = Seen.name(row.data(2));
        return to == null ? row.agent() : to;
    }

    private void hold(Seen row) {
        var visit = inService(row);
        if (visit != null) {
            visit.holdRows.add(row);
            visit.touch(row);
        } else {
            strayHolds.add(row);
        }
    }

    /** A wrap-up follows the agent's last conversation that had ended by then and has none yet. */
    private void wrapUp(Seen row) {
        if (!Ends.isWrapUp(row)) {
            return;
        }
        var visit = last(found -> found.talkEnd != null
                && !found.talkEnd.isAfter(row.at())
                && (row.agent() == null || row.agent().equals(found.agent))
                && found.wrapUp == null);
        if (visit == null) {
            ownWrapUps.add(row);
            return;
        }
        long used = Ends.wrapUpSeconds(row);
        visit.wrapUp = used;
        visit.wrapUpStretches.add(new Visit.Stretch(
                row.agent() == null ? visit.agent : row.agent(), row.at().minusSeconds(used), row.at()));
    }

    private boolean isToldAgain(Seen row) {
        var latest = latest(row.queue());
        return latest != null
                && Duration.between(latest.lastRow, row.at()).abs().compareTo(SAME_END) <= 0;
    }

    private @Nullable Visit latest(@Nullable String queue) {
        return last(visit -> visit.queue.equals(queue));
    }

    private @Nullable Visit open(@Nullable String queue) {
        return last(visit -> visit.isOpen() && (queue == null || visit.queue.equals(queue)));
    }

    private @Nullable Visit conversation(Seen row) {
        return last(visit ->
                visit.isInService() && (row.queue() == null || row.queue().equals(visit.queue)));
    }

    /** The conversation that a row speaks of, by queue and agent as far as both say. */
    private @Nullable Visit inService(Seen row) {
        return last(visit -> visit.isInService()
                && (row.queue() == null || row.queue().equals(visit.queue))
                && (row.agent() == null || visit.isOf(row.agent())));
    }

    private @Nullable Visit last(Predicate<Visit> which) {
        for (var visit : visits.reversed()) {
            if (which.test(visit)) {
                return visit;
            }
        }
        return null;
    }
}
