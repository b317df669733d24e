package pulso.topology.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when results should be committed ahead of the regular interval. A live row is shown at once; in catch-up nobody
 * waits for a single row, and a commit each few milliseconds would cost more than the rows between. Results do not
 * depend on it: only when they become visible.
 */
final class CommitPace {
    /** A record this old is backlog. */
    private static final Duration LIVE = Duration.ofSeconds(3);

    private final Duration interval;
    private final LongSupplier wallClockMillis;
    private long lastRequestMillis;

    CommitPace(Duration interval, LongSupplier wallClockMillis) {
        this.interval = interval;
        this.wallClockMillis = wallClockMillis;
    }

    /**
     * @param recordMillis the time of the record that was just folded
     */
    boolean isDue(long recordMillis) {
        long now = wallClockMillis.getAsLong();
        if (now - recordMillis > LIVE.toMillis() || now - lastRequestMillis < interval.toMillis()) {
            return false;
        }
        lastRequestMillis = now;
        return true;
    }
}
