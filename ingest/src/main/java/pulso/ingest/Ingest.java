package pulso.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * The capture of one source, for as long as this object lives: it starts again from where it stood whenever the
 * database or Kafka comes back. Only one process captures a source; the one started last wins, and the other stops for
 * good and says so.
 */
public final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration STEADY_RUN = Duration.ofSeconds(30);

    /** What a person runs to have {@link #startAnew} called. */
    public static final String NEW_SNAPSHOT_COMMAND = "pulso run --new-snapshot";

    private final IngestConfig config;
    private final AvroWire wire;
    private final Statistics statistics = new Statistics();
    private final String instance = UUID.randomUUID().toString();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
    private final CompletableFuture<IngestFailure> failure = new CompletableFuture<>();
    /** Until it has been done, also over runs that end before. */
    private final AtomicBoolean forgets;

    private final Thread thread;
    private volatile SourceStatus status;
    private volatile @Nullable CaptureRun current;

    private Ingest(IngestConfig config, SchemaRegistry registry, boolean isAnew) {
        this.config = config;
        this.forgets = new AtomicBoolean(isAnew);
        this.wire = new AvroWire(registry);
        this.status = new SourceStatus(
                config.source(), config.zone().getId(), 0, 0, 0, 0, "", null, Instant.now(), "capture is starting");
        this.thread =
                Thread.ofPlatform().name("pulso-ingest-" + config.source()).unstarted(this::supervise);
    }

    /**
     * Starts to capture and returns at once. A database that does not answer is waited for.
     *
     * @throws IngestRefusedException when the database answers and cannot be captured as it is
     */
    public static Ingest start(IngestConfig config, SchemaRegistry registry) {
        return start(config, registry, false);
    }

    /**
     * As {@link #start}, and forgets where the capture of the source stands: it takes a new snapshot under a new epoch.
     * The mend for a lost position, for tables that were added, and for a wider {@code since}.
     */
    public static Ingest startAnew(IngestConfig config, SchemaRegistry registry) {
        return start(config, registry, true);
    }

    private static Ingest start(IngestConfig config, SchemaRegistry registry, boolean isAnew) {
        var report = Preflight.check(config);
        if (report.reachable() && !report.failures().isEmpty()) {
            throw new IngestRefusedException(report.failures());
        }
        var ingest = new Ingest(config, registry, isAnew);
        ingest.thread.start();
        return ingest;
    }

    public SourceStatus status() {
        return status;
    }

    /** What the capture is doing. */
    public Phase phase() {
        var now = status;
        if (now.stoppedBecause() != null) {
            return failure.isDone() || closing.getCount() == 0 ? Phase.STOPPED : Phase.WAITING;
        }
        return now.epoch() == now.completeEpoch() ? Phase.STREAMING : Phase.SNAPSHOT;
    }

    /** What a capture can be doing. */
    public enum Phase {
        WAITING,
        SNAPSHOT,
        STREAMING,
        STOPPED
    }

    /**
     * Waits until the tables are read once and rows follow as they are committed.
     *
     * @return false when the limit passed first
     * @throws IllegalStateException when the capture has stopped for good
     */
    public boolean awaitSnapshot(Duration limit) throws InterruptedException {
        try {
            snapshot.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(CaptureException.explain(e), e);
        }
    }

    /** Why the capture has stopped for good; null while it goes on, waiting included. */
    public @Nullable IngestFailure failure() {
        return failure.getNow(null);
    }

    /** Calls back once, when the capture has stopped for good; at once if it has. */
    public void onFailure(Consumer<IngestFailure> callback) {
        var unusedAsTheCallbackIsTheResult = failure.thenAccept(callback);
    }

    public IngestMetrics metrics() {
        return statistics.read();
    }

    /** Stops after the batch that is being written; a later start goes on with the next row. */
    @Override
    public void close() {
        closing.countDown();
        var run = current;
        if (run != null) {
            run.stop();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        var pause = FIRST_PAUSE;
        var ranBefore = false;
        try {
            while (closing.getCount() > 0) {
                long started = System.nanoTime();
                try {
                    if (ranBefore && isTakenOver()) {
                        return;
                    }
                    runOnce();
                } catch (RuntimeException e) {
                    if (endsForGood(e)) {
                        return;
                    }
                    report(e);
                }
                ranBefore = true;
                pause = System.nanoTime() - started > STEADY_RUN.toNanos() ? FIRST_PAUSE : longer(pause);
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                statistics.restarted();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            LOG.error("Capture of {} has ended", config.source(), e);
            throw e;
        }
    }

    private void runOnce() throws InterruptedException {
        var run = new CaptureRun(config, wire, statistics, instance, forgets, this::accept);
        current = run;
        if (closing.getCount() > 0) {
            run.run();
        }
    }

    private void accept(SourceStatus now) {
        status = now;
        if (now.epoch() > 0 && now.epoch() == now.completeEpoch()) {
            snapshot.complete(null);
        }
    }

    private void report(RuntimeException e) {
        if (closing.getCount() > 0) {
            LOG.warn("Capture of {} starts anew: {}", config.source(), CaptureException.explain(e));
            LOG.debug("Because of", e);
            status = stopped(CaptureException.explain(e));
        }
    }

    private boolean endsForGood(RuntimeException e) {
        if (has(e, ProducerFencedException.class) || has(e, InvalidProducerEpochException.class)) {
            return isTakenOver();
        }
        if (has(e, PositionLostException.class)) {
            fail(IngestFailure.Kind.POSITION_LOST, CaptureException.explain(e));
            return true;
        }
        if (has(e, TablesAddedException.class)) {
            fail(IngestFailure.Kind.TABLES_ADDED, CaptureException.explain(e));
            return true;
        }
        return false;
    }

    /** A transaction that the broker timed out looks like a take-over; the journal tells them apart. */
    private boolean isTakenOver() {
        try {
            var owner = new Journal(config.source())
                    .read(config.bootstrapServers())
                    .state()
                    .owner();
            if (owner.isEmpty() || owner.equals(instance)) {
                return false;
            }
        } catch (RuntimeException e) {
            LOG.debug("The journal cannot be read now", e);
            return false;
        }
        fail(
                IngestFailure.Kind.TAKEN_OVER,
                "Another process captures " + config.source() + " now; this one has stopped. Run one ingest a source.");
        return true;
    }

    private void fail(IngestFailure.Kind kind, String message) {
        LOG.error("Capture of {} has stopped: {}", config.source(), message);
        status = stopped(message);
        snapshot.completeExceptionally(new IllegalStateException(message));
        failure.complete(new IngestFailure(kind, message));
    }

    private SourceStatus stopped(String because) {
        var now = status;
        return new SourceStatus(
                now.source(),
                now.zone(),
                now.epoch(),
                now.completeEpoch(),
                now.snapshotRowsDone(),
                now.snapshotRowsExpected(),
                now.position(),
                now.lastCommit(),
                Instant.now(),
                because);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
