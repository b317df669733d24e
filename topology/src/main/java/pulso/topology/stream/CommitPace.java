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

    /** Backlog that waits for one commit at most, whatever its interval: bounds the memory of what is not yet written. */
    static final int BACKLOG_ROWS = 50_000;

    /** A record this old is of a backlog so short that it is shown while it is folded. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    /** Between commits while that lasts. */
    private static final Duration RECENT_INTERVAL = Duration.ofSeconds(1);

    private final Duration interval;
    private final LongSupplier wallClockMillis;
    private int backlog;
    private long lastRequestMillis;
    private boolean owed;

    CommitPace(Duration interval, LongSupplier wallClockMillis) {
        this.interval = interval;
        this.wallClockMillis = wallClockMillis;
    }

    /**
     * Whether a commit should be asked for now. Where a live record follows the last request too closely it is owed one,
     * since nothing else may come for long: see {@link #isOwed()}.
     *
     * @param recordMillis the time of the record that was just folded
     */
    boolean isDue(long recordMillis) {
        long now = wallClockMillis.getAsLong();
        if (now - recordMillis > LIVE.toMillis()) {
            return isBacklogDue(now, now - recordMillis);
        }
        if (now - lastRequestMillis < interval.toMillis()) {
            owed = true;
            return false;
        }
        request(now);
        return true;
    }

    private boolean isBacklogDue(long now, long ageMillis) {
        backlog++;
        boolean isDue = backlog >= BACKLOG_ROWS
                || (ageMillis < RECENT.toMillis() && now - lastRequestMillis >= RECENT_INTERVAL.toMillis());
        if (isDue) {
            request(now);
        }
        return isDue;
    }

    /** A live record has been folded since the last request. */
    boolean isOwed() {
        return owed;
    }

    /** Takes the owed request, if there still is one: a later record may have made it meanwhile. */
    boolean takeOwed() {
        boolean taken = owed;
        if (taken) {
            request(wallClockMillis.getAsLong());
        }
        return taken;
    }

    private void request(long now) {
        lastRequestMillis = now;
        backlog = 0;
        owed = false;
    }
}
