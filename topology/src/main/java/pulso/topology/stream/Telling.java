package pulso.topology.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of which records events are told: of those that were committed from one promotion until the next. Two generations that
 * are folded side by side while one takes the other's place thus tell of each record once. Any thread.
 */
final class Telling {
    private final long fromMillis;
    private volatile long untilMillis = Long.MAX_VALUE;

    Telling(Emission emission) {
        this.fromMillis = emission.live() ? millis(emission.tellsFrom()) : Long.MAX_VALUE;
    }

    private static long millis(@Nullable Instant from) {
        return from == null ? Long.MIN_VALUE : from.toEpochMilli();
    }

    /** Another generation tells of what is committed from then on. */
    void until(Instant promotion) {
        untilMillis = promotion.toEpochMilli();
    }

    boolean isOf(long recordMillis) {
        return recordMillis >= fromMillis && recordMillis < untilMillis;
    }
}
