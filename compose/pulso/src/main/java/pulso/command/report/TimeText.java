package pulso.command.report;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that logs hold: seconds, milliseconds or microseconds since 1970, {@code 2026-11-20 08:00:00} with or
 * without a fraction, with an offset or on the wall clock of the zone. A wall-clock time that comes twice is read as the
 * first; who knows the order of the log sets that right. Any thread.
 */
public final class TimeText {
    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,17}(\\.\\d{1,9})?");
    private static final int SECONDS_DIGITS = 11;
    private static final int MILLIS_DIGITS = 14;
    private static final int DATE_LENGTH = "2026-11-20".length();
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private final ZoneId zone;

    public TimeText(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** Null when the text is no time. */
    @Nullable
    public Instant instant(String text) {
        try {
            if (text.length() > DATE_LENGTH && text.charAt(4) == '-') {
                return calendar(text);
            }
            if (EPOCH.matcher(text).matches()) {
                return epoch(text);
            }
            return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : null;
        } catch (DateTimeException | ArithmeticException _) {
            return null;
        }
    }

    /** Whether a text tells a moment on a wall clock, in an hour that comes twice. */
    boolean isAmbiguous(String text, Instant instant) {
        var rules = zone.getRules();
        return !rules.isFixedOffset()
                && isOnWallClock(text)
                && rules.getValidOffsets(LocalDateTime.ofInstant(instant, zone)).size() > 1;
    }

    private Instant calendar(String text) {
        var iso = text.charAt(DATE_LENGTH) == ' '
                ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
                : text;
        if (hasOffset(iso)) {
            return OffsetDateTime.parse(iso.replace(" ", ""), WITH_OFFSET).toInstant();
        }
        var local = LocalDateTime.of(LocalDate.parse(iso.substring(0, DATE_LENGTH)), time(iso));
        var rules = zone.getRules();
        return rules.isFixedOffset()
                ? local.toInstant(rules.getOffset(Instant.EPOCH))
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private static boolean isOnWallClock(String text) {
        return text.length() >= DATE_LENGTH && text.charAt(4) == '-' && !hasOffset(text);
    }

    private static LocalTime time(String iso) {
        return LocalTime.parse(iso.substring(DATE_LENGTH + 1).strip());
    }

    private static boolean hasOffset(String iso) {
        char last = iso.charAt(iso.length() - 1);
        return last == 'Z' || iso.indexOf('+', DATE_LENGTH) > 0 || iso.indexOf('-', DATE_LENGTH) > 0;
    }

    private static @Nullable Instant epoch(String text) {
        int dot = text.indexOf('.');
        int digits = dot < 0 ? text.length() : dot;
        if (dot < 0 && digits <= SECONDS_DIGITS) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        var number = new BigDecimal(text);
        var seconds = digits <= SECONDS_DIGITS ? number : number.movePointLeft(digits <= MILLIS_DIGITS ? 3 : 6);
        var whole = seconds.longValue();
        var nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** ISO-8601 with the zone's offset. */
    public String iso(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }
}
