package pulso.command;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
    private final SourceConfig source;
    private final String generation;
    private final String bootstrapServers;
    private final AvroWire wire;
    private final List<String> rawTopics;
    private final FoldLag lag;
    private final AtomicReference<@Nullable CentreStreams> streams = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    private CentreRole(
            PulsoConfig config,
            SourceConfig source,
            String generation,
            String bootstrapServers,
            SchemaRegistry registry,
            List<String> rawTopics) {
        this.config = config;
        this.source = source;
        this.generation = generation;
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
        this.rawTopics = rawTopics;
        this.lag = FoldLag.watch(bootstrapServers, "pulso-" + generation + '-' + source.name(), rawTopics);
        this.thread =
                Thread.ofPlatform().name("pulso-topology-" + source.name()).unstarted(this::startWhenComplete);
    }

    static CentreRole start(
            PulsoConfig config,
            SourceConfig source,
            String generation,
            String bootstrapServers,
            SchemaRegistry registry,
            List<String> rawTopics) {
        var role = new CentreRole(config, source, generation, bootstrapServers, registry, rawTopics);
        role.thread.start();
        return role;
    }

    /** How far the folds are behind. */
    FoldLag lag() {
        return lag;
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
                LOG.warn("the folds of {} cannot start yet", source.name(), e);
                trouble = e.getMessage() == null ? e.toString() : e.getMessage();
                pause();
            }
        }
    }

    private void awaitEpochAndFold() {
        try (var watch = new EpochWatch(source.name(), bootstrapServers, wire)) {
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
                source.name(),
                ZoneId.of(status.zone()),
                status.completeEpoch(),
                generation,
                rawTopics,
                source.layouts(),
                bootstrapServers,
                config.replication(),
                config.commitInterval());
        streams.set(CentreStreams.start(topology, wire, config.data().resolve("streams")));
    }

    @Override
    public void close() {
        closed = true;
        lag.close();
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
