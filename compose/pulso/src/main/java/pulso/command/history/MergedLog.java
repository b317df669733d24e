package pulso.command.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The one partition of each of several topics read as one log, in the order of their records' times as Streams reads
 * them. What was committed after the reading began is not read. Confined to one thread.
 */
final class MergedLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HELD = 20_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Part> parts = new TreeMap<>();

    /** One partition: what was read of it and not yet given. */
    private static final class Part {
        private final TopicPartition partition;
        private final long end;
        private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();
        private boolean isRead;

        private Part(TopicPartition partition, long end) {
            this.partition = partition;
            this.end = end;
        }
    }

    /**
     * @param starts where to begin in each
     */
    MergedLog(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> starts) {
        this.consumer = consumer;
        consumer.assign(starts.keySet());
        consumer.endOffsets(starts.keySet())
                .forEach((partition, end) -> parts.put(partition.topic(), new Part(partition, end)));
        starts.forEach(consumer::seek);
    }

    /**
     * Gives every record, the earliest first.
     *
     * @param taker false: nothing more of this record's topic is wanted
     */
    void read(Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        markRead();
        var heardAt = System.nanoTime();
        while (!parts.isEmpty()) {
            var earliest = earliest();
            if (earliest == null) {
                if (poll()) {
                    heardAt = System.nanoTime();
                } else if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
                    throw new IllegalStateException("no record came of " + parts.keySet() + " within " + PATIENCE);
                }
                continue;
            }
            if (!taker.test(earliest.held.remove())) {
                earliest.held.clear();
                earliest.isRead = true;
            }
            if (earliest.isRead && earliest.held.isEmpty()) {
                parts.remove(earliest.partition.topic());
            }
        }
    }

    /** Null while a partition may have an earlier record that has not come yet. */
    private @Nullable Part earliest() {
        Part earliest = null;
        for (var part : parts.values()) {
            var head = part.held.peek();
            if (head == null) {
                return null;
            }
            if (earliest == null || head.timestamp() < earliest.held.element().timestamp()) {
                earliest = part;
            }
        }
        return earliest;
    }

    /** True when something came. */
    private boolean poll() {
        var resting = new ArrayList<TopicPartition>(consumer.assignment());
        var wanted = new ArrayList<TopicPartition>();
        for (var part : parts.values()) {
            if (!part.isRead && part.held.size() < HELD) {
                wanted.add(part.partition);
            }
        }
        resting.removeAll(wanted);
        consumer.pause(resting);
        consumer.resume(wanted);
        boolean came = false;
        for (var record : consumer.poll(POLL)) {
            var part = parts.get(record.topic());
            if (part != null && record.offset() < part.end) {
                part.held.add(record);
            }
            came = true;
        }
        return markRead() || came;
    }

    /** True when one more partition was read to its end. */
    private boolean markRead() {
        boolean changed = false;
        for (var part : List.copyOf(parts.values())) {
            if (!part.isRead && consumer.position(part.partition) >= part.end) {
                part.isRead = true;
                changed = true;
            }
            if (part.isRead && part.held.isEmpty()) {
                parts.remove(part.partition.topic());
            }
        }
        return changed;
    }
}
