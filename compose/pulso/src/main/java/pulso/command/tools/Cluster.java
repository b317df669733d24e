package pulso.command.tools;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import pulso.command.GenerationLog;
import pulso.command.KafkaOptions.KafkaPlace;
import pulso.command.RegistrySettings;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.schemas.wire.SchemaRegistry;

/** A Kafka that has answered, and the schemas of what is on it. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final KafkaPlace place;
    private final Admin admin;
    private @Nullable SchemaRegistry registry;

    private Cluster(KafkaPlace place, Admin admin) {
        this.place = place;
        this.admin = admin;
    }

    /**
     * Returns once Kafka has answered.
     *
     * @throws UnreachableException when nobody does, with what to do about it
     */
    static Cluster open(KafkaPlace place) {
        var admin = admin(place);
        try {
            var unusedAsAnyAnswerWillDo =
                    admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Cluster(place, admin);
        } catch (ExecutionException | TimeoutException _) {
            admin.close(Duration.ZERO);
            throw new UnreachableException(place);
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while waiting for Kafka", e);
        }
    }

    private static Admin admin(KafkaPlace place) {
        try {
            return Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    place.bootstrapServers(),
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    500));
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException) {
                throw new UnreachableException(place);
            }
            throw e;
        }
    }

    /** Nobody answers at Kafka's address; the message says what to do. */
    static final class UnreachableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreachableException(KafkaPlace place) {
            super(
                    place.isEmbedded()
                            ? "no Kafka answers at " + place.bootstrapServers() + ", where ./pulso demo and ./pulso run"
                                    + " have theirs: start one of them, or name another with --kafka HOST:PORT or"
                                    + " kafka.bootstrap"
                            : "no Kafka answers at " + place.bootstrapServers() + " within " + PATIENCE.toSeconds()
                                    + " s: is the address right, and its listener open to this machine?");
        }
    }

    Admin admin() {
        return admin;
    }

    String bootstrapServers() {
        return place.bootstrapServers();
    }

    short replication() {
        return place.replication();
    }

    /** Names of all topics, Kafka's own among them. */
    Set<String> topicNames() {
        return await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    /** How many partitions a topic has; of one that was made a moment ago, once the brokers know of it. */
    int partitions(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(List.of(topic)).allTopicNames())
                        .values()
                        .iterator()
                        .next()
                        .partitions()
                        .size();
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while waiting for Kafka", e);
        }
    }

    /** The schemas of this Kafka; where it never had any, none is known. */
    SchemaRegistry registry() {
        if (registry == null) {
            if (place.registry() == null && !topicNames().contains(SchemaRegistry.TOPIC)) {
                return new MemorySchemaRegistry();
            }
            registry = RegistrySettings.open(place.registry(), place.bootstrapServers());
        }
        return registry;
    }

    /** A reader of committed records that belongs to no group and leaves no trace. */
    KafkaConsumer<byte[], byte[]> reader() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, place.bootstrapServers());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The generation that people see; the first where none was promoted. */
    String currentGeneration() {
        return topicNames().contains(Topics.GENERATIONS.name())
                ? new GenerationLog(place.bootstrapServers(), registry()).read().current()
                : Topics.FIRST_GENERATION;
    }

    /** What Kafka answers; a refusal comes as Kafka's own exception. */
    static <T> T await(KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("Kafka refuses: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka has not answered within " + ANSWER_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        admin.close(Duration.ofSeconds(1));
    }
}
