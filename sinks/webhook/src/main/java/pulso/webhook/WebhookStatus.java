package pulso.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sink stands. Counts are since its start.
 *
 * @param standby another sink of the same cluster is at work, and this one waits to take its place
 * @param healthy it reads and keeps its places; endpoints that fail are their own matter
 * @param failure what hinders it; null while nothing does
 * @param droppedAsOld events that happened longer before they were seen than news may be old
 * @param behind events written but not yet read by the reading all endpoints share
 */
public record WebhookStatus(
        boolean standby,
        boolean healthy,
        @Nullable String failure,
        long droppedAsOld,
        long behind,
        List<EndpointStatus> endpoints) {

    /** State of an endpoint's breaker. */
    public enum Breaker {
        CLOSED,
        /** Nothing is tried until its time. */
        OPEN,
        /** One attempt is under way that decides. */
        HALF_OPEN
    }

    /**
     * One endpoint.
     *
     * @param failedAttempts attempts that brought no 2xx
     * @param retried attempts that were not an event's first
     * @param dead events given up
     * @param parked events under way or waiting for another attempt
     * @param behind events in the topic that it has yet to read, of its kind or not
     * @param holdUntil nothing is tried before: its own wish, or the breaker's; null when there is none
     */
    public record EndpointStatus(
            String id,
            long delivered,
            long failedAttempts,
            long retried,
            long dead,
            int parked,
            long behind,
            Breaker breaker,
            boolean paused,
            @Nullable String disabledReason,
            @Nullable Instant holdUntil) {}
}
