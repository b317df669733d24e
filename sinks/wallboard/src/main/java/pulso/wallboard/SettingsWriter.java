package pulso.wallboard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pulso.schemas.settings.Setting;
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
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;

    /** The topic must exist. */
    public SettingsWriter(String bootstrapServers, SchemaRegistry registry) {
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
}
