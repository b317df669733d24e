package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;

/**
 * What a report is asked for.
 *
 * @param window whole minutes
 * @param grain of the intervals; null for none
 */
record ReportRequest(
        Sheet.Window window, @Nullable Grain grain, ZoneId zone, Kpi.Parameters parameters, QueueFilter queues) {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** The longest buckets from which the window and every interval can be made: their bounds are whole quarters or not. */
    Duration agentBucket() {
        return isWholeQuarter(window.from()) && isWholeQuarter(window.to()) ? QUARTER : Duration.ofMinutes(1);
    }

    private static boolean isWholeQuarter(@Nullable Instant bound) {
        return bound == null || bound.getEpochSecond() % QUARTER.toSeconds() == 0;
    }
}
