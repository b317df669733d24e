package pulso.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, each second, the committed records that the folds of a source have not folded yet. */
final class FoldLag implements AutoCloseable {
    /** As long as the folds take for it, nobody sees a difference. */
    private static final long CAUGHT_UP = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(FoldLag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long records = UNKNOWN;
    private volatile boolean hasCaughtUp;

    private FoldLag(String bootstrapServers, String group, List<String> topics) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.group = group;
        this.partitions =
                topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
        this.thread = Thread.ofVirtual().name("pulso-lag-" + group).unstarted(this::watch);
    }

    /**
     * @param group the consumer group of the folds
     * @param topics raw topics, of one partition each
     */
    static FoldLag watch(String bootstrapServers, String group, List<String> topics) {
        var lag = new FoldLag(bootstrapServers, group, topics);
        lag.thread.start();
        return lag;
    }

    /** Negative while it is not known. */
    long records() {
        return records;
    }

    boolean isCaughtUp() {
        return records >= 0 && records < CAUGHT_UP;
    }

    /** Whether they have ever been: a burst of rows later makes the figures late, not incomplete. */
    boolean hasCaughtUp() {
        return hasCaughtUp;
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            var folded = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var starts = new HashMap<TopicPartition, OffsetSpec>();
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (var partition : partitions) {
                ends.put(partition, OffsetSpec.latest());
                if (folded.get(partition) == null) {
                    starts.put(partition, OffsetSpec.earliest());
                }
            }
            var earliest = offsets(starts);
            long behind = 0;
            for (var end : offsets(ends).entrySet()) {
                var committed = folded.get(end.getKey());
                long from = committed == null ? earliest.getOrDefault(end.getKey(), 0L) : committed.offset();
                behind += Math.max(0, end.getValue() - from);
            }
            records = behind;
            hasCaughtUp |= behind < CAUGHT_UP;
        } catch (ExecutionException e) {
            LOG.debug("the lag of {} is not known now", group, e);
            records = UNKNOWN;
        }
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> wanted)
            throws ExecutionException, InterruptedException {
        var offsets = new HashMap<TopicPartition, Long>();
        for (var found : admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        admin.close(Duration.ofSeconds(1));
    }
}
