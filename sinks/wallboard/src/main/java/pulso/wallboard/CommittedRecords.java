package pulso.wallboard;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of a reading: what is committed and no more, from where it is told to begin. */
final class CommittedRecords {
    private static final int RECORDS_PER_POLL = 5_000;

    private CommittedRecords() {}

    static KafkaConsumer<byte[], byte[]> of(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS_PER_POLL,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "pulso-wallboard"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
