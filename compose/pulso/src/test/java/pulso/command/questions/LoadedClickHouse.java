package pulso.command.questions;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.embedded.EmbeddedClickHouse;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** Kafka with the fortnight's topics, and ClickHouse with all that the sink made of them. */
final class LoadedClickHouse implements AutoCloseable {
    private static final Duration RETENTION = Duration.ofDays(365_000);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Schema DATE_TIME = dateTime();

    private final EmbeddedKafka kafka;
    private final EmbeddedClickHouse clickHouse;
    private final Fortnight fortnight;

    LoadedClickHouse(Path folder) throws InterruptedException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        clickHouse = EmbeddedClickHouse.start(folder.resolve("clickhouse"), 0);
        createTopics();
        try (var registry = new KafkaSchemaRegistry(kafka.bootstrapServers());
                var topics = new WrittenTopics(kafka.bootstrapServers(), new AvroWire(registry))) {
            Fortnight.settings().forEach(setting -> topics.derived(Topics.SETTINGS, RecordKeys.of(setting), setting));
            fortnight = new Fortnight(topics);
            topics.producer.flush();
            try (var sink = ClickHouseSink.start(config(), registry)) {
                awaitAll(sink, topics.records);
            }
        }
    }

    Fortnight fortnight() {
        return fortnight;
    }

    String jdbcUrl() {
        return clickHouse.jdbcUrl();
    }

    private static void awaitAll(ClickHouseSink sink, long records) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (sink.status().tables().stream()
                        .mapToLong(table -> table.rowsInserted() + table.recordsRejected())
                        .sum()
                < records) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("ClickHouse does not have all " + records + " records: " + sink.status());
            }
            Thread.sleep(50);
        }
    }

    private ClickHouseConfig config() {
        var tables = Arrays.stream(SourceTable.values()).map(SourceTable::name).collect(Collectors.toSet());
        return ClickHouseConfig.of(
                URI.create(clickHouse.url()),
                kafka.bootstrapServers(),
                List.of(new ClickHouseConfig.Source(Fortnight.SOURCE, tables, Fortnight.ZONE)));
    }

    private void createTopics() {
        var topics = new ArrayList<Topic<?>>((Collection<? extends Topic<?>>)
                Topics.derived(Topics.FIRST_GENERATION).all());
        topics.addAll(List.of(Topics.SCHEMAS, Topics.SOURCE, Topics.REJECTED, Topics.SETTINGS));
        for (var table : SourceTable.values()) {
            topics.add(Topics.raw(Fortnight.SOURCE, Layouts.documented().of(table), RETENTION));
        }
        try (var admin = Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            TopicCreation.ensure(admin, (short) 1, topics);
        }
    }

    @Override
    public void close() {
        clickHouse.close();
        kafka.close();
    }

    private static Schema dateTime() {
        var schema = Schema.create(Schema.Type.LONG);
        schema.addProp("connect.name", "io.debezium.time.MicroTimestamp");
        return schema;
    }

    /** Writes topics as capture and topology do. */
    private static final class WrittenTopics implements Fortnight.Tape, AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;
        private final AvroWire wire;
        private final Topics.Derived derived = Topics.derived(Topics.FIRST_GENERATION);
        private final Map<String, Map<String, Schema>> columns = new HashMap<>();
        private final Map<String, Shape> shapes = new HashMap<>();
        private long records;

        private record Shape(Schema image, Schema envelope) {}

        WrittenTopics(String bootstrapServers, AvroWire wire) {
            this.wire = wire;
            this.producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.BATCH_SIZE_CONFIG,
                            1 << 18),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public void change(String database, RowChange change) {
            var shape = shape(change.table(), change.before(), change.after());
            var value = new GenericData.Record(shape.envelope());
            value.put("before", record(shape.image(), change.before()));
            value.put("after", record(shape.image(), change.after()));
            value.put("op", change.operation().letter());
            var origin =
                    new GenericData.Record(shape.envelope().getField("source").schema());
            origin.put("table", change.table());
            origin.put("ts_ms", change.committedAt().toEpochMilli());
            value.put("source", origin);
            var topic = Topics.rawName(Fortnight.SOURCE, database, change.table());
            var record = new ProducerRecord<>(
                    topic, 0, change.table().getBytes(StandardCharsets.UTF_8), wire.encode(topic, value));
            Map.of(
                            RawHeaders.SOURCE, change.source(),
                            RawHeaders.POSITION, change.position(),
                            RawHeaders.EPOCH, Long.toString(change.epoch()),
                            RawHeaders.ZONE, change.zone())
                    .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            send(record);
        }

        /** All columns that the images of a table have named so far, each of the type that its value has. */
        private Shape shape(String table, @Nullable Row before, @Nullable Row after) {
            var known = columns.computeIfAbsent(table, _ -> new TreeMap<>());
            int columnsBefore = known.size();
            for (var row : new @Nullable Row[] {before, after}) {
                if (row != null) {
                    row.values().forEach((name, value) -> known.putIfAbsent(name, type(value)));
                }
            }
            var shape = shapes.get(table);
            if (shape == null || known.size() > columnsBefore) {
                shape = shape(table, known);
                shapes.put(table, shape);
            }
            return shape;
        }

        private static Shape shape(String table, Map<String, Schema> columns) {
            var fields = SchemaBuilder.record(table).fields();
            for (var column : columns.entrySet()) {
                fields = fields.name(column.getKey())
                        .type(optional(column.getValue()))
                        .withDefault(null);
            }
            var image = fields.endRecord();
            var envelope = SchemaBuilder.record("Envelope")
                    .fields()
                    .name("before")
                    .type(optional(image))
                    .withDefault(null)
                    .name("after")
                    .type(optional(image))
                    .withDefault(null)
                    .name("source")
                    .type(SchemaBuilder.record("Origin")
                            .fields()
                            .requiredString("table")
                            .requiredLong("ts_ms")
                            .endRecord())
                    .noDefault()
                    .requiredString("op")
                    .endRecord();
            return new Shape(image, envelope);
        }

        private static Schema type(Object value) {
            return switch (value) {
                case Long _ -> Schema.create(Schema.Type.LONG);
                case LocalDateTime _ -> DATE_TIME;
                default -> Schema.create(Schema.Type.STRING);
            };
        }

        private static @Nullable GenericRecord record(Schema schema, @Nullable Row row) {
            if (row == null) {
                return null;
            }
            var record = new GenericData.Record(schema);
            row.values()
                    .forEach((name, value) -> record.put(
                            name,
                            value instanceof LocalDateTime time
                                    ? (Object) ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time)
                                    : value));
            return record;
        }

        private static Schema optional(Schema schema) {
            return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
        }

        @Override
        public void passage(Passage passage, boolean gone) {
            derived(derived.passages(), RecordKeys.of(passage), gone ? null : passage);
        }

        @Override
        public void minute(QueueMinute minute) {
            derived(derived.queueMinutes(), RecordKeys.of(minute), minute);
        }

        @Override
        public void minute(AgentMinute minute) {
            derived(derived.agentMinutes(), RecordKeys.of(minute), minute);
        }

        @Override
        public void state(AgentState state) {
            derived(derived.agents(), RecordKeys.of(state), state);
        }

        @Override
        public void interval(AgentInterval interval, boolean gone) {
            derived(derived.agentIntervals(), RecordKeys.of(interval), gone ? null : interval);
        }

        @Override
        public void list(DialerList list, boolean gone) {
            derived(derived.dialerLists(), RecordKeys.of(list), gone ? null : list);
        }

        private <T extends Record> void derived(Topic<T> topic, JsonKey key, @Nullable T value) {
            var bytes = value == null ? null : wire.encode(topic.name(), topic.requireCodec(), value);
            send(new ProducerRecord<>(topic.name(), Topics.partition(Fortnight.SOURCE), key.bytes(), bytes));
        }

        private void send(ProducerRecord<byte[], byte[]> record) {
            records++;
            var unusedAsFlushReportsFailure = producer.send(record);
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
