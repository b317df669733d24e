package pulso.webhook;

import java.time.Duration;
import java.time.Instant;

/** So many in a second, a second's worth at once. Not safe for threads: its lane's lock guards it. */
final class RateLimit {
    private static final Duration BURST = Duration.ofSeconds(1);

    private Instant paidUntil = Instant.EPOCH;

    /** When the next one may go. */
    Instant nextAt(int perSecond) {
        return perSecond == 0 ? Instant.EPOCH : paidUntil.minus(BURST).plus(cost(perSecond));
    }

    void taken(int perSecond, Instant now) {
        if (perSecond > 0) {
            paidUntil = (paidUntil.isBefore(now) ? now : paidUntil).plus(cost(perSecond));
        }
    }

    private static Duration cost(int perSecond) {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }
}
