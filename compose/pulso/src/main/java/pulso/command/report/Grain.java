package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How long the intervals of a report are. Up to an hour they are stretches of time, days are the zone's days. */
enum Grain {
    QUARTER("15m", Duration.ofMinutes(15)),
    HALF_HOUR("30m", Duration.ofMinutes(30)),
    HOUR("1h", Duration.ofHours(1)),
    DAY("1d", Duration.ofDays(1));

    private final String id;
    private final Duration length;

    Grain(String id, Duration length) {
        this.id = id;
        this.length = length;
    }

    static Grain of(String id) {
        for (var grain : values()) {
            if (grain.id.equals(id.toLowerCase(Locale.ROOT))) {
                return grain;
            }
        }
        throw new UnusableInputException("--grain " + id + ": it is one of "
                + Arrays.stream(values()).map(grain -> grain.id).collect(Collectors.joining(", ")));
    }

    /** The beginning of the interval in which a moment lies. */
    Instant floor(Instant moment, ZoneId zone) {
        var local = moment.atZone(zone);
        if (this == DAY) {
            return local.toLocalDate().atStartOfDay(zone).toInstant();
        }
        long intoHour =
                Duration.between(local.truncatedTo(ChronoUnit.HOURS), local).toNanos();
        return moment.minusNanos(intoHour % length.toNanos());
    }

    /** The end of the interval that begins with {@code start}. */
    Instant next(Instant start, ZoneId zone) {
        return this == DAY
                ? start.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                : start.plus(length);
    }
}
