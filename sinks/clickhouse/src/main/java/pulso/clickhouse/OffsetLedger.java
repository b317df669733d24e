package pulso.clickhouse;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer group has promised and done. Before an insert it holds the first offset with the last one as metadata;
 * after ClickHouse's acknowledgement it holds last + 1. Whoever finds metadata repeats exactly that range.
 *
 * <p>A mistake here loses rows or counts them twice.
 */
final class OffsetLedger {
    private final Consumer<?, ?> consumer;

    /**
     * Where a partition stands.
     *
     * @param promisedLast end of a range that was being inserted; null when none was
     */
    record Entry(long next, @Nullable Long promisedLast) {}

    OffsetLedger(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    void promise(TopicPartition partition, long first, long last) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(first, Long.toString(last))));
    }

    void acknowledge(TopicPartition partition, long last) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(last + 1)));
    }

    /** Null for a partition that was never read. */
    @Nullable
    Entry find(TopicPartition partition) {
        var committed = consumer.committed(Set.of(partition)).get(partition);
        if (committed == null) {
            return null;
        }
        var promised = committed.metadata().isEmpty() ? null : Long.valueOf(committed.metadata());
        return new Entry(committed.offset(), promised);
    }
}
