package pulso.command.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of a topic whose time lies between two moments, as far as they are committed when it is made. It reads on
 * to the end, since times need not ascend, and a marker of a transaction that wrote old rows bears the time of writing:
 * the broker's offset of a moment may lie before the right one, never behind it. For one thread.
 */
final class TopicReading {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final long fromMillis;
    private final long toMillis;

    /** Takes records; says whether it wants more. */
    interface Taker {
        boolean take(ConsumerRecord<byte[], byte[]> record);
    }

    private TopicReading(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            long fromMillis,
            long toMillis) {
        this.consumer = consumer;
        this.topic = topic;
        this.begins = begins;
        this.ends = ends;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    /**
     * @param from null for the beginning
     * @param to not included; null for no end
     */
    static TopicReading of(
            Consumer<byte[], byte[]> consumer, String topic, @Nullable Instant from, @Nullable Instant to) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        var first = consumer.beginningOffsets(partitions);
        var last = consumer.endOffsets(partitions);
        return new TopicReading(
                consumer,
                topic,
                from == null ? first : at(consumer, partitions, from, last),
                last,
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                to == null ? Long.MAX_VALUE : to.toEpochMilli());
    }

    /** The last offsets of each partition, about as many as wanted; fewer where transactions or compaction left holes. */
    TopicReading last(long offsets) {
        var later = new HashMap<TopicPartition, Long>();
        ends.forEach(
                (partition, end) -> later.put(partition, Math.max(begins.getOrDefault(partition, 0L), end - offsets)));
        return new TopicReading(consumer, topic, later, ends, fromMillis, toMillis);
    }

    /** The same stretch of one partition. */
    TopicReading partition(int partition) {
        var only = new TopicPartition(topic, partition);
        return new TopicReading(
                consumer,
                topic,
                Map.of(only, begins.getOrDefault(only, 0L)),
                Map.of(only, ends.getOrDefault(only, 0L)),
                fromMillis,
                toMillis);
    }

    private static Map<TopicPartition, Long> at(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Instant moment,
            Map<TopicPartition, Long> otherwise) {
        var found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> moment.toEpochMilli())));
        var offsets = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            var offset = found.get(partition);
            offsets.put(partition, offset == null ? otherwise.getOrDefault(partition, 0L) : offset.offset());
        }
        return offsets;
    }

    List<Integer> partitions() {
        return ends.keySet().stream().map(TopicPartition::partition).sorted().toList();
    }

    /** How many offsets there are to go through. */
    long length() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** How many of them have been gone through. */
    long done() {
        return begins.entrySet().stream()
                .mapToLong(begin -> Math.max(
                        0, Math.min(consumer.position(begin.getKey()), end(begin.getKey())) - begin.getValue()))
                .sum();
    }

    /** Gives every record of the stretch; returns false when the taker had enough. */
    boolean read(Taker taker, Runnable progress) {
        seek();
        while (begins.keySet().stream().anyMatch(partition -> consumer.position(partition) < end(partition))) {
            for (var record : poll()) {
                if (isWithin(record) && !taker.take(record)) {
                    return false;
                }
            }
            progress.run();
        }
        return true;
    }

    /** Goes on behind the stretch until the taker has enough, or it is no use any more: asked after each fetch. */
    void follow(Taker taker, BooleanSupplier isOfUse) {
        while (isOfUse.getAsBoolean()) {
            for (var record : poll()) {
                if (!taker.take(record)) {
                    return;
                }
            }
        }
    }

    /** Stands at the end of the stretch, for who only follows. */
    void skip() {
        consumer.assign(ends.keySet());
        ends.forEach(consumer::seek);
    }

    private void seek() {
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            // Retention has deleted what was about to be read: the next that is there follows.
            consumer.seekToBeginning(e.partitions());
            return List.of();
        }
    }

    private boolean isWithin(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() >= fromMillis
                && record.timestamp() < toMillis
                && record.offset() < end(new TopicPartition(topic, record.partition()));
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
