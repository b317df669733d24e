package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spares an endpoint that does not answer: after so many failures in a row one attempt at a time, each after a longer
 * wait, until one succeeds. Not safe for threads: its lane's lock guards it.
 */
final class Breaker {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final double JITTER = 0.1;

    private int failures;
    private Duration wait = SHORTEST;
    private @Nullable Instant openUntil;
    private boolean probing;

    /** Whether an attempt may be made; the first one after the wait is the probe. */
    boolean allows(Instant now) {
        return openUntil == null || (!probing && !now.isBefore(openUntil));
    }

    void begun() {
        probing = openUntil != null;
    }

    void succeeded() {
        failures = 0;
        wait = SHORTEST;
        openUntil = null;
        probing = false;
    }

    /**
     * @param wasProbe whether the attempt began while it was open
     */
    void failed(boolean wasProbe, int failuresToOpen, Instant now, double dice) {
        failures++;
        if (wasProbe && openUntil != null) {
            probing = false;
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
            open(now, dice);
        } else if (openUntil == null && failures >= failuresToOpen) {
            open(now, dice);
        }
    }

    /** A probe that told nothing about the endpoint as a whole. */
    void undecided() {
        probing = false;
    }

    boolean isOpen() {
        return openUntil != null;
    }

    @Nullable
    Instant openUntil() {
        return openUntil;
    }

    WebhookStatus.Breaker state() {
        if (openUntil == null) {
            return WebhookStatus.Breaker.CLOSED;
        }
        return probing ? WebhookStatus.Breaker.HALF_OPEN : WebhookStatus.Breaker.OPEN;
    }

    private void open(Instant now, double dice) {
        openUntil = now.plus(wait).plus(Duration.ofMillis((long) (wait.toMillis() * JITTER * dice)));
    }
}
