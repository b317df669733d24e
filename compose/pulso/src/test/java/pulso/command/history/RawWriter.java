package pulso.command.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.simulator.WriteAction;

/** A simulated centre's rows as capture writes them into raw topics. */
final class RawWriter implements AutoCloseable {
    static final String SOURCE = "ucontact";

    private static final String DATABASE = "ccrepo";
    private static final List<String> LOG_COLUMNS =
            List.of("callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5");
    private static final List<String> CDR_COLUMNS = List.of("uniqueid", "guid", "rating");
    private static final Schema LOG = envelope("Log", "datetime", LOG_COLUMNS);
    private static final Schema CDR = envelope("Cdr", "calldate", CDR_COLUMNS);

    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, LocalDateTime> dates = new LinkedHashMap<>();

    RawWriter(String bootstrapServers, AvroWire wire) {
        this.wire = wire;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Writes the row of an action, if folds read its table.
     *
     * @param capturedAt when a snapshot read it; null for a row of the stream
     */
    void write(WriteAction action, @Nullable Instant capturedAt) {
        var at = capturedAt == null ? Instant.ofEpochMilli(action.writeAtMillis()) : capturedAt;
        boolean isSnapshot = capturedAt != null;
        switch (action) {
            case WriteAction.LogInsert row -> log(row, at, isSnapshot ? "r" : "c");
            case WriteAction.CdrInsert(var _, var row) -> {
                dates.put(row.uniqueid(), row.calldate());
                var rating = row.rating();
                cdr(row.uniqueid(), row.guid(), rating == null ? null : rating.toString(), at, isSnapshot ? "r" : "c");
            }
            case WriteAction.CdrUpdate row -> {
                var rating = row.rating();
                if (!isSnapshot) {
                    cdr(row.uniqueid(), null, rating == null ? null : rating.toString(), at, "u");
                }
            }
            case WriteAction.RowInsert _, WriteAction.RowUpdate _, WriteAction.RowDelete _ -> {}
        }
    }

    /** Once every row before it is there. */
    void heartbeat(Instant at) {
        producer.flush();
        var topic = Topics.heartbeat(SOURCE);
        send(topic.name(), 0, at, wire.encode(topic.name(), topic.requireCodec(), new Heartbeat(SOURCE, at, at, "x")));
        producer.flush();
    }

    void status(String zone, Instant at) {
        var status = new SourceStatus(SOURCE, zone, 1, 1, 1, 1, "x", at, at, null);
        Topic<SourceStatus> topic = Topics.SOURCE;
        var unusedAsFlushFollows = producer.send(new ProducerRecord<>(
                topic.name(),
                Topics.partition(SOURCE),
                JsonKey.of(SOURCE).bytes(),
                wire.encode(topic.name(), topic.requireCodec(), status)));
        producer.flush();
    }

    private void log(WriteAction.LogInsert row, Instant at, String operation) {
        var image = image(LOG);
        row.columns().forEach(image::put);
        image.put("datetime", micros(row.datetime()));
        send(row.table(), LOG, image, at, operation);
    }

    private void cdr(String uniqueid, @Nullable String guid, @Nullable String rating, Instant at, String operation) {
        var image = image(CDR);
        var date = dates.get(uniqueid);
        image.put("calldate", date == null ? 0L : micros(date));
        image.put("uniqueid", uniqueid);
        image.put("guid", guid);
        image.put("rating", rating);
        send("CDR_REPO", CDR, image, at, operation);
    }

    private void send(String table, Schema schema, GenericRecord image, Instant at, String operation) {
        GenericRecord origin = new GenericData.Record(schema.getField("source").schema());
        origin.put("db", DATABASE);
        origin.put("table", table);
        origin.put("ts_ms", at.toEpochMilli());
        GenericRecord envelope = new GenericData.Record(schema);
        envelope.put("after", image);
        envelope.put("source", origin);
        envelope.put("op", operation);
        var topic = Topics.rawName(SOURCE, DATABASE, table);
        send(topic, 0, at, wire.encode(topic, envelope));
    }

    private void send(String topic, int partition, Instant at, byte[] value) {
        var record = new ProducerRecord<>(
                topic, partition, at.toEpochMilli(), SOURCE.getBytes(StandardCharsets.UTF_8), value);
        record.headers().add(RawHeaders.EPOCH, "1".getBytes(StandardCharsets.UTF_8));
        var unusedAsFlushFollows = producer.send(record);
    }

    private static GenericRecord image(Schema envelope) {
        return new GenericData.Record(
                envelope.getField("after").schema().getTypes().get(1));
    }

    private static long micros(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static Schema envelope(String name, String time, List<String> columns) {
        var wallClock = Schema.create(Schema.Type.LONG);
        wallClock.addProp("connect.name", "io.debezium.time.MicroTimestamp");
        var image =
                SchemaBuilder.record(name).fields().name(time).type(wallClock).noDefault();
        image = time.equals("datetime") ? image.requiredLong("origid") : image;
        for (var column : columns) {
            image = image.optionalString(column);
        }
        var origin = SchemaBuilder.record(name + "Source")
                .fields()
                .requiredString("db")
                .requiredString("table")
                .requiredLong("ts_ms")
                .endRecord();
        var nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), image.endRecord());
        return SchemaBuilder.record(name + "Envelope")
                .fields()
                .name("before")
                .type(nullable)
                .noDefault()
                .name("after")
                .type(nullable)
                .noDefault()
                .name("source")
                .type(origin)
                .noDefault()
                .requiredString("op")
                .endRecord();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
