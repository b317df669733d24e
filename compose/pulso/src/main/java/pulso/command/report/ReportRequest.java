package pulso.command.report;

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
        Sheet.Window window, @Nullable Grain grain, ZoneId zone, Kpi.Parameters parameters, QueueFilter queues) {}
