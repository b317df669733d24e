package pulso.command.tools;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;
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

    private final KafkaPlace place;
    private final Broker broker;
    private @Nullable SchemaRegistry registry;

    private Cluster(KafkaPlace place, Broker broker) {
        this.place = place;
        this.broker = broker;
    }

    /**
     * Returns once Kafka has answered.
     *
     * @throws UnreachableException when nobody does, with what to do about it
     */
    static Cluster open(KafkaPlace place) {
        var broker = broker(place);
        try {
            if (broker.isThere(PATIENCE)) {
                return new Cluster(place, broker);
            }
        } catch (InterruptException e) {
            broker.close();
            throw e;
        }
        broker.close();
        throw new UnreachableException(place);
    }

    private static Broker broker(KafkaPlace place) {
        try {
            return new Broker(place.bootstrapServers());
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
        return broker.admin();
    }

    String bootstrapServers() {
        return place.bootstrapServers();
    }

    short replication() {
        return place.replication();
    }

    /** Names of all topics, Kafka's own among them. */
    Set<String> topicNames() {
        return broker.topics();
    }

    /** How many partitions a topic has; of one that was made a moment ago, once the brokers know of it. */
    int partitions(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Broker.await(admin().describeTopics(List.of(topic)).allTopicNames())
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
        return broker.reader();
    }

    /** The generation that people see; the first where none was promoted. */
    String currentGeneration() {
        return topicNames().contains(Topics.GENERATIONS.name())
                ? new GenerationLog(place.bootstrapServers(), registry()).read().current()
                : Topics.FIRST_GENERATION;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        broker.close();
    }
}
