package pulso.ingest;

import java.time.Duration;
import java.util.Map;

/**
 * Counts since this process started to capture the source.
 *
 * @param lastBatchLatency from a batch's arrival to its commit in Kafka
 * @param restarts how often the capture had to start anew
 * @param sourceDelay per raw topic: how long after their own time rows are committed, the median of the last inserts
 */
public record IngestMetrics(
        long rowsPublished,
        long batchesPublished,
        Duration lastBatchLatency,
        long restarts,
        Map<String, Duration> sourceDelay) {}
