package pulso.wallboard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * Writes {@code pulso.settings}: one record holds one subject with its whole history, so a write is whole or not at all.
 * Two writers that change the same subject at the same moment overwrite one another; within one process
 * {@link Setting#with} from the last state read keeps the history. Safe for any thread.
 */
public final class SettingsWriter implements AutoCloseable {
    private static final Duration READ_LIMIT = Duration.ofSeconds(30);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final String bootstrapServers;
    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;

    /** The topic must exist. */
    public SettingsWriter(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        20_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "pulso-settings"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All settings that are in the topic now. */
    public SettingsBook read(ServiceTarget fallback) {
        var book = new SettingsBook(fallback);
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + READ_LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(Topics.SETTINGS.name() + " cannot be read to its end");
                }
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var value = record.value();
                    if (value != null) {
                        book.put(wire.decode(Topics.SETTINGS.requireCodec(), value));
                    }
                }
            }
        }
        return book;
    }

    /** Returns once the broker has it for good. */
    public void write(Setting setting) {
        var topic = Topics.SETTINGS;
        var record = new ProducerRecord<>(
                topic.name(),
                Topics.partition(setting.source()),
                RecordKeys.of(setting).bytes(),
                wire.encode(topic.name(), topic.requireCodec(), setting));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new WallboardException("a setting could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WallboardException("interrupted while a setting was written", e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, Topics.SETTINGS.partitions())
                .mapToObj(number -> new TopicPartition(Topics.SETTINGS.name(), number))
                .toList();
    }
}
