package pulso.topology.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.wire.AvroWire;
import pulso.topology.intake.RowIntake;

/**
 * Runs one centre's topology, exactly once. A failure of the stream thread starts it anew from the last commit; what
 * failed is told by {@link #failure()}.
 */
public final class CentreStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CentreStreams.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    /** Longer than any pause of a live JVM, short enough that a killed one is replaced before anybody looks up. */
    private static final Duration SESSION = Duration.ofSeconds(3);

    /** Between commits while a backlog is folded, at most; {@link CommitPace} asks for what is due before. */
    private static final Duration CATCH_UP_COMMIT = Duration.ofSeconds(3);

    private final KafkaStreams streams;
    private final RowIntake.Counts counts = RowIntake.Counts.create();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final String name;
    private final Telling telling;

    private CentreStreams(CentreTopology.Config config, AvroWire wire, Path stateFolder) {
        this.name = config.applicationId();
        this.telling = new Telling(config.emission());
        this.streams =
                new KafkaStreams(CentreTopology.build(config, wire, counts, telling), properties(config, stateFolder));
        streams.setUncaughtExceptionHandler(problem -> {
            failure.set(problem);
            LOG.warn("{}: the stream thread failed and starts anew", name, problem);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, _) -> {
            if (now == KafkaStreams.State.RUNNING) {
                failure.set(null);
            }
        });
    }

    /** Starts folding; returns at once. */
    public static CentreStreams start(CentreTopology.Config config, AvroWire wire, Path stateFolder) {
        var centre = new CentreStreams(config, wire, stateFolder);
        centre.streams.start();
        return centre;
    }

    /** Events of rows that are committed from then on are left to the generation that was promoted then. */
    public void tellUntil(Instant promotion) {
        telling.until(promotion);
    }

    /** Its state is restored and it folds. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    public String state() {
        return streams.state().name();
    }

    /** What stopped the stream thread last, null once it runs again. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    public RowIntake.Counts counts() {
        return counts;
    }

    @Override
    public void close() {
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_LIMIT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOG.warn("{}: did not stop within {}", name, CLOSE_LIMIT);
        }
    }

    static Properties properties(CentreTopology.Config config, Path stateFolder) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replication());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CATCH_UP_COMMIT.toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4000);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) SESSION.toMillis());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                SESSION.dividedBy(6).toMillis());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2000);
        // A commit sends what waits, so lingering delays nobody, and records go out in whole batches.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        return properties;
    }
}
