package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the points of a series are, on the centre's clock: its days have 23, 24 or 25 hours. */
enum Grain {
    MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    QUARTER("15m", Duration.ofMinutes(15)),
    HALF_HOUR("30m", Duration.ofMinutes(30)),
    HOUR("1h", Duration.ofHours(1)),
    DAY("1d", null),
    MONTH("1mo", null);

    private final String id;
    private final @Nullable Duration length;

    /** [from, to). */
    record Bucket(Instant from, Instant to) {}

    Grain(String id, @Nullable Duration length) {
        this.id = id;
        this.length = length;
    }

    String id() {
        return id;
    }

    /**
     * The buckets of a window in order; the first and the last are cut at its bounds.
     *
     * @param most more than these are not made: the list then has one more
     */
    List<Bucket> cut(Instant from, Instant to, ZoneId zone, int most) {
        var buckets = new ArrayList<Bucket>();
        for (var start = from; start.isBefore(to) && buckets.size() <= most; ) {
            var next = next(start, zone);
            var end = next.isBefore(to) ? next : to;
            buckets.add(new Bucket(start, end));
            start = end;
        }
        return buckets;
    }

    private Instant next(Instant start, ZoneId zone) {
        var day = start.atZone(zone).toLocalDate();
        var midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
        if (this == MONTH) {
            return day.withDayOfMonth(1).plusMonths(1).atStartOfDay(zone).toInstant();
        }
        if (length == null) {
            return midnight;
        }
        var began = day.atStartOfDay(zone).toInstant();
        long steps = Duration.between(began, start).dividedBy(length) + 1;
        var next = began.plus(length.multipliedBy(steps));
        return next.isBefore(midnight) ? next : midnight;
    }
}
