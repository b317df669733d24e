package pulso.webhook;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pulso.schemas.webhook.Endpoint;

/**
 * How often an event is tried.
 *
 * @param pauses before each attempt, reckoned from the one before; the first is zero
 * @param jitter the greatest part of a pause that is added to it
 * @param longest while the endpoint as a whole does not answer, an event waits no longer than this
 * @param failuresToOpen failures in a row that open the breaker
 */
record RetrySchedule(List<Duration> pauses, double jitter, Duration longest, int failuresToOpen) {
    private static final RetrySchedule OVER_DAYS = new RetrySchedule(
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            0.1,
            Duration.ofHours(76),
            5);
    private static final RetrySchedule AT_ONCE = new RetrySchedule(
            Stream.concat(Stream.of(Duration.ZERO), IntStream.range(1, 10).mapToObj(_ -> Duration.ofSeconds(1)))
                    .toList(),
            0.1,
            Duration.ofHours(1),
            20);

    static RetrySchedule of(Endpoint.Schedule schedule) {
        return switch (schedule) {
            case DEFAULT -> OVER_DAYS;
            case DBSYNC -> AT_ONCE;
        };
    }

    int attempts() {
        return pauses.size();
    }

    /** The pause after so many attempts; only ever longer than stated. */
    Duration pauseAfter(int attempts, double dice) {
        var pause = pauses.get(Math.min(attempts, pauses.size() - 1));
        return pause.plus(Duration.ofNanos((long) (pause.toNanos() * jitter * dice)));
    }
}
