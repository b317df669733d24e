package pulso.ingest;

import java.time.Duration;
import java.util.Map;

/**
 * Counts since this process started to capture the source.
 *
 * @param lastBatchLatency from a batch's arrival to its commit in Kafka
 * @param restarts how often the capture had to start anew
 * @param sourceDelay per raw topic: the last row's commit minus its own time, how far behind the table is written
 */
public record IngestMetrics(
        long rowsPublished,
        long batchesPublished,
        Duration lastBatchLatency,
        long restarts,
        Map<String, Duration> sourceDelay) {}
