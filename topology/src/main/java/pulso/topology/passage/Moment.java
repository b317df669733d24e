package pulso.topology.passage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * Something that happened at one time and is counted in that minute.
 *
 * @param seconds wrap-up used or outbound conversation; 0 for the others
 * @param plannedSeconds the whole length that a wrap-up was given; 0 for the others
 * @param messages messages of an agent-started interaction; 0 for the others
 */
public record Moment(
        Kind kind,
        Channel channel,
        @Nullable String queue,
        @Nullable String agent,
        Instant at,
        String interaction,
        long seconds,
        long plannedSeconds,
        long messages) {

    /** What is counted. */
    public enum Kind {
        RING_NO_ANSWER,
        RING_REFUSED,
        AGENT_DUMP,
        WRAP_UP,
        OUT_ATTEMPT,
        OUT_ANSWERED,
        OUT_HANDLED,
        TRANSFERRED,
        TRANSFER_TAKEN,
        REFUSED_CLOSED,
        REFUSED_FULL,
        REFUSED_NO_AGENTS,
        REFUSED_BLOCKED
    }
}
