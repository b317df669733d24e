package pulso.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topic;
import pulso.topology.stream.CentreStreams;

/** One generation of one source: waits for a complete snapshot, then folds until it is closed. */
final class CentreFolds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CentreFolds.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Folding folding;
    private final SourceConfig source;
    private final FoldLag lag;
    private final AtomicReference<@Nullable CentreStreams> streams = new AtomicReference<>();
    private final Thread thread;
    private volatile @Nullable Instant leavesAt;
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    private CentreFolds(Folding folding, SourceConfig source) {
        this.folding = folding;
        this.source = source;
        this.lag = FoldLag.watch(
                folding.bootstrapServers(),
                Folding.applicationId(generation(), source.name()),
                Folding.topics(source).stream().map(Topic::name).toList());
        this.thread =
                Thread.ofPlatform().name("pulso-topology-" + source.name()).unstarted(this::startWhenComplete);
    }

    static CentreFolds start(Folding folding, SourceConfig source) {
        var folds = new CentreFolds(folding, source);
        folds.thread.start();
        return folds;
    }

    String generation() {
        return folding.generation().name();
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

    /** Its state is restored, and it has folded all but what came just now. */
    boolean isCaughtUp() {
        var running = streams.get();
        return running != null && running.isRunning() && lag.isCaughtUp();
    }

    /** Why the folds cannot start, tried again each second; null while all is well. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void startWhenComplete() {
        while (!closed && streams.get() == null) {
            try {
                var status = folding.awaitSnapshot(source, LOOK);
                if (status.isPresent()) {
                    fold(status.orElseThrow());
                }
                trouble = null;
            } catch (RuntimeException e) {
                LOG.warn("the folds of {} cannot start yet", source.name(), e);
                trouble = e.getMessage() == null ? e.toString() : e.getMessage();
                pause();
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
        if (!closed) {
            var started = folding.start(source, status, Folding.topics(source));
            if (leavesAt != null) {
                started.tellUntil(leavesAt);
            }
            streams.set(started);
        }
    }

    /** Another generation takes its place: events of what is committed from then on are left to that one. */
    synchronized void leaveAt(Instant promotion) {
        leavesAt = promotion;
        var running = streams.get();
        if (running != null) {
            running.tellUntil(promotion);
        }
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
