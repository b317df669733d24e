package pulso.topology.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/** Follows {@code pulso.source} until a centre's snapshot is complete: only then is there something whole to fold. */
public final class EpochWatch implements AutoCloseable {
    private final String source;
    private final AvroWire wire;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public EpochWatch(String source, String bootstrapServers, AvroWire wire) {
        this.source = source;
        this.wire = wire;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(Topics.SOURCE.name(), Topics.partition(source)));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Waits up to {@code limit} for news; empty while no snapshot is complete. */
    public Optional<SourceStatus> poll(Duration limit) {
        Optional<SourceStatus> complete = Optional.empty();
        for (var record : consumer.poll(limit)) {
            if (record.value() != null
                    && source.equals(JsonKey.parse(record.key()).text(0))) {
                var status = wire.decode(Topics.SOURCE.requireCodec(), record.value());
                complete = status.completeEpoch() > 0 ? Optional.of(status) : Optional.empty();
            }
        }
        return complete;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
