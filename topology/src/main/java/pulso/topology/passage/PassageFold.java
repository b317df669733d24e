package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.Moment.Kind;

/**
 * Derives passages from the rows of one interaction: a pure function of the rows, the restarts and the log's time. Rows
 * come in the order of the log; what does not fit is counted or rebuilt, never an exception, since the source is real.
 */
public final class PassageFold {
    private final String source;
    private final CallRows call;
    private final Restart.Log restarts;
    private final Duration maxAge;
    private final PassageList builders;
    private final List<AgentInterval> intervals = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<QueueEvent> orphans = new ArrayList<>();
    private final List<QueueEvent> unusable = new ArrayList<>();
    private final AgentStarted agentStarted;
    private final StrayHolds strayHolds = new StrayHolds();

    private PassageFold(String source, CallRows call, Restart.Log restarts, Duration maxAge) {
        this.source = source;
        this.call = call;
        this.restarts = restarts;
        this.maxAge = maxAge;
        this.builders = new PassageList(source, call);
        this.agentStarted = new AgentStarted(source, call, intervals, moments);
    }

    /**
     * @param now the log's time, by which an open passage may have outlived {@code maxAge}
     */
    public static Derived derive(String source, CallRows call, Restart.Log restarts, Instant now, Duration maxAge) {
        var fold = new PassageFold(source, call, restarts, maxAge);
        for (var row : call.rows()) {
            fold.apply(row);
        }
        for (var builder : fold.builders) {
            fold.endByDefault(builder, now);
        }
        return fold.result(now);
    }

    /** A restart or age ends what no row has ended; any later row of the passage replaces that. */
    private void endByDefault(PassageBuilder builder, Instant now) {
        if (!builder.isOpen()) {
            return;
        }
        var restart = restarts.after(builder.lastRow());
        var oldest = builder.enter().plus(maxAge);
        if (restart != null && restart.at().isBefore(oldest)) {
            builder.cutAt(restart.at());
        } else if (!now.isBefore(oldest)) {
            builder.cutAt(oldest);
        }
    }

    private Derived result(Instant now) {
        var passages = new ArrayList<Passage>();
        var busy = new ArrayList<Derived.Busy>();
        var rated = call.rating() == null ? null : builders.lastAnswered();
        for (var builder : builders) {
            passages.add(builder.build(
                    call.guid(),
                    builder == rated ? call.rating() : null,
                    builders.isFirst(builder) ? call.previousContactAt() : null));
            builder.intervalsTo(intervals);
            builder.busyTo(busy);
        }
        strayHolds.intervalsTo(intervals, source, call.interaction());
        agentStarted.busyTo(busy, now, maxAge);
        strayHolds.busyTo(busy, call.interaction(), restarts, now, maxAge);
        return new Derived(passages, intervals, busy, moments, orphans, unusable);
    }

    private void apply(QueueEvent row) {
        switch (row.kind()) {
            case ENTER -> {
                var unusedAsTheListHasIt = enter(row);
            }
            case REENTER -> reenter(row);
            case CONNECT -> connect(row);
            case COMPLETED_BY_CALLER -> end(row, EndType.CALLER);
            case COMPLETED_BY_AGENT -> end(row, EndType.AGENT);
            case BLIND_TRANSFER -> end(row, EndType.BLIND_TRANSFER);
            case ATTENDED_TRANSFER -> end(row, EndType.ATTENDED_TRANSFER);
            case ABANDON -> leave(row, Outcome.ABANDONED);
            case EXIT_TIMEOUT -> leave(row, Outcome.EXITED_TIMEOUT);
            case EXIT_EMPTY -> leave(row, Outcome.EXITED_EMPTY);
            case EXIT_KEY -> leave(row, Outcome.EXITED_KEY);
            case WITHDRAW -> leave(row, Outcome.WITHDRAWN);
            case RING_NO_ANSWER -> rangInVain(row);
            case RING_CANCELED -> touchLatest(row);
            case AGENT_DUMP -> dumped(row);
            case HOLD -> holdBegan(row, false);
            case PHONE_HOLD -> holdBegan(row, true);
            case UNHOLD -> holdEnded(row, false);
            case PHONE_UNHOLD -> holdEnded(row, true);
            case PHONE_RING -> ringing(row);
            case WRAP_UP -> wrapUp(row);
            case OUT_CALL -> outCall(row);
            case AGENT_TRANSFER -> passedOn(row);
            case AGENT_ATTENDED -> attended(row);
            case OUT_START -> agentStarted.began(row);
            case OUT_END -> agentStarted.ended(row);
            case REFUSED_CLOSED -> moment(Kind.REFUSED_CLOSED, row);
            case REFUSED_FULL -> moment(Kind.REFUSED_FULL, row);
            case REFUSED_NO_AGENTS -> moment(Kind.REFUSED_NO_AGENTS, row);
            case REFUSED_BLOCKED -> {
                if (row.agent() == null) {
                    moment(Kind.REFUSED_BLOCKED, row);
                }
            }
            case PHONE_LINK,
                    NOTED,
                    LOGIN,
                    LOGOFF,
                    BREAK,
                    UNBREAK,
                    PAUSE,
                    UNPAUSE,
                    ADD_MEMBER,
                    REMOVE_MEMBER,
                    RESTART -> {}
        }
    }

    private @Nullable PassageBuilder enter(QueueEvent row) {
        if (row.queue() == null) {
            unusable.add(row);
            return null;
        }
        var known = builders.latest(row.queue());
        if (known != null && known.isEnteredBy(row)) {
            known.entered(row);
            return known;
        }
        if (known != null && known.isOpen()) {
            if (row.channel() == Channel.MESSENGER) {
                known.reentered(row);
                return known;
            }
            cutBefore(row, known);
        }
        var entered = builders.open(row, row.queue(), row.at(), false);
        entered.entered(row);
        return entered;
    }

    /** Another start contradicts what is open: a restart or its age ended it before, or this start does. */
    private void cutBefore(QueueEvent row, PassageBuilder known) {
        var restart = restarts.after(known.lastRow());
        if (restart != null && !restart.at().isAfter(row.at())) {
            endByDefault(known, restart.at());
        } else {
            var oldest = known.enter().plus(maxAge);
            known.cutAt(oldest.isBefore(row.at()) ? oldest : row.at());
        }
    }

    private void reenter(QueueEvent row) {
        var queue = row.queue();
        var known = builders.latest(queue);
        if (known != null && known.isOpen()) {
            known.reentered(row);
            return;
        }
        var entered = enter(row);
        if (entered != null && entered != known) {
            entered.recover();
        }
    }

    private void passedOn(QueueEvent row) {
        moment(Kind.TRANSFERRED, row);
        var target = builders.inServiceIn(row.queue(), null);
        if (target != null) {
            target.passedOn(row);
        }
    }

    private void attended(QueueEvent row) {
        moment(Kind.TRANSFER_TAKEN, row);
        var target = builders.inServiceIn(row.queue(), null);
        if (target != null) {
            target.attended(row);
        }
    }

    private void connect(QueueEvent row) {
        var target = builders.openIn(row.queue());
        if (target != null) {
            target.connected(row);
            return;
        }
        if (row.queue() == null || row.waitSeconds() == null) {
            unusable.add(row);
            return;
        }
        builders.open(row, row.queue(), row.at().minusSeconds(row.waitSeconds()), true)
                .connected(row);
    }

    private void end(QueueEvent row, EndType type) {
        var target = builders.inServiceIn(row.queue(), row.agent());
        if (target == null) {
            target = builders.openIn(row.queue());
        }
        if (target != null) {
            target.ended(row, type);
            return;
        }
        if (agentStarted.isOpen() && builders.openIn(null) == null) {
            agentStarted.ended(row);
            return;
        }
        if (isToldAgain(row)) {
            return;
        }
        orphans.add(row);
        if (row.queue() == null || row.talkSeconds() == null || row.waitSeconds() == null) {
            unusable.add(row);
            return;
        }
        var enter = row.at().minusSeconds(row.talkSeconds() + row.waitSeconds());
        var rebuilt = builders.open(row, row.queue(), enter, true);
        rebuilt.adopt(strayHolds.takenBy(row));
        rebuilt.ended(row, type);
    }

    private void leave(QueueEvent row, Outcome how) {
        var target = builders.openIn(row.queue());
        if (target != null) {
            target.left(row, how);
            return;
        }
        if (isToldAgain(row) || isSameExit(row, how)) {
            return;
        }
        if (row.queue() == null || row.waitSeconds() == null) {
            unusable.add(row);
            return;
        }
        builders.open(row, row.queue(), row.at().minusSeconds(row.waitSeconds()), true)
                .left(row, how);
    }

    private void rangInVain(QueueEvent row) {
        boolean refused = row.ringMillis() != null && row.ringMillis() == 0;
        moment(refused ? Kind.RING_REFUSED : Kind.RING_NO_ANSWER, row);
        var target = builders.openIn(row.queue());
        if (target != null) {
            target.rangInVain(row, refused);
        }
    }

    private void dumped(QueueEvent row) {
        moment(Kind.AGENT_DUMP, row);
        var target = builders.openIn(row.queue());
        if (target != null) {
            target.dumped(row);
        }
    }

    private void ringing(QueueEvent row) {
        var target = builders.openIn(row.queue());
        if (target != null && target.isWaiting()) {
            target.ringing(row);
        }
    }

    private void holdBegan(QueueEvent row, boolean toldByPhone) {
        var target = builders.inServiceIn(row.queue(), row.agent());
        if (target != null) {
            target.holdBegan(row, toldByPhone);
        } else if (!toldByPhone) {
            strayHolds.began(row);
        }
    }

    private void holdEnded(QueueEvent row, boolean toldByPhone) {
        var target = builders.inServiceIn(row.queue(), row.agent());
        if (target != null) {
            target.holdEnded(row, toldByPhone);
        } else if (!toldByPhone) {
            strayHolds.ended(row);
        }
    }

    private void touchLatest(QueueEvent row) {
        var target = builders.openIn(row.queue());
        if (target != null) {
            target.touch(row);
        }
    }

    /** Wrap-up belongs to the agent's last conversation that had ended by then; without one, to the row's own queue. */
    private void wrapUp(QueueEvent row) {
        if (row.wrapUpTotalSeconds() == null || row.wrapUpLeftSeconds() == null) {
            unusable.add(row);
            return;
        }
        long used = row.wrapUpTotalSeconds() - row.wrapUpLeftSeconds();
        var target = builders.wrappedUpBy(row);
        var queue = target == null ? row.queue() : target.queue();
        var agent = row.agent() == null && target != null ? target.agent() : row.agent();
        if (target != null) {
            target.wrappedUp(row, used);
        }
        moments.add(new Moment(
                Kind.WRAP_UP,
                call.channel(),
                queue,
                agent,
                row.at(),
                call.interaction(),
                used,
                row.wrapUpTotalSeconds(),
                0));
        if (agent != null && used > 0) {
            intervals.add(interval(IntervalKind.WRAP_UP, agent, queue, row.at().minusSeconds(used), row.at()));
        }
    }

    private void outCall(QueueEvent row) {
        var status = row.detail();
        boolean answered = "ANSWER".equals(status) || "ANSWERED".equals(status);
        long talk = answered && row.durationSeconds() != null ? row.durationSeconds() : 0;
        moment(Kind.OUT_ATTEMPT, row);
        if (answered) {
            moment(Kind.OUT_ANSWERED, row, talk);
        }
        if (row.agent() != null && talk > 0) {
            intervals.add(interval(
                    IntervalKind.OUTBOUND, row.agent(), row.queue(), row.at().minusSeconds(talk), row.at()));
        }
    }

    private void moment(Kind kind, QueueEvent row) {
        moment(kind, row, 0);
    }

    private void moment(Kind kind, QueueEvent row, long seconds) {
        moments.add(new Moment(
                kind, call.channel(), row.queue(), row.agent(), row.at(), call.interaction(), seconds, 0, 0));
    }

    private AgentInterval interval(IntervalKind kind, String agent, @Nullable String queue, Instant from, Instant to) {
        return new AgentInterval(source, agent, kind, from, to, queue, call.channel(), call.interaction(), null, false);
    }

    /** An end of what has just ended: the same fact under another origid or another name. */
    private boolean isToldAgain(QueueEvent row) {
        var known = builders.latest(row.queue());
        return known != null
                && !Duration.between(known.lastRow().at(), row.at())
                        .abs()
                        .minus(Moved.SAME_END)
                        .isPositive();
    }

    /** A queue without agents throws a caller out once, whatever else the dialplan writes afterwards. */
    private boolean isSameExit(QueueEvent row, Outcome how) {
        var known = builders.latest(row.queue());
        return how == Outcome.EXITED_EMPTY
                && row.waitSeconds() == null
                && known != null
                && known.is(Outcome.EXITED_EMPTY);
    }
}
