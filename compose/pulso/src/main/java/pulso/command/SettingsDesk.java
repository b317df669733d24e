package pulso.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.settings.Setting;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.SchemaRegistry;
import pulso.wallboard.SettingsWriter;

/**
 * Writes decisions of the file and of tables to {@code pulso.settings}, with the history that is there. Whatever is in
 * force already is not written again.
 */
final class SettingsDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsDesk.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final AvroWire wire;
    private final SettingsWriter writer;

    SettingsDesk(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
        this.writer = new SettingsWriter(bootstrapServers, registry);
    }

    /** Returns how many settings have changed. */
    synchronized int decide(String source, List<Decision> decisions, String by) {
        if (decisions.isEmpty()) {
            return 0;
        }
        var known = read();
        var now = Instant.now();
        var changed = decisions.stream()
                .map(decision -> decision.applyTo(known.get(key(source, decision)), source, by, now))
                .filter(setting -> setting != null)
                .toList();
        if (!changed.isEmpty()) {
            changed.forEach(writer::write);
            LOG.info("{} settings of {} are new, as {} says", changed.size(), source, by);
        }
        return changed.size();
    }

    private static JsonKey key(String source, Decision decision) {
        return RecordKeys.of(new Setting(source, decision.kind(), decision.subject(), List.of()));
    }

    private Map<JsonKey, Setting> read() {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        var partitions = IntStream.range(0, Topics.SETTINGS.partitions())
                .mapToObj(number -> new TopicPartition(Topics.SETTINGS.name(), number))
                .toList();
        var found = new HashMap<JsonKey, Setting>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        var setting = wire.decode(Topics.SETTINGS.requireCodec(), record.value());
                        found.put(RecordKeys.of(setting), setting);
                    } else if (record.key() != null) {
                        found.keySet().removeIf(key -> Arrays.equals(key.bytes(), record.key()));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        writer.close();
    }
}
