package pulso.command.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import pulso.command.Broker;

/** Who reads topics in a group, and how far behind each is. */
final class GroupSheet {
    private static final String STREAM_THREAD = "-StreamThread-";

    /**
     * One group.
     *
     * @param lag committed records that the group has not committed yet, by topic; -1 where its offset is gone
     */
    record Line(String group, Kind kind, String state, int members, Map<String, Long> lag) {}

    /** What a group is. */
    enum Kind {
        STREAMS,
        CONSUMERS
    }

    private GroupSheet() {}

    static List<Line> of(Cluster cluster) {
        var groups = Broker.await(cluster.admin()
                        .listGroups(ListGroupsOptions.forConsumerGroups())
                        .valid())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
        if (groups.isEmpty()) {
            return List.of();
        }
        var described =
                Broker.await(cluster.admin().describeConsumerGroups(groups).all());
        var committed = Broker.await(cluster.admin()
                .listConsumerGroupOffsets(groups.stream()
                        .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec())))
                .all());
        var partitions = committed.values().stream()
                .flatMap(offsets -> offsets.keySet().stream())
                .distinct()
                .toList();
        var existing = cluster.topicNames();
        var begins = offsets(cluster, partitions, OffsetSpec.earliest(), existing);
        var ends = offsets(cluster, partitions, OffsetSpec.latest(), existing);
        var lines = new ArrayList<Line>();
        for (var group : groups) {
            var lag = new TreeMap<String, Long>();
            committed.getOrDefault(group, Map.of()).forEach((partition, offset) -> {
                var end = ends.get(partition);
                if (offset != null && end != null) {
                    boolean isGone = offset.offset() < begins.getOrDefault(partition, 0L) && offset.offset() < end;
                    long behind = isGone ? -1 : Math.max(0, end - offset.offset());
                    lag.merge(partition.topic(), behind, (a, b) -> a < 0 || b < 0 ? -1L : a + b);
                }
            });
            var description = described.get(group);
            if (description != null) {
                lines.add(new Line(
                        group,
                        kind(description),
                        description.groupState().toString().toLowerCase(Locale.ROOT),
                        description.members().size(),
                        lag));
            }
        }
        return lines;
    }

    private static Kind kind(ConsumerGroupDescription group) {
        boolean isStreams =
                group.members().stream().anyMatch(member -> member.clientId().contains(STREAM_THREAD))
                        || "stream".equals(group.partitionAssignor());
        return isStreams ? Kind.STREAMS : Kind.CONSUMERS;
    }

    private static Map<TopicPartition, Long> offsets(
            Cluster cluster, List<TopicPartition> partitions, OffsetSpec spec, Set<String> existing) {
        var asked = partitions.stream()
                .filter(partition -> existing.contains(partition.topic()))
                .collect(Collectors.toMap(partition -> partition, _ -> spec));
        var offsets = new HashMap<TopicPartition, Long>();
        Broker.await(cluster.admin()
                        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
