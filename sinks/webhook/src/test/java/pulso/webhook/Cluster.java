package pulso.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A real Kafka with the topics of webhooks, and the hand that writes events. */
final class Cluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final KafkaSchemaRegistry registry;
    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;

    Cluster() {
        try {
            this.folder = Files.createTempDirectory("pulso-webhook");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        try (var admin = Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
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
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    KafkaSchemaRegistry registry() {
        return registry;
    }

    AvroWire wire() {
        return wire;
    }

    Path folder() {
        return folder;
    }

    /** Loopback allowed, short limits. */
    WebhookConfig config() {
        return WebhookConfig.of(bootstrapServers(), folder)
                .withAllowed(List.of(Cidr.parse("127.0.0.0/8")))
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    WebhookSink sink(WebhookConfig config, Surroundings surroundings) {
        var sink = WebhookSink.start(config, registry, Cluster::body, surroundings);
        await("the sink is there", () -> sink.status().healthy());
        return sink;
    }

    static byte[] body(WebhookEvent event, DateStyle dates) {
        return "{\"event\":\"%s\",\"id\":\"%s\",\"key\":\"%s\",\"number\":%s}"
                .formatted(event.type().eventName(), event.id(), event.key(), event.value("number"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static WebhookEvent event(String source, String key, int number, Instant at) {
        return new WebhookEvent(
                source,
                WebhookType.AGENT_LOG,
                "msg_" + source + '_' + key + '_' + number,
                key,
                at,
                "UTC",
                at,
                "position",
                List.of(new WebhookEvent.Value("number", Integer.toString(number))));
    }

    void write(WebhookEvent event) {
        var topic = Topics.WEBHOOKS;
        var unusedAsFlushFollows = producer.send(new ProducerRecord<>(
                topic.name(),
                Topics.partition(event.source()),
                RecordKeys.of(event).bytes(),
                wire.encode(topic.name(), topic.requireCodec(), event)));
    }

    void write(String source, String key, int from, int to) {
        for (int number = from; number < to; number++) {
            write(event(source, key, number, Instant.now()));
        }
        flush();
    }

    /** Every record of a topic, those that were replaced since included. */
    List<ConsumerRecord<byte[], byte[]>> everythingIn(Topic<?> topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var unusedAsAllIsRead = new Reading(bootstrapServers(), wire).readAll(Reading.partitions(topic), records::add);
        return records;
    }

    void flush() {
        producer.flush();
    }

    /** Writes an endpoint without a sink. */
    void write(Endpoint endpoint) {
        var topic = Topics.WEBHOOK_ENDPOINTS;
        try {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            Topics.partition(endpoint.id()),
                            RecordKeys.of(endpoint).bytes(),
                            wire.encode(topic.name(), topic.requireCodec(), endpoint)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        await(what, LIMIT, condition);
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not seen within " + limit.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
        kafka.close();
    }
}
