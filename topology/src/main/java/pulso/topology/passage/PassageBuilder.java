package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.Spans.Span;

/** A passage while its rows are read one after the other. */
final class PassageBuilder {
    /** Fields and row times are differences of clocks cut to whole seconds, taken at different moments (KPI.md 5). */
    private static final long FIELD_TOLERANCE_SECONDS = 2;

    private final String source;
    private final Channel channel;
    private final String interaction;
    private final String queue;
    private final int ordinal;
    private final QueueEvent firstRow;
    private Instant enter;
    private boolean reconstructed;
    private QueueEvent lastRow;
    private Outcome outcome = Outcome.OPEN;
    private @Nullable Instant waitEnd;
    private @Nullable Long waitSeconds;
    private @Nullable String agent;
    private @Nullable Long ringSeconds;
    private @Nullable Instant talkEnd;
    private @Nullable EndType endType;
    private @Nullable Long talkSeconds;
    private @Nullable Long holdSeconds;
    private final Holds holds = new Holds();
    private @Nullable Instant wrapUpEnd;
    private @Nullable Long wrapUpSeconds;
    private final Ringing ringing = new Ringing();
    private int agentDumps;
    private @Nullable Long position;
    private @Nullable String exitKey;
    private @Nullable String transferTo;
    private @Nullable String caller;
    private boolean clockUsed;
    private boolean recovered;
    private @Nullable Long messages;
    private final Holders holders = new Holders();

    PassageBuilder(
            String source,
            QueueEvent first,
            String interaction,
            String queue,
            int ordinal,
            Instant enter,
            boolean rebuilt) {
        this.source = source;
        this.channel = first.channel();
        this.interaction = interaction;
        this.queue = queue;
        this.ordinal = ordinal;
        this.enter = enter;
        this.firstRow = first;
        this.lastRow = first;
        this.reconstructed = rebuilt;
    }

    String queue() {
        return queue;
    }

    Instant enter() {
        return enter;
    }

    QueueEvent lastRow() {
        return lastRow;
    }

    @Nullable
    String agent() {
        return agent;
    }

    @Nullable
    Instant talkEnd() {
        return talkEnd;
    }

    boolean hasWrapUp() {
        return wrapUpEnd != null;
    }

    boolean isWaiting() {
        return outcome == Outcome.OPEN;
    }

    boolean isInService() {
        return outcome == Outcome.ANSWERED && talkEnd == null;
    }

    boolean isOpen() {
        return isWaiting() || isInService();
    }

    void touch(QueueEvent row) {
        lastRow = row;
    }

    private void calledBy(QueueEvent row) {
        caller = caller == null ? row.caller() : caller;
    }

    boolean is(Outcome how) {
        return outcome == how;
    }

    int ordinal() {
        return ordinal;
    }

    /** The agent answered it or has it now. */
    boolean isOf(String someone) {
        return agent == null || someone.equals(agent) || holders.isHeldBy(someone);
    }

    /**
     * The row tells of this passage's own start: once more, or with a clock that was ahead of what followed it in the log
     * (KPI.md 8.1).
     */
    boolean isEnteredBy(QueueEvent row) {
        return reconstructed
                ? row.isBeforeInLog(firstRow)
                : isWaiting() && enter.equals(row.at()) && lastRow.at().equals(row.at());
    }

    void entered(QueueEvent row) {
        position = row.position();
        if (reconstructed) {
            enter = row.at();
            reconstructed = false;
        }
        calledBy(row);
        touch(row);
    }

    /** The chat server found it again when it began anew. */
    void reentered(QueueEvent row) {
        calledBy(row);
        touch(row);
    }

    void recover() {
        recovered = true;
    }

    void adopt(List<Span> ownHolds) {
        holds.adopt(ownHolds);
    }

    void connected(QueueEvent row) {
        touch(row);
        calledBy(row);
        ringing.stopped();
        if (outcome == Outcome.ANSWERED) {
            attended(row);
            return;
        }
        agent = row.agent();
        ringSeconds = row.ringMillis() == null ? null : (Long) (row.ringMillis() / 1000);
        answeredAt(row.at(), row.waitSeconds());
    }

    void attended(QueueEvent row) {
        touch(row);
        if (row.agent() == null || !isInService()) {
            return;
        }
        if (agent == null) {
            agent = row.agent();
            holders.began(agent, row.at());
        } else {
            holders.taken(row.agent(), row.at());
        }
    }

    /** The agent has passed it on; who takes it says so. */
    void passedOn(QueueEvent row) {
        touch(row);
        if (agent == null && row.agent() != null && holders.since() != null) {
            agent = row.agent();
            holders.began(agent, holders.since());
        }
        holders.letGo(row.at());
    }

    private void answeredAt(Instant at, @Nullable Long loggedWait) {
        outcome = Outcome.ANSWERED;
        holders.began(agent, at);
        waitEnd = at;
        waitSeconds = measured(loggedWait, enter, at);
    }

    /** A COMPLETE* or a transfer; also where the CONNECT row is missing. */
    void ended(QueueEvent row, EndType type) {
        touch(row);
        ringing.stopped();
        if (outcome != Outcome.ANSWERED) {
            var connect = row.talkSeconds() == null ? row.at() : row.at().minusSeconds(row.talkSeconds());
            agent = row.agent();
            answeredAt(connect.isBefore(enter) ? enter : connect, row.waitSeconds());
        }
        agent = agent == null ? row.agent() : agent;
        var connect = waitEnd == null ? enter : waitEnd;
        talkEnd = row.at();
        endType = type;
        messages = row.messages();
        if (holders.since() != null && holders.holder() == null) {
            holders.began(agent, holders.since());
        }
        holders.letGo(row.at());
        talkSeconds = measured(row.talkSeconds(), connect, row.at());
        transferTo = type.isTransfer() ? row.target() : null;
        holds.close(row.at());
        holdSeconds = Spans.seconds(holds.within(connect, row.at()));
    }

    /** The caller left, was thrown out or taken out while waiting. */
    void left(QueueEvent row, Outcome how) {
        touch(row);
        ringing.stopped();
        if (outcome == Outcome.ANSWERED) {
            endedAt(row.at(), EndType.CALLER, true);
            return;
        }
        outcome = how;
        waitEnd = row.at();
        waitSeconds = measured(row.waitSeconds(), enter, row.at());
        agent = row.agent();
        exitKey = how == Outcome.EXITED_KEY ? row.detail() : null;
    }

    /** Ended by no row of its own: a restart, age, or a new start that contradicts it. */
    void cutAt(Instant at) {
        ringing.stopped();
        if (outcome == Outcome.ANSWERED) {
            endedAt(at, EndType.SYSTEM, false);
        } else {
            outcome = Outcome.SYSTEM;
            waitEnd = at;
        }
    }

    private void endedAt(Instant at, EndType type, boolean lengthIsKnown) {
        var connect = waitEnd == null ? enter : waitEnd;
        talkEnd = at;
        endType = type;
        holders.letGo(at);
        holds.close(at);
        if (lengthIsKnown) {
            talkSeconds = measured(null, connect, at);
            holdSeconds = Spans.seconds(holds.within(connect, at));
        }
    }

    void holdBegan(QueueEvent row, boolean toldByPhone) {
        touch(row);
        holds.began(row, toldByPhone);
    }

    void holdEnded(QueueEvent row, boolean toldByPhone) {
        touch(row);
        holds.ended(row, toldByPhone);
    }

    void ringing(QueueEvent row) {
        touch(row);
        ringing.began(row);
    }

    void rangInVain(QueueEvent row, boolean refused) {
        touch(row);
        ringing.wasInVain(refused);
    }

    void dumped(QueueEvent row) {
        touch(row);
        ringing.stopped();
        agentDumps++;
    }

    void wrappedUp(QueueEvent row, long usedSeconds) {
        wrapUpEnd = row.at();
        wrapUpSeconds = usedSeconds;
    }

    /** The field where it is there and agrees with the clock, else the clock (KPI.md 5). */
    private long measured(@Nullable Long field, Instant from, Instant to) {
        long clock = Math.max(0, Duration.between(from, to).toSeconds());
        if (field != null && Math.abs(field - clock) <= FIELD_TOLERANCE_SECONDS) {
            return field;
        }
        clockUsed = true;
        return clock;
    }

    /** What agents did for this passage and it is over. */
    void intervalsTo(List<AgentInterval> target) {
        boolean cut = endType == EndType.SYSTEM;
        for (var held : holders.over()) {
            target.add(interval(
                    held.agent(),
                    IntervalKind.TALK,
                    held.span(),
                    cut && held.span().to().equals(talkEnd)));
            if (talkEnd != null) {
                for (var hold : holds.within(held.span().from(), held.span().to())) {
                    target.add(interval(held.agent(), IntervalKind.HOLD, hold, cut));
                }
            }
        }
    }

    private AgentInterval interval(String whose, IntervalKind kind, Span span, boolean cut) {
        return new AgentInterval(source, whose, kind, span.from(), span.to(), queue, channel, interaction, null, cut);
    }

    /** What agents are doing for this passage now. */
    void busyTo(List<Derived.Busy> target) {
        if (ringing.agent() != null && ringing.since() != null && isWaiting()) {
            target.add(new Derived.Busy(ringing.agent(), line(AgentActivity.RINGING, ringing.since())));
        }
        var holder = holders.holder();
        if (isInService() && holder != null && holders.since() != null) {
            var hold = holds.openSince();
            target.add(new Derived.Busy(
                    holder,
                    hold == null ? line(AgentActivity.TALKING, holders.since()) : line(AgentActivity.ON_HOLD, hold)));
        }
    }

    private AgentLine line(AgentActivity activity, Instant since) {
        return new AgentLine(channel, queue, interaction, activity, since, null);
    }

    /**
     * @param rating the customer's, where it is this passage's
     * @param previousContactAt when the caller's contact before began, where this passage is to bear the mark
     */
    Passage build(@Nullable String guid, @Nullable Double rating, @Nullable Instant previousContactAt) {
        return new Passage(
                source,
                channel,
                interaction,
                queue,
                ordinal,
                Direction.of(queue),
                enter,
                outcome,
                waitEnd,
                waitSeconds,
                agent,
                ringSeconds,
                talkEnd,
                endType,
                talkSeconds,
                holdSeconds,
                holds.openSince(),
                wrapUpEnd,
                wrapUpSeconds,
                ringing.agent(),
                ringing.since(),
                ringing.noAnswers(),
                ringing.refusals(),
                agentDumps,
                position,
                exitKey,
                transferTo,
                caller,
                guid,
                holders.last(),
                holders.takeovers(),
                messages,
                rating,
                previousContactAt == null
                        ? null
                        : (Long) Duration.between(previousContactAt, enter).toSeconds(),
                recovered,
                reconstructed,
                clockUsed,
                lastRow.at());
    }
}
