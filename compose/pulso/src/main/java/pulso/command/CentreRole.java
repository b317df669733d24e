package pulso.command;

import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.topology.stream.CentreStreams;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.EpochWatch;

/** The topology role: waits for a complete snapshot, then folds the centre until it is closed. */
final class CentreRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CentreRole.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final PulsoConfig config;
    private final String generation;
    private final String bootstrapServers;
    private final AvroWire wire;
    private final String queueLogTopic;
    private final String callDetailTopic;
    private final AtomicReference<@Nullable CentreStreams> streams = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    private CentreRole(
            PulsoConfig config,
            String generation,
            String bootstrapServers,
            SchemaRegistry registry,
            String queueLogTopic,
            String callDetailTopic) {
        this.config = config;
        this.generation = generation;
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
        this.queueLogTopic = queueLogTopic;
        this.callDetailTopic = callDetailTopic;
        this.thread = Thread.ofPlatform().name("pulso-topology-start").unstarted(this::startWhenComplete);
    }

    static CentreRole start(
            PulsoConfig config,
            String generation,
            String bootstrapServers,
            SchemaRegistry registry,
            String queueLogTopic,
            String callDetailTopic) {
        var role = new CentreRole(config, generation, bootstrapServers, registry, queueLogTopic, callDetailTopic);
        role.thread.start();
        return role;
    }

    /** The running folds; null while the snapshot is not complete. */
    @Nullable
    CentreStreams streams() {
        return streams.get();
    }

    /** Why the folds cannot start, tried again each second; null while all is well. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void startWhenComplete() {
        while (!closed && streams.get() == null) {
            try {
                awaitEpochAndFold();
                trouble = null;
            } catch (RuntimeException e) {
                LOG.warn("the folds of {} cannot start yet", config.source(), e);
                trouble = e.getMessage() == null ? e.toString() : e.getMessage();
                pause();
            }
        }
    }

    private void awaitEpochAndFold() {
        try (var watch = new EpochWatch(config.source(), bootstrapServers, wire)) {
            while (!closed) {
                var status = watch.poll(POLL);
                if (status.isPresent()) {
                    fold(status.orElseThrow());
                    return;
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fold(SourceStatus status) {
        if (closed) {
            return;
        }
        var topology = new CentreTopology.Config(
                config.source(),
                ZoneId.of(status.zone()),
                status.completeEpoch(),
                generation,
                queueLogTopic,
                callDetailTopic,
                bootstrapServers,
                config.replication(),
                config.commitInterval());
        streams.set(CentreStreams.start(topology, wire, config.data().resolve("streams")));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            var running = streams.get();
            if (running != null) {
                running.close();
            }
        }
    }
}
