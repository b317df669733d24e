package pulso.clickhouse;

import java.util.HashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of one table: committed records only, no offset that it did not commit itself. */
final class FeedConsumer {
    private static final int RECORDS_PER_POLL = 2_000;
    private static final int FETCH_BYTES = 2 << 20;

    private FeedConsumer() {}

    static Consumer<byte[], byte[]> of(Feed feed, ClickHouseConfig config) {
        var settings = new HashMap<String, Object>();
        var group = feed.isOfGeneration() ? config.consumerGroup() : ClickHouseConfig.RAW_CONSUMER_GROUP;
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group + '-' + feed.table());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(RECORDS_PER_POLL, config.maxRowsPerInsert()));
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
