package pulso.command;

import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.topology.stream.CentreStreams;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.EpochWatch;

/** The topology role: waits for a complete snapshot, then folds the centre until it is closed. */
final class CentreRole implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final PulsoConfig config;
    private final String generation;
    private final String bootstrapServers;
    private final AvroWire wire;
    private final String queueLogTopic;
    private final String callDetailTopic;
    private final AtomicReference<@Nullable CentreStreams> streams = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

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

    private void startWhenComplete() {
        try (var watch = new EpochWatch(config.source(), bootstrapServers, wire)) {
            while (!closed) {
                var status = watch.poll(POLL);
                if (status.isPresent()) {
                    fold(status.get());
                    return;
                }
            }
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
