package pulso.command.tools;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A Kafka that Pulso has worked on: rows in a raw topic, lists of two centres in a derived one. */
final class SampleTopics implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T13:00:00Z");
    static final Topic<?> ROWS = Topics.raw("ucontact", "ccrepo", "QUEUE_LOG_REPO", null);
    static final Topics.Derived DERIVED = Topics.derived(Topics.FIRST_GENERATION);
    static final Topic<?> MANY = Topics.raw("ucontact", "ccrepo", "TAGS", null);
    static final String FOREIGN = "orders";

    /** The table after a column was added. */
    private static final Schema WIDER_ROW = SchemaBuilder.record("Value")
            .namespace("ucontact.ccrepo.QUEUE_LOG_REPO")
            .fields()
            .requiredLong("id")
            .requiredString("event")
            .optionalString("addition")
            .endRecord();

    private static final Schema ROW = SchemaBuilder.record("Value")
            .namespace("ucontact.ccrepo.QUEUE_LOG_REPO")
            .fields()
            .requiredLong("id")
            .name("datetime")
            .type(semantic(Schema.Type.LONG, "io.debezium.time.MicroTimestamp"))
            .noDefault()
            .requiredString("event")
            .endRecord();

    final KafkaSchemaRegistry registry;
    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    SampleTopics(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        TopicCreation.ensure(
                admin,
                (short) 1,
                List.of(Topics.SCHEMAS, Topics.SOURCE, ROWS, Topics.heartbeat("ucontact"), DERIVED.dialerLists()));
        TopicCreation.ensure(admin, (short) 1, List.of(Topics.derived("g2").dialerLists()));
        Broker.await(
                admin.createTopics(List.of(new NewTopic(FOREIGN, 1, (short) 1))).all());
        registry = new KafkaSchemaRegistry(bootstrapServers);
        wire = new AvroWire(registry);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "sample-topics"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    private static Schema semantic(Schema.Type type, String name) {
        var schema = Schema.create(type);
        schema.addProp("connect.name", name);
        return schema;
    }

    /** One transaction for ten rows, a second after one another; a transaction that is taken back lies between. */
    void writeRows(int count) {
        for (int first = 0; first < count; first += 10) {
            producer.beginTransaction();
            for (int i = first; i < Math.min(count, first + 10); i++) {
                send(row(i, "CONNECT"));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            send(row(first, "TAKEN BACK"));
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** All in one transaction. */
    void writeManyElsewhere(int count) {
        TopicCreation.ensure(admin, (short) 1, List.of(MANY));
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            send(new ProducerRecord<>(
                    MANY.name(),
                    0,
                    START.plusSeconds(i).toEpochMilli(),
                    null,
                    ("{\"number\":" + i + '}').getBytes(StandardCharsets.UTF_8)));
        }
        producer.commitTransaction();
    }

    void writeWiderRow(int number) {
        GenericRecord row = new GenericData.Record(WIDER_ROW);
        row.put("id", (long) number);
        row.put("event", "WIDER");
        row.put("addition", "ñ");
        producer.beginTransaction();
        send(raw(number, "call-" + number, wire.encode(ROWS.name(), row)));
        producer.commitTransaction();
    }

    void writeRow(int number, String event) {
        producer.beginTransaction();
        send(row(number, event));
        producer.commitTransaction();
    }

    void writeUnreadable() {
        producer.beginTransaction();
        send(raw(1_007, "broken", new byte[] {0, 0, 0, 0, 99, 1, 2, 3}));
        send(raw(1_008, "tombstone", null));
        producer.commitTransaction();
    }

    void writeLists(String... sources) {
        producer.beginTransaction();
        for (var source : sources) {
            var list = new DialerList(source, "Cobros->", "lista-ñ", 10L, true, 50L, 5, 1, 0, 0);
            var topic = DERIVED.dialerLists();
            send(new ProducerRecord<>(
                    topic.name(),
                    Topics.partition(source),
                    RecordKeys.of(list).bytes(),
                    wire.encode(topic.name(), topic.requireCodec(), list)));
        }
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> row(int number, String event) {
        GenericRecord row = new GenericData.Record(ROW);
        row.put("id", (long) number);
        row.put("datetime", START.plusSeconds(number).toEpochMilli() * 1_000);
        row.put("event", event);
        return raw(number, "call-" + number, wire.encode(ROWS.name(), row));
    }

    private static ProducerRecord<byte[], byte[]> raw(int number, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(
                ROWS.name(),
                0,
                START.plusSeconds(number).toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                value,
                List.of(
                        new RecordHeader(RawHeaders.SOURCE, "ucontact".getBytes(StandardCharsets.UTF_8)),
                        new RecordHeader(
                                RawHeaders.POSITION, ("binlog.000001:" + number).getBytes(StandardCharsets.UTF_8))));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unusedAsCommitReportsFailure = producer.send(record);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        registry.close();
        admin.close(Duration.ZERO);
    }
}
