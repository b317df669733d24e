package pulso.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Notes when probes become readable in one partition of a topic, to a reader of committed records only. */
final class TopicWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Trail trail;
    private final Trail.Place place;
    private final ToIntFunction<ConsumerRecord<byte[], byte[]>> probeOf;
    private final Thread thread;
    private volatile boolean closed;

    /** @param probeOf the probe that a record tells of, below 0 when it is none's */
    TopicWatch(
            String bootstrapServers,
            TopicPartition partition,
            Trail trail,
            Trail.Place place,
            ToIntFunction<ConsumerRecord<byte[], byte[]>> probeOf) {
        this.trail = trail;
        this.place = place;
        this.probeOf = probeOf;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        this.thread = Thread.ofPlatform().name("watch-" + place).start(this::watch);
    }

    private void watch() {
        while (!closed) {
            var records = consumer.poll(POLL);
            long now = System.nanoTime();
            records.forEach(record -> trail.seen(place, probeOf.applyAsInt(record), now));
        }
        consumer.close();
    }

    /** It ended by a failure; what comes from now on is not noted. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
