package pulso.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Kafka as commands use it; each call answers or fails within a minute. Safe for any thread. */
public final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Admin admin;

    public Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    }

    /** Whether anybody answers in time. */
    public boolean isThere(Duration limit) {
        try {
            var unusedAsAnyAnswerWillDo = admin.describeCluster().nodes().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public Admin admin() {
        return admin;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Names of all topics, Kafka's own among them. */
    public Set<String> topics() {
        return await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    /** First offsets that are still there. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** Where committed records end now. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The first offsets whose records are not older; the end where there is none. */
    public Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> partitions, Instant time) {
        var found = offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
        var ends = ends(partitions);
        found.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return found;
    }

    /** The time of the first record that is still there; null where there is none. */
    public @Nullable Instant firstTime(TopicPartition partition) {
        var first = list(List.of(partition), OffsetSpec.forTimestamp(0)).get(partition);
        return first == null || first.offset() < 0 ? null : Instant.ofEpochMilli(first.timestamp());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var offsets = new HashMap<TopicPartition, Long>();
        list(partitions, spec).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        return await(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
    }

    /** Whether a group has acknowledged every record that is in the topics now; those that do not exist hold none. */
    public boolean hasRead(String group, Set<String> topics) {
        var partitions = partitions(topics);
        var ends = ends(partitions);
        var missing = new HashMap<>(beginnings(partitions));
        committed(group)
                .forEach((partition, at) -> missing.computeIfPresent(partition, (_, first) -> Math.max(first, at)));
        missing.entrySet().removeIf(each -> each.getValue() >= ends.getOrDefault(each.getKey(), 0L));
        return !hasRecords(missing, ends);
    }

    private List<TopicPartition> partitions(Set<String> topics) {
        var existing = new HashSet<>(topics);
        existing.retainAll(topics());
        return await(admin.describeTopics(existing).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** Where a group stands; nothing of partitions that it never committed. */
    public Map<TopicPartition, Long> committed(String group) {
        var offsets = new HashMap<TopicPartition, Long>();
        var found = await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    /** Lets a group that has no members begin there. */
    public void commit(String group, Map<TopicPartition, Long> offsets) {
        var at = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((partition, offset) -> at.put(partition, new OffsetAndMetadata(offset)));
        await(admin.alterConsumerGroupOffsets(group, at).all());
    }

    /** How many processes read in a group now. */
    public int members(String group) {
        try {
            return await(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .members()
                    .size();
        } catch (GroupIdNotFoundException _) {
            return 0;
        }
    }

    public void deleteTopics(Collection<String> names) {
        for (var deleted : admin.deleteTopics(names).topicNameValues().values()) {
            try {
                await(deleted);
            } catch (UnknownTopicOrPartitionException _) {
                // Gone already, as wanted.
            }
        }
    }

    public void deleteGroup(String group) {
        try {
            await(admin.deleteConsumerGroups(List.of(group)).all());
        } catch (GroupIdNotFoundException _) {
            // Gone already, as wanted.
        }
    }

    /**
     * A reader of committed records that belongs to no group and leaves no trace. It fails at an offset that is gone,
     * rather than leave records out.
     */
    public KafkaConsumer<byte[], byte[]> reader() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether a stretch holds a record, and not only the marks of transactions. */
    public boolean hasRecords(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        var partitions = new ArrayList<>(from.keySet());
        if (partitions.isEmpty()) {
            return false;
        }
        var beginnings = beginnings(partitions);
        try (var consumer = reader()) {
            consumer.assign(partitions);
            from.forEach(
                    (partition, at) -> consumer.seek(partition, Math.max(at, beginnings.getOrDefault(partition, at))));
            while (partitions.stream().anyMatch(each -> consumer.position(each) < to.getOrDefault(each, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < to.getOrDefault(partition, 0L)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** What Kafka answers; a refusal comes as Kafka's own exception. */
    public static <T> T await(@Nullable KafkaFuture<T> asked) {
        if (asked == null) {
            throw new IllegalStateException("Kafka was asked for something and answers of something else");
        }
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("Kafka refuses: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka has not answered within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptException("interrupted while waiting for Kafka", e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
