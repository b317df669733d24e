package pulso.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.LogTable;

/** Counts over all runs of one capture. Safe for any thread. */
final class Statistics {
    private long rowsPublished;
    private long batchesPublished;
    private long restarts;
    private Duration lastBatchLatency = Duration.ZERO;
    private final SourceDelays delays = new SourceDelays();

    synchronized void published(long rows, long nanos, List<SourceDelays.Sample> inserted) {
        if (rows > 0) {
            rowsPublished += rows;
            batchesPublished++;
            lastBatchLatency = Duration.ofNanos(nanos);
        }
        inserted.forEach(delays::add);
    }

    synchronized void restarted() {
        restarts++;
    }

    /** How late the log tables are written that had a row since; null where none had. */
    synchronized @Nullable Duration delayOfLogs(Instant since) {
        return delays.greatest(topic -> LogTable.named(topic.substring(topic.lastIndexOf('.') + 1)) != null, since);
    }

    synchronized IngestMetrics read() {
        return new IngestMetrics(
                rowsPublished, batchesPublished, lastBatchLatency, restarts, Map.copyOf(delays.byTopic()));
    }
}
