package pulso.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.SchemaRegistry;

/** Up to which moment of a source's clock something has been done. Safe for any thread. */
public final class ProgressReader {
    /** Sources share partitions: among so many of the last records there is mostly one of each. */
    private static final long TAIL = 50;

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final AvroWire wire;

    public ProgressReader(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
    }

    /** Up to where a generation has folded; empty where it never has, or is gone. */
    public Optional<Heartbeat> ofGeneration(String generation, String source) {
        var topic = Topics.derived(generation).progress();
        return last(new TopicPartition(topic.name(), Topics.partition(source)), source);
    }

    /** Up to where a source's rows are in the raw topics; empty where that was not said of late. */
    public Optional<Heartbeat> ofSource(String source) {
        return last(new TopicPartition(Topics.heartbeat(source).name(), 0), source);
    }

    private Optional<Heartbeat> last(TopicPartition partition, String source) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.listTopics().get(partition.topic()) == null) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var found = last(consumer, partition, source, Math.max(first, end - TAIL), end);
            return Optional.ofNullable(
                    found == null && first < end - TAIL ? last(consumer, partition, source, first, end) : found);
        }
    }

    private @Nullable Heartbeat last(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String source, long from, long end) {
        consumer.seek(partition, from);
        Heartbeat last = null;
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(POLL)) {
                if (record.value() != null
                        && source.equals(JsonKey.parse(record.key()).text(0))) {
                    last = wire.decode(Topics.heartbeat(source).requireCodec(), record.value());
                }
            }
        }
        return last;
    }
}
