package pulso.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * {@link WallClock#instant} for many rows: within an hour of a day on which no clock is changed, the offset is looked up
 * once. For one thread.
 */
final class WallClocks {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
    private static final Duration FAR = Duration.ofDays(1);
    private static final int HOURS_KEPT = 64;
    private static final long NONE = Long.MIN_VALUE;
    /** The hour is too near to a change for one offset. */
    private static final long CHANGING = Long.MAX_VALUE;

    private final long[] hours = new long[HOURS_KEPT];
    private final long[] offsetMicros = new long[HOURS_KEPT];
    private ZoneId zone = ZoneOffset.UTC;

    WallClocks() {
        Arrays.fill(hours, NONE);
    }

    /** Microseconds since 1970 of the instant. */
    long instantMicros(long wallMicros, ZoneId at, Instant committedAt) {
        if (!at.equals(zone)) {
            zone = at;
            Arrays.fill(hours, NONE);
        }
        long hour = Math.floorDiv(wallMicros, MICROS_PER_HOUR);
        int place = (int) Math.floorMod(hour, (long) HOURS_KEPT);
        if (hours[place] != hour) {
            hours[place] = hour;
            offsetMicros[place] = offset(hour);
        }
        return offsetMicros[place] == CHANGING
                ? micros(WallClock.instant(RowImage.wallClock(wallMicros), zone, committedAt))
                : wallMicros - offsetMicros[place];
    }

    private long offset(long hour) {
        var rules = zone.getRules();
        var wall = LocalDateTime.ofEpochSecond(hour * 3_600, 0, ZoneOffset.UTC);
        var offsets = rules.getValidOffsets(wall);
        if (offsets.size() != 1) {
            return CHANGING;
        }
        var begin = wall.toInstant(offsets.getFirst());
        var next = rules.nextTransition(begin.minus(FAR));
        boolean isFar = next == null || next.getInstant().isAfter(begin.plus(FAR));
        return isFar ? offsets.getFirst().getTotalSeconds() * MICROS_PER_SECOND : CHANGING;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    }

    static long micros(Instant at) {
        return at.getEpochSecond() * MICROS_PER_SECOND + at.getNano() / 1_000;
    }
}
