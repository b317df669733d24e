package pulso.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.AvroWire;

/** How the sink reads its topics: committed records only, from places it knows itself, without a group. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final int RECORDS_PER_POLL = 500;
    private static final int FETCH_WAIT_MS = 20;
    private static final int FETCH_BYTES = 1 << 20;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final AvroWire wire;

    Reading(String bootstrapServers, AvroWire wire) {
        this.bootstrapServers = bootstrapServers;
        this.wire = wire;
    }

    Consumer<byte[], byte[]> consumer(String clientId) {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static List<TopicPartition> partitions(Topic<?> topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    /** Empty, and said, when the record cannot be read: it never will be. */
    Optional<WebhookEvent> event(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(wire.decode(Topics.WEBHOOKS.requireCodec(), record.value()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "the event at {}-{}:{} cannot be read: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    /** Null for a record that takes another back. */
    <T extends Record> @Nullable T value(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? null : wire.decode(topic.requireCodec(), record.value());
    }

    /**
     * Reads partitions from their beginning to their end, the records of each in their order.
     *
     * @return the offsets after the last ones read
     */
    Map<TopicPartition, Long> readAll(
            List<TopicPartition> partitions, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer = consumer("pulso-webhook-load")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            var open = new ArrayList<>(partitions);
            while (!open.isEmpty()) {
                consumer.poll(POLL).forEach(reader);
                open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(partitions + " cannot be read to their ends");
                }
            }
            var positions = new HashMap<TopicPartition, Long>();
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            return positions;
        }
    }
}
