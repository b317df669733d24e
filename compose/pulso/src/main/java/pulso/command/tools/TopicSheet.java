package pulso.command.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;

/** What stands in topics: sizes, ages and what becomes of old records, asked of Kafka in a few requests for all. */
final class TopicSheet {
    private static final long NO_TIME = -1;

    private final Cluster cluster;
    private final Map<String, TopicDescription> descriptions;
    private final List<TopicPartition> partitions;

    /**
     * One topic.
     *
     * @param records offsets from the first to the last: markers of transactions and what compaction took count as well
     * @param bytes on disk, all replicas together
     * @param oldest time of the first record
     * @param lastWritten the greatest time, that of a transaction's marker among them
     * @param retention null for ever
     */
    record Line(
            String name,
            KnownTopics.Owner owner,
            int partitions,
            int replicas,
            long records,
            long bytes,
            @Nullable Instant oldest,
            @Nullable Instant lastWritten,
            String cleanup,
            @Nullable Duration retention) {}

    private TopicSheet(Cluster cluster, Collection<String> names) {
        this.cluster = cluster;
        this.descriptions = Broker.await(cluster.admin().describeTopics(names).allTopicNames());
        this.partitions = descriptions.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** In the order of the names. */
    static List<Line> of(Cluster cluster, KnownTopics known, Collection<String> names) {
        return names.isEmpty() ? List.of() : new TopicSheet(cluster, names).lines(known);
    }

    private List<Line> lines(KnownTopics known) {
        var begins = offsets(OffsetSpec.earliest());
        var ends = offsets(OffsetSpec.latest());
        var oldest = offsets(OffsetSpec.forTimestamp(0));
        var lastWritten = offsets(OffsetSpec.maxTimestamp());
        var bytes = bytes();
        var configs = configs();
        var lines = new ArrayList<Line>();
        for (var name : descriptions.keySet().stream().sorted().toList()) {
            var topic = descriptions.get(name);
            var config = configs.get(name);
            if (topic == null || config == null) {
                continue;
            }
            var own = partitions.stream()
                    .filter(partition -> partition.topic().equals(name))
                    .toList();
            lines.add(new Line(
                    name,
                    known.owner(name),
                    topic.partitions().size(),
                    topic.partitions().getFirst().replicas().size(),
                    own.stream()
                            .mapToLong(p -> offset(ends, p) - offset(begins, p))
                            .sum(),
                    own.stream().mapToLong(p -> bytes.getOrDefault(p, 0L)).sum(),
                    own.stream()
                            .map(p -> time(oldest, p))
                            .filter(time -> time != null)
                            .min(Instant::compareTo)
                            .orElse(null),
                    own.stream()
                            .map(p -> time(lastWritten, p))
                            .filter(time -> time != null)
                            .max(Instant::compareTo)
                            .orElse(null),
                    setting(config, TopicConfig.CLEANUP_POLICY_CONFIG).replace(',', '+'),
                    retention(config)));
        }
        return lines;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec spec) {
        var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
        return Broker.await(cluster.admin()
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        var info = offsets.get(partition);
        return info == null ? 0 : info.offset();
    }

    private static @Nullable Instant time(
            Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        var info = offsets.get(partition);
        return info == null || info.timestamp() == NO_TIME ? null : Instant.ofEpochMilli(info.timestamp());
    }

    private Map<TopicPartition, Long> bytes() {
        var brokers = Broker.await(cluster.admin().describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        var bytes = new HashMap<TopicPartition, Long>();
        for (var folders : Broker.await(cluster.admin().describeLogDirs(brokers).allDescriptions())
                .values()) {
            for (var folder : folders.values()) {
                folder.replicaInfos()
                        .forEach((partition, replica) -> bytes.merge(partition, replica.size(), Long::sum));
            }
        }
        return bytes;
    }

    private Map<String, Config> configs() {
        var resources = descriptions.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var configs = new HashMap<String, Config>();
        Broker.await(cluster.admin().describeConfigs(resources).all())
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    private static String setting(Config config, String name) {
        var entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    /** What is compacted only is kept for ever, whatever is said of time. */
    private static @Nullable Duration retention(Config config) {
        var millis = setting(config, TopicConfig.RETENTION_MS_CONFIG);
        boolean isDeleted = setting(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete");
        return !isDeleted || millis.isEmpty() || millis.startsWith("-")
                ? null
                : Duration.ofMillis(Long.parseLong(millis));
    }
}
