package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** Writes derived topics the way the topology does: transactions, Avro, keys as JSON. */
final class DerivedWriter implements AutoCloseable {
    final Topics.Derived topics;
    final KafkaSchemaRegistry registry;
    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;

    DerivedWriter(String bootstrapServers, String generation) {
        topics = Topics.derived(generation);
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.ensure(admin, (short) 1, topics.all());
            TopicCreation.ensure(admin, (short) 1, List.of(Topics.SOURCE, Topics.SETTINGS, Topics.SCHEMAS));
        }
        registry = new KafkaSchemaRegistry(bootstrapServers);
        wire = new AvroWire(registry);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "derived-writer-" + generation,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Everything in one transaction: all of it is seen or nothing. */
    void write(Record... records) {
        producer.beginTransaction();
        for (var record : records) {
            send(record, false);
        }
        producer.commitTransaction();
    }

    void remove(Record... records) {
        producer.beginTransaction();
        for (var record : records) {
            send(record, true);
        }
        producer.commitTransaction();
    }

    /** Leaves a transaction open; what it wrote must not be seen. */
    void writeUncommitted(Record record) {
        producer.beginTransaction();
        send(record, false);
        producer.flush();
    }

    void abort() {
        producer.abortTransaction();
    }

    void heartbeat(String source, Instant at) {
        write(new Heartbeat(source, at, at, "binlog.000001:4"));
    }

    static SourceStatus running(String source, String zone, Instant now) {
        return new SourceStatus(source, zone, 1, 1, 10, 10, "binlog.000001:4", now, now, null);
    }

    private void send(Record record, boolean tombstone) {
        switch (record) {
            case Passage p ->
                send(
                        topics.passages(),
                        JsonKey.of(p.source(), p.channel().wireName(), p.interaction(), p.queue(), p.ordinal()),
                        p.source(),
                        tombstone ? null : p);
            case AgentState a ->
                send(topics.agents(), JsonKey.of(a.source(), a.agent()), a.source(), tombstone ? null : a);
            case QueueMinute m ->
                send(
                        topics.queueMinutes(),
                        JsonKey.of(m.source(), m.channel().wireName(), m.queue(), m.minute()),
                        m.source(),
                        tombstone ? null : m);
            case AgentMinute m ->
                send(
                        topics.agentMinutes(),
                        JsonKey.of(m.source(), m.agent(), m.queue(), m.minute()),
                        m.source(),
                        tombstone ? null : m);
            case DialerList l -> send(topics.dialerLists(), RecordKeys.of(l), l.source(), tombstone ? null : l);
            case Setting s -> send(Topics.SETTINGS, RecordKeys.of(s), s.source(), tombstone ? null : s);
            case Heartbeat h -> send(topics.progress(), JsonKey.of(h.source()), h.source(), h);
            case SourceStatus s -> send(Topics.SOURCE, JsonKey.of(s.source()), s.source(), s);
            default -> throw new IllegalArgumentException("no derived topic holds " + record);
        }
    }

    private <T extends Record> void send(Topic<T> topic, JsonKey key, String source, @Nullable T value) {
        var unusedAsCommitReportsFailure = producer.send(new ProducerRecord<>(
                topic.name(),
                Topics.partition(source),
                key.bytes(),
                value == null ? null : wire.encode(topic.name(), topic.requireCodec(), value)));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        registry.close();
    }
}
