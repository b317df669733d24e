package pulso.command;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowReader;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A data engineer: the topics from outside, committed records only. */
final class RawTopics implements AutoCloseable {
    static final String SOURCE = "ucontact";

    private final Admin admin;
    private final String bootstrapServers;

    RawTopics(int kafkaPort) {
        bootstrapServers = "127.0.0.1:" + kafkaPort;
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100));
    }

    static TopicPartition partition(String table) {
        return new TopicPartition(Topics.rawName(SOURCE, "ccrepo", table), 0);
    }

    /** Up to where committed records reach. Fails while broker or topic is not there. */
    long committedEnd(String table) throws Exception {
        var partition = partition(table);
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(1_000))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** Every change of a table, in the topic's order. */
    List<RowChange> changes(String table) {
        try (var registry = new KafkaSchemaRegistry(bootstrapServers)) {
            var reader = new RowReader(new AvroWire(registry));
            return records(partition(table)).stream()
                    .map(record -> reader.read(record.value(), headers(record), record.offset()))
                    .toList();
        }
    }

    /** What capture last said of itself; null when it never did. */
    @Nullable
    SourceStatus status() {
        try (var registry = new KafkaSchemaRegistry(bootstrapServers)) {
            var wire = new AvroWire(registry);
            var records = records(new TopicPartition(Topics.SOURCE.name(), Topics.partition(SOURCE)));
            return records.isEmpty()
                    ? null
                    : wire.decode(
                            Topics.SOURCE.requireCodec(), records.getLast().value());
        }
    }

    /** What is decided about a source now. */
    List<Setting> settings(String source) {
        try (var registry = new KafkaSchemaRegistry(bootstrapServers)) {
            var wire = new AvroWire(registry);
            var latest = new LinkedHashMap<String, Setting>();
            for (var record : records(new TopicPartition(Topics.SETTINGS.name(), Topics.partition(source)))) {
                var setting = wire.decode(Topics.SETTINGS.requireCodec(), record.value());
                if (setting.source().equals(source)) {
                    latest.put(setting.kind() + setting.subject(), setting);
                }
            }
            return List.copyOf(latest.values());
        }
    }

    /** A table's rows as the changes leave them: the snapshot rows of one epoch and all that followed. */
    static Map<Row, Integer> table(List<RowChange> changes, long epoch) {
        var rows = new HashMap<Row, Integer>();
        for (var change : changes) {
            if (change.operation() == Operation.READ && change.epoch() != epoch) {
                continue;
            }
            add(rows, change.before(), -1);
            add(rows, change.after(), 1);
        }
        return rows;
    }

    static Map<Row, Integer> multiset(List<Row> rows) {
        var multiset = new HashMap<Row, Integer>();
        rows.forEach(row -> add(multiset, row, 1));
        return multiset;
    }

    private static void add(Map<Row, Integer> rows, @Nullable Row row, int times) {
        if (row != null) {
            rows.merge(row, times, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static RowReader.Headers headers(ConsumerRecord<byte[], byte[]> record) {
        return new RowReader.Headers(
                header(record, RawHeaders.SOURCE),
                header(record, RawHeaders.POSITION),
                Long.parseLong(header(record, RawHeaders.EPOCH)),
                header(record, RawHeaders.ZONE));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
