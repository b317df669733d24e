package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;

/**
 * What a report is asked for.
 *
 * @param window whole minutes, and the hours that count
 * @param grain of the intervals; null for none
 * @param histogram bounds of waits, ascending; none for no histogram
 */
record ReportRequest(
        Sheet.Window window,
        @Nullable Grain grain,
        ZoneId zone,
        Kpi.Parameters parameters,
        QueueFilter queues,
        List<Integer> histogram) {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** The longest buckets from which the window and every interval can be made: their bounds are whole quarters or not. */
    Duration bucket() {
        boolean isInQuarters = isWholeQuarter(window.from())
                && isWholeQuarter(window.to())
                && window.hours().isInQuarters()
                && zoneIsInQuarters();
        return isInQuarters ? QUARTER : Duration.ofMinutes(1);
    }

    /** Some zones were minutes and seconds off long ago. */
    private boolean zoneIsInQuarters() {
        var rules = zone.getRules();
        var bound = window.from() == null ? window.to() : window.from();
        return rules.isFixedOffset()
                ? rules.getOffset(Instant.EPOCH).getTotalSeconds() % QUARTER.toSeconds() == 0
                : bound == null || rules.getOffset(bound).getTotalSeconds() % QUARTER.toSeconds() == 0;
    }

    private static boolean isWholeQuarter(@Nullable Instant bound) {
        return bound == null || bound.getEpochSecond() % QUARTER.toSeconds() == 0;
    }
}
