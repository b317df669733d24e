package pulso.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Origin;
import pulso.schemas.webhook.Endpoint.Secret;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A Kafka of its own with the topics of webhooks, who is told, and the events. */
final class WebhookTopics implements AutoCloseable {
    private static final int SOURCES = 20;
    private static final int ENDPOINTS_PER_SOURCE = 50;
    private static final int KEYS = 50;

    private final EmbeddedKafka kafka;
    private final KafkaSchemaRegistry registry;
    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;
    private final Path secret;
    private long number;

    /** What an endpoint is like once some are unwell. */
    enum Kind {
        HEALTHY,
        DEAD,
        SLOW,
        BAD
    }

    WebhookTopics(Path folder) throws IOException {
        this.kafka = EmbeddedKafka.start(folder, 0);
        var servers = Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (var admin = Admin.create(servers)) {
            TopicCreation.ensure(
                    admin,
                    (short) 1,
                    List.of(
                            Topics.SCHEMAS,
                            Topics.WEBHOOKS,
                            Topics.WEBHOOK_ENDPOINTS,
                            Topics.WEBHOOK_CURSORS,
                            Topics.WEBHOOKS_DEAD));
        }
        this.registry = new KafkaSchemaRegistry(kafka.bootstrapServers());
        this.wire = new AvroWire(registry);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.secret = Files.writeString(
                folder.resolveSibling("secret"), "whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    static String source(int event) {
        return "centre" + event % SOURCES;
    }

    /** A thousand endpoints: of each twenty one is to be dead, one slow, and one to answer 429, 500 or 410. */
    void registerMany(int port, int secondPort) {
        for (int endpoint = 0; endpoint < SOURCES * ENDPOINTS_PER_SOURCE; endpoint++) {
            var kind = switch (endpoint / SOURCES % 20) {
                case 5 -> Kind.DEAD;
                case 10 -> Kind.SLOW;
                case 15 -> Kind.BAD;
                default -> Kind.HEALTHY;
            };
            var url = switch (kind) {
                case HEALTHY -> "http://127.0.0.1:" + port + "/ok";
                case DEAD -> "http://127.0.0.1:" + secondPort + "/dead";
                case SLOW -> "http://127.0.0.1:" + port + "/slow";
                case BAD -> "http://127.0.0.1:" + port + "/bad/" + endpoint;
            };
            register("endpoint" + endpoint, source(endpoint), url, kind);
        }
        flush();
    }

    void register(String id, String source, String url, Kind kind) {
        var endpoint = Endpoint.of(id, source, null, url, Origin.API, Instant.now())
                .withDescription(kind.name())
                .withSecrets(List.of(new Secret("file:" + secret, null)));
        send(Topics.WEBHOOK_ENDPOINTS, id, RecordKeys.of(endpoint), endpoint);
    }

    void write(String source, int event) {
        var now = Instant.now();
        var told = new WebhookEvent(
                source,
                WebhookType.AGENT_LOG,
                "msg_" + number++,
                "agent" + event % KEYS,
                now,
                "UTC",
                now,
                "position",
                List.of(new WebhookEvent.Value("sentMicros", Long.toString(WebhookLoad.nowMicros()))));
        send(Topics.WEBHOOKS, source, RecordKeys.of(told), told);
    }

    void flush() {
        producer.flush();
    }

    private <T extends Record> void send(Topic<T> topic, String partitionedBy, JsonKey key, T value) {
        var unusedAsFlushFollows = producer.send(new ProducerRecord<>(
                topic.name(),
                Topics.partition(partitionedBy),
                key.bytes(),
                wire.encode(topic.name(), topic.requireCodec(), value)));
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
        kafka.close();
    }
}
