package pulso.schemas.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.RowIdentity;

/**
 * A row of a log table, decoded: every figure with its unit, every name empty (null) where the log says NONE.
 *
 * @param name the event's name as the dictionary spells it
 * @param at when it happened
 * @param offset position in the log, which breaks ties of order
 * @param durationSeconds length that a closing event states: login, break, pause, outbound talk
 * @param messages messages exchanged, where the channel counts them
 * @param otherAgent the agent it comes from or goes to, when agents pass an interaction on
 * @param caller who the interaction is with; given by the events that begin it or connect it
 * @param target where a call went: extension, bridge, dialled number
 * @param detail the key pressed, the motive of a break, the dial status, {@code [automatic]}
 */
public record QueueEvent(
        EventKind kind,
        String name,
        Channel channel,
        Instant at,
        @Nullable String interaction,
        @Nullable String queue,
        @Nullable String agent,
        long origId,
        long offset,
        long identityHigh,
        long identityLow,
        @Nullable Long waitSeconds,
        @Nullable Long talkSeconds,
        @Nullable Long ringMillis,
        @Nullable Long durationSeconds,
        @Nullable Long wrapUpLeftSeconds,
        @Nullable Long wrapUpTotalSeconds,
        @Nullable Long position,
        @Nullable Long messages,
        @Nullable String otherAgent,
        @Nullable String caller,
        @Nullable String guid,
        @Nullable String target,
        @Nullable String detail)
        implements Comparable<QueueEvent> {

    /** The same event at another moment or place in the log. */
    public QueueEvent placed(Instant newAt, long newOffset) {
        return new QueueEvent(
                kind,
                name,
                channel,
                newAt,
                interaction,
                queue,
                agent,
                origId,
                newOffset,
                identityHigh,
                identityLow,
                waitSeconds,
                talkSeconds,
                ringMillis,
                durationSeconds,
                wrapUpLeftSeconds,
                wrapUpTotalSeconds,
                position,
                messages,
                otherAgent,
                caller,
                guid,
                target,
                detail);
    }

    /** The same row, read as an event that does something else. */
    public QueueEvent as(EventKind newKind) {
        return new QueueEvent(
                newKind,
                name,
                channel,
                at,
                interaction,
                queue,
                agent,
                origId,
                offset,
                identityHigh,
                identityLow,
                waitSeconds,
                talkSeconds,
                ringMillis,
                durationSeconds,
                wrapUpLeftSeconds,
                wrapUpTotalSeconds,
                position,
                messages,
                otherAgent,
                caller,
                guid,
                target,
                detail);
    }

    public RowIdentity identity() {
        return new RowIdentity(identityHigh, identityLow);
    }

    public boolean isSameRow(QueueEvent other) {
        return identityHigh == other.identityHigh && identityLow == other.identityLow;
    }

    /** Written earlier, whatever the clock said then. */
    public boolean isBeforeInLog(QueueEvent other) {
        boolean isOrdered = origId != 0 && other.origId != 0 && origId != other.origId;
        return isOrdered ? origId < other.origId : offset < other.offset;
    }

    /** The order of the log: time, then origid, then position; never the kind of event. */
    @Override
    public int compareTo(QueueEvent other) {
        int byTime = at.compareTo(other.at);
        if (byTime != 0) {
            return byTime;
        }
        int byOrigin = Long.compare(origId, other.origId);
        return byOrigin != 0 ? byOrigin : Long.compare(offset, other.offset);
    }
}
