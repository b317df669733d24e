package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of one log after the other, which lie close together: seconds since 1970 and wall-clock times without
 * building text, any other spelling by {@link TimeText}. Afterwards {@link #second}, {@link #nano} and
 * {@link #isAmbiguous} tell of the time that was read last. Confined to one thread.
 */
final class ClockReader {
    private static final int DATE_AND_TIME = "2026-11-20 08:00:00".length();
    private static final int SECONDS_DIGITS = 11;
    private static final long SECONDS_OF_HOUR = 3600;

    private final TimeText times;
    private long second;
    private int nano;
    private boolean isAmbiguous;
    private int knownHour = -1;
    private long knownHourStart;

    ClockReader(TimeText times) {
        this.times = times;
    }

    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /** The wall clock shows this time twice. */
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    /** False when it is no time. */
    boolean read(Fields fields) {
        if (fields.isSpelled(Column.DATETIME)) {
            return readText(fields.text(Column.DATETIME));
        }
        var bytes = fields.bytes();
        int from = fields.from(Column.DATETIME);
        int to = fields.to(Column.DATETIME);
        isAmbiguous = false;
        nano = 0;
        if (to - from <= SECONDS_DIGITS && to > from) {
            long value = digits(bytes, from, to);
            if (value >= 0) {
                second = value;
                return true;
            }
        } else if (to - from == DATE_AND_TIME && readWallClock(bytes, from)) {
            return true;
        }
        return from < to && readText(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private boolean readText(@Nullable String text) {
        var stripped = text == null ? "" : text.strip();
        var instant = times.instant(stripped);
        if (instant == null) {
            return false;
        }
        second = instant.getEpochSecond();
        nano = instant.getNano();
        isAmbiguous = times.isAmbiguous(stripped, instant);
        return true;
    }

    /** {@code 2026-11-20 08:00:00}, or with a T, in an hour in which the zone's clock goes straight on. */
    private boolean readWallClock(byte[] bytes, int from) {
        long year = digits(bytes, from, from + 4);
        long month = digits(bytes, from + 5, from + 7);
        long day = digits(bytes, from + 8, from + 10);
        long hour = digits(bytes, from + 11, from + 13);
        long minute = digits(bytes, from + 14, from + 16);
        long secondOfMinute = digits(bytes, from + 17, from + 19);
        boolean isSpelledSo = bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && (bytes[from + 10] == ' ' || bytes[from + 10] == 'T')
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':';
        if (!isSpelledSo || (year | month | day | hour | minute | secondOfMinute) < 0) {
            return false;
        }
        if (hour > 23 || minute > 59 || secondOfMinute > 59) {
            return false;
        }
        int thisHour = (int) (((year * 16 + month) * 32 + day) * 32 + hour);
        if (thisHour != knownHour && !learn(thisHour, (int) year, (int) month, (int) day, (int) hour)) {
            return false;
        }
        second = knownHourStart + minute * 60 + secondOfMinute;
        return true;
    }

    private boolean learn(int thisHour, int year, int month, int day, int hour) {
        try {
            var start = LocalDate.of(year, month, day).atTime(hour, 0);
            var offset = straightOffset(start);
            if (offset == Integer.MIN_VALUE || offset != straightOffset(start.plusSeconds(SECONDS_OF_HOUR - 1))) {
                return false;
            }
            knownHour = thisHour;
            knownHourStart = start.toEpochSecond(java.time.ZoneOffset.ofTotalSeconds(offset));
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private int straightOffset(LocalDateTime local) {
        var offsets = times.zone().getRules().getValidOffsets(local);
        return offsets.size() == 1 ? offsets.getFirst().getTotalSeconds() : Integer.MIN_VALUE;
    }

    /** A number of digits alone; negative when there is anything else. */
    private static long digits(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
