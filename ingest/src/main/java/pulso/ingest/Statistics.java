package pulso.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts over all runs of one capture. Safe for any thread. */
final class Statistics {
    private long rowsPublished;
    private long batchesPublished;
    private long restarts;
    private Duration lastBatchLatency = Duration.ZERO;
    private final Map<String, Duration> sourceDelay = new HashMap<>();

    synchronized void published(long rows, long nanos, Map<String, Duration> delays) {
        if (rows > 0) {
            rowsPublished += rows;
            batchesPublished++;
            lastBatchLatency = Duration.ofNanos(nanos);
        }
        sourceDelay.putAll(delays);
    }

    synchronized void restarted() {
        restarts++;
    }

    synchronized IngestMetrics read() {
        return new IngestMetrics(rowsPublished, batchesPublished, lastBatchLatency, restarts, Map.copyOf(sourceDelay));
    }
}
