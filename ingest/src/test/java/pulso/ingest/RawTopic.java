package pulso.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowReader;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/** Reads one partition as a consumer of Pulso does: committed records only. */
final class RawTopic implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final RowReader reader;
    private final List<Received> received = new ArrayList<>();

    /** A row, with the key and time of its record. */
    record Received(@Nullable String key, Instant timestamp, RowChange change) {
        @Nullable
        Row image() {
            return change.operation() == Operation.DELETE ? change.before() : change.after();
        }
    }

    RawTopic(String bootstrapServers, String topic, SchemaRegistry registry) {
        this(bootstrapServers, topic, registry, Layouts.documented());
    }

    RawTopic(String bootstrapServers, String topic, SchemaRegistry registry, Layouts layouts) {
        this.consumer = consumer(bootstrapServers);
        this.partition = new TopicPartition(topic, 0);
        this.reader = new RowReader(new AvroWire(registry), layouts);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Everything so far, what has come within the time included. */
    List<Received> poll(Duration time) {
        for (var record : consumer.poll(time)) {
            received.add(received(record));
        }
        return received;
    }

    /** Reads until there are that many rows, or the limit has passed. */
    List<Received> await(int rows, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (received.size() < rows && System.nanoTime() < deadline) {
            poll(Duration.ofMillis(100));
        }
        return received;
    }

    /** Reads to the present end. */
    List<Received> all() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            poll(Duration.ofMillis(100));
        }
        return received;
    }

    private Received received(ConsumerRecord<byte[], byte[]> record) {
        var change = reader.read(
                record.value(),
                new RowReader.Headers(
                        header(record, RawHeaders.SOURCE),
                        header(record, RawHeaders.POSITION),
                        Long.parseLong(header(record, RawHeaders.EPOCH)),
                        header(record, RawHeaders.ZONE)),
                record.offset());
        return new Received(
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                Instant.ofEpochMilli(record.timestamp()),
                change);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
