package pulso.wallboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Heartbeat;

/**
 * Holds back what the folds say of their progress until all that they had written before it is read: a consumer may get a
 * partition's records later than those of another, and a board that counts less than it says it does is not to be trusted.
 *
 * <p>Records of a source stand in the partition of the same number in each topic. For the reading's thread alone.
 */
final class ProgressGate {
    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final Consumer<Heartbeat> open;
    private final Map<Integer, Lane> lanes = new HashMap<>();

    /** What was said in one partition: what waits for its ends, and what came meanwhile, each source's last. */
    private static final class Lane {
        private final Map<String, Heartbeat> asked = new HashMap<>();
        private final Map<String, Heartbeat> next = new HashMap<>();
        private @Nullable KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends;
    }

    /**
     * @param partitions of the topics that the folds write besides their progress
     * @param open what is done with what is true
     */
    ProgressGate(Admin admin, List<TopicPartition> partitions, Consumer<Heartbeat> open) {
        this.admin = admin;
        this.partitions = List.copyOf(partitions);
        this.open = open;
    }

    void said(Heartbeat heartbeat, int partition) {
        lanes.computeIfAbsent(partition, _ -> new Lane()).next.put(heartbeat.source(), heartbeat);
    }

    /** Nothing waits. */
    boolean isEmpty() {
        return lanes.values().stream().allMatch(lane -> lane.asked.isEmpty() && lane.next.isEmpty());
    }

    /**
     * Lets pass what is true by now.
     *
     * @param position up to where each partition is read
     * @throws KafkaException when the broker does not say where partitions end
     */
    void look(ToLongFunction<TopicPartition> position) {
        lanes.forEach((number, lane) -> {
            if (lane.ends != null && lane.ends.isDone() && isRead(lane.ends, position)) {
                lane.asked.values().forEach(open);
                lane.asked.clear();
                lane.ends = null;
            }
            if (lane.ends == null && !lane.next.isEmpty()) {
                lane.asked.putAll(lane.next);
                lane.next.clear();
                lane.ends = ask(number);
            }
        });
    }

    /** What is not committed yet is waited for too: its commit may reach one partition before another. */
    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ask(int number) {
        return admin.listOffsets(partitions.stream()
                        .filter(partition -> partition.partition() == number)
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all();
    }

    private static boolean isRead(
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends, ToLongFunction<TopicPartition> position) {
        try {
            return ends.get().entrySet().stream()
                    .allMatch(end ->
                            position.applyAsLong(end.getKey()) >= end.getValue().offset());
        } catch (ExecutionException e) {
            throw new KafkaException("the ends of derived topics are not known: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
