package pulso.clickhouse;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** When rows that wait are sent: not so often that ClickHouse drowns in small parts, nor so late that they grow old. */
final class InsertPace {
    /** Rows wait in memory up to this size before they are sent. */
    private static final int MOST_BYTES = 64 << 20;
    /** So many make a part that is worth its while, whenever the last one was: a feed that has to catch up does not wait. */
    private static final int ROWS_WORTH_A_PART = 10_000;

    private final ClickHouseConfig config;
    private final Map<TopicPartition, Long> sentAt = new HashMap<>();

    InsertPace(ClickHouseConfig config) {
        this.config = config;
    }

    /** @param isFree whether nothing is on its way: what need not be sent waits and grows as long as something is */
    boolean isDue(Batch batch, boolean isFree) {
        if (!batch.hasRecords()) {
            return false;
        }
        if (batch.rows() >= config.maxRowsPerInsert() || batch.size() >= MOST_BYTES) {
            return true;
        }
        return isFree && (batch.rows() >= ROWS_WORTH_A_PART || isIntervalOver(batch.partition()));
    }

    void sent(TopicPartition partition) {
        sentAt.put(partition, System.nanoTime());
    }

    private boolean isIntervalOver(TopicPartition partition) {
        var last = sentAt.get(partition);
        return last == null
                || System.nanoTime() - last >= config.flushInterval().toNanos();
    }
}
