package pulso.clickhouse;

import static pulso.clickhouse.Servers.SOURCE;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.LogTable;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.SchemaRegistry;

/** Writes topics as capture and topology do. */
final class Writer implements AutoCloseable {
    private static final Schema DATE_TIME =
            withName(Schema.create(Schema.Type.LONG), "io.debezium.time.MicroTimestamp");
    private static final Schema QUEUE_LOG = SchemaBuilder.record("QueueLog")
            .fields()
            .optionalLong("origid")
            .name("datetime")
            .type(optional(DATE_TIME))
            .withDefault(null)
            .optionalString("callid")
            .optionalString("queuename")
            .optionalString("agent")
            .optionalString("event")
            .optionalString("data1")
            .optionalString("data2")
            .optionalString("data3")
            .optionalString("data4")
            .optionalString("data5")
            .optionalString("site")
            .endRecord();
    private static final Schema CDR = SchemaBuilder.record("Cdr")
            .fields()
            .name("calldate")
            .type(optional(DATE_TIME))
            .withDefault(null)
            .optionalString("uniqueid")
            .optionalString("src")
            .optionalLong("duration")
            .optionalString("charged_balance")
            .optionalString("userfield")
            .optionalString("rating")
            .endRecord();

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroWire wire;

    Writer(String bootstrapServers, SchemaRegistry registry) {
        this.wire = new AvroWire(registry);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 17),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static GenericRecord queueLog(long origid, LocalDateTime datetime, String callid, String event, String data1) {
        var row = new GenericData.Record(QUEUE_LOG);
        row.put("origid", origid);
        row.put("datetime", micros(datetime));
        row.put("callid", callid);
        row.put("queuename", "Ventas<-");
        row.put("agent", "ana");
        row.put("event", event);
        row.put("data1", data1);
        return row;
    }

    static GenericRecord with(GenericRecord row, String column, @Nullable Object value) {
        var copy = new GenericData.Record((GenericData.Record) row, true);
        copy.put(column, value);
        return copy;
    }

    static GenericRecord cdr(LocalDateTime calldate, @Nullable String uniqueid, long duration) {
        var row = new GenericData.Record(CDR);
        row.put("calldate", micros(calldate));
        row.put("uniqueid", uniqueid);
        row.put("src", "099123456");
        row.put("duration", duration);
        return row;
    }

    /** A row of any table: numbers, texts and wall clocks, all of them optional. */
    static GenericRecord image(String table, Map<String, Object> values) {
        var fields = SchemaBuilder.record(table).fields();
        for (var value : new TreeMap<>(values).entrySet()) {
            fields = switch (value.getValue()) {
                case Long _ -> fields.optionalLong(value.getKey());
                case LocalDateTime _ ->
                    fields.name(value.getKey()).type(optional(DATE_TIME)).withDefault(null);
                default -> fields.optionalString(value.getKey());
            };
        }
        var row = new GenericData.Record(fields.endRecord());
        values.forEach((name, value) -> row.put(name, value instanceof LocalDateTime time ? micros(time) : value));
        return row;
    }

    void queueLog(String op, @Nullable GenericRecord before, @Nullable GenericRecord after) {
        change("QUEUE_LOG_REPO", op, before, after, Instant.parse("2026-05-01T12:00:00.250Z"));
    }

    void cdr(String op, @Nullable GenericRecord before, @Nullable GenericRecord after) {
        change("CDR_REPO", op, before, after, Instant.parse("2026-05-01T12:00:00.250Z"));
    }

    /** A row of any channel's log. */
    void log(long origid, GeneratedDay.LogRow row) {
        var image = queueLog(origid, LocalDateTime.ofInstant(row.at(), Servers.ZONE), row.callid(), row.event(), "");
        image.put("queuename", row.queue());
        image.put("agent", row.agent());
        for (int i = 0; i < row.data().size(); i++) {
            image.put("data" + (i + 1), row.data().get(i));
        }
        change(LogTable.of(row.channel()).tableName(), "c", null, image, row.at());
    }

    /** A row of one of the other tables. */
    void row(String database, String table, String op, @Nullable GenericRecord before, @Nullable GenericRecord after) {
        change(database, table, op, before, after, Instant.parse("2026-05-01T12:00:00.250Z"));
    }

    private void change(
            String table, String op, @Nullable GenericRecord before, @Nullable GenericRecord after, Instant commit) {
        change("ccrepo", table, op, before, after, commit);
    }

    private void change(
            String database,
            String table,
            String op,
            @Nullable GenericRecord before,
            @Nullable GenericRecord after,
            Instant commit) {
        var image = after != null ? after : before;
        if (image == null) {
            throw new IllegalArgumentException("a change has an image before or after");
        }
        var envelope = new GenericData.Record(envelope(image.getSchema()));
        envelope.put("before", before);
        envelope.put("after", after);
        envelope.put("op", op);
        var origin =
                new GenericData.Record(envelope.getSchema().getField("source").schema());
        origin.put("table", table);
        origin.put("ts_ms", commit.toEpochMilli());
        envelope.put("source", origin);
        var topic = Topics.rawName(SOURCE, database, table);
        var record =
                new ProducerRecord<>(topic, 0, table.getBytes(StandardCharsets.UTF_8), wire.encode(topic, envelope));
        headers(record);
        var unusedAsFlushReportsFailure = producer.send(record);
    }

    /** Bytes that are no row change. */
    void garbage(String table) {
        var record = new ProducerRecord<byte[], byte[]>(
                Topics.rawName(SOURCE, "ccrepo", table), 0, null, "not Avro".getBytes(StandardCharsets.UTF_8));
        headers(record);
        var unusedAsFlushReportsFailure = producer.send(record);
    }

    <T extends Record> void derived(Topic<T> topic, JsonKey key, @Nullable T value) {
        var bytes = value == null ? null : wire.encode(topic.name(), topic.requireCodec(), value);
        var unusedAsFlushReportsFailure =
                producer.send(new ProducerRecord<>(topic.name(), Topics.partition(SOURCE), key.bytes(), bytes));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void headers(ProducerRecord<byte[], byte[]> record) {
        Map.of(
                        RawHeaders.SOURCE,
                        SOURCE,
                        RawHeaders.POSITION,
                        "binlog.000001:4711",
                        RawHeaders.EPOCH,
                        "1",
                        RawHeaders.ZONE,
                        Servers.ZONE.getId())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static Schema envelope(Schema row) {
        var origin = SchemaBuilder.record("Origin")
                .fields()
                .requiredString("table")
                .requiredLong("ts_ms")
                .endRecord();
        return SchemaBuilder.record("Envelope" + row.getName())
                .fields()
                .name("before")
                .type(optional(row))
                .withDefault(null)
                .name("after")
                .type(optional(row))
                .withDefault(null)
                .name("source")
                .type(origin)
                .noDefault()
                .requiredString("op")
                .endRecord();
    }

    private static Schema optional(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private static Schema withName(Schema schema, String name) {
        schema.addProp("connect.name", name);
        return schema;
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }
}
