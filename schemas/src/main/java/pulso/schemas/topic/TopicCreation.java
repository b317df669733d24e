package pulso.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, with the settings their {@link Topic} states; leaves those that exist alone. */
public final class TopicCreation {
    /** A tombstone outlives a sink that is away for a week. */
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(8);

    private TopicCreation() {}

    public static void ensure(Admin admin, short replication, Collection<Topic<?>> topics) {
        try {
            var existing = admin.listTopics().names().get();
            var missing = new ArrayList<NewTopic>();
            for (var topic : topics) {
                if (!existing.contains(topic.name())) {
                    missing.add(new NewTopic(topic.name(), topic.partitions(), replication).configs(settings(topic)));
                }
            }
            for (var created : admin.createTopics(missing).values().values()) {
                awaitCreation(created);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private static void awaitCreation(org.apache.kafka.common.KafkaFuture<Void> created)
            throws ExecutionException, InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    static Map<String, String> settings(Topic<?> topic) {
        var settings = new HashMap<String, String>();
        settings.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                switch (topic.cleanup()) {
                    case DELETE -> "delete";
                    case COMPACT -> "compact";
                    case COMPACT_DELETE -> "compact,delete";
                });
        var retention = topic.retention();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : Long.toString(retention.toMillis()));
        settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONES_KEPT.toMillis()));
        if (topic.writer() == Topic.Writer.TOPOLOGY) {
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
        return settings;
    }
}
