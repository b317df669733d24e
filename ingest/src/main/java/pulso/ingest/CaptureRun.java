package pulso.ingest;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;

/**
 * One run of the capture, from the offsets topic to the first failure or the order to stop. Every run builds all of its
 * parts anew, so there is one way to start and it is always the one that a crash takes.
 */
final class CaptureRun {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration DATABASE_TRIES = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);
    private static final Duration LONGEST_SILENCE_WITHOUT_DATABASE = Duration.ofMillis(1_500);

    private final IngestConfig config;
    private final AvroWire wire;
    private final Statistics statistics;
    private final String instance;
    private final AtomicBoolean forgets;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final Consumer<SourceStatus> onStatus;

    CaptureRun(
            IngestConfig config,
            AvroWire wire,
            Statistics statistics,
            String instance,
            AtomicBoolean forgets,
            Consumer<SourceStatus> onStatus) {
        this.config = config;
        this.wire = wire;
        this.statistics = statistics;
        this.instance = instance;
        this.forgets = forgets;
        this.onStatus = onStatus;
    }

    /** Makes {@link #run} return soon. */
    void stop() {
        stop.countDown();
        failed.complete(null);
    }

    /** Captures until it is told to stop; throws what ended it before. */
    void run() throws InterruptedException {
        createTopics();
        var journal = new Journal(config.source());
        try (var outlet = Outlet.open(config)) {
            if (forgets.get()) {
                outlet.commit(List.of(journal.forgottenOffset()));
                forgets.set(false);
            }
            var content = journal.read(config.bootstrapServers());
            // Said before anything is waited for: whoever was shut out must find this name and not come back.
            outlet.commit(List.of(journal.stateRecord(content.state().ownedBy(instance))));
            var tables = awaitDatabase(outlet, content);
            if (tables == null) {
                return;
            }
            var parts = new Publisher.Parts(
                    config,
                    outlet,
                    journal,
                    wire,
                    new RawRecords(config, tables, wire, clock),
                    statistics,
                    clock,
                    onStatus);
            capture(parts, content, tables);
        }
    }

    private void capture(Publisher.Parts parts, Journal.Content content, List<BoundTable> tables)
            throws InterruptedException {
        var before = content.state();
        if (content.resumes()) {
            requireNoneAdded(before, tables);
        }
        var state = new Journal.State(
                instance,
                content.resumes() ? before.epoch() : before.epoch() + 1,
                before.completeEpoch(),
                tables.stream().map(BoundTable::identity).sorted().toList());
        long expected = tables.stream().mapToLong(BoundTable::estimatedRows).sum();
        var publisher = new Publisher(parts, state, content.offset(), status(content, state, expected, null));
        publisher.open();
        LOG.info(
                "Capture of {} {}",
                config.source(),
                content.resumes() ? "resumes at " + content.offset() : "begins with snapshot " + state.epoch());
        var settings = EngineSettings.of(config, tables, Objects.requireNonNullElse(content.offset(), ""), instance);
        String stoppedBecause = "capture was stopped";
        try {
            var ticker = Thread.ofVirtual().name("pulso-ingest-clock").start(() -> tick(publisher));
            var engine = Engine.start(settings, publisher, config.source());
            try {
                awaitEnd(engine);
            } finally {
                publisher.betweenBatches(engine::close);
                stop.countDown();
                ticker.join();
            }
        } catch (RuntimeException e) {
            stoppedBecause = CaptureException.explain(e);
            throw e;
        } finally {
            sayLastWord(publisher, stoppedBecause);
        }
    }

    /** What a table held before it was captured is not in the part of the binlog that capture goes on with. */
    private static void requireNoneAdded(Journal.State before, List<BoundTable> tables) {
        var added = tables.stream()
                .filter(table -> table.isThere() && !before.tables().contains(table.identity()))
                .map(BoundTable::qualifiedName)
                .toList();
        if (!added.isEmpty()) {
            throw new TablesAddedException(added);
        }
    }

    private void awaitEnd(Engine engine) {
        try {
            CompletableFuture.anyOf(engine.ended(), failed).join();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new CaptureException(CaptureException.explain(cause), cause);
        }
        if (stop.getCount() > 0) {
            throw new CaptureException("the engine has stopped by itself", null);
        }
    }

    private void sayLastWord(Publisher publisher, String stoppedBecause) {
        try {
            publisher.close(stoppedBecause);
        } catch (KafkaException e) {
            LOG.debug("The status could not be written at the end", e);
        }
    }

    private void tick(Publisher publisher) {
        SourceDatabase database = null;
        try {
            while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                SourceDatabase.Reading reading = null;
                try {
                    database = database == null ? SourceDatabase.connect(config) : database;
                    reading = database.read();
                } catch (SQLException e) {
                    LOG.debug("The database did not tell its time", e);
                    database = closed(database);
                }
                if (reading != null) {
                    requireRowFormat(reading);
                }
                requireBeats(publisher, reading != null);
                publisher.tick(reading);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed.completeExceptionally(e);
        } finally {
            closed(database);
        }
    }

    /** Rows written in another format are not in the binlog as rows: better to stand still and say so. */
    private static void requireRowFormat(SourceDatabase.Reading reading) {
        if (!reading.binlogFormat().equals("ROW") || !reading.rowImage().equals("FULL")) {
            throw new CaptureException(
                    "the server's binlog_format is " + reading.binlogFormat() + " and its binlog_row_image "
                            + reading.rowImage() + ": set them to ROW and FULL",
                    null);
        }
    }

    /** A server that shuts down ends the binlog's connection in a way that the engine takes for nothing. */
    private static void requireBeats(Publisher publisher, boolean databaseAnswers) {
        var limit = databaseAnswers ? LONGEST_SILENCE : LONGEST_SILENCE_WITHOUT_DATABASE;
        if (publisher.silence().compareTo(limit) > 0) {
            throw new CaptureException(
                    databaseAnswers
                            ? "the binlog's connection has been silent for " + limit.toSeconds() + " s"
                            : "the database does not answer",
                    null);
        }
    }

    private static @Nullable SourceDatabase closed(@Nullable SourceDatabase database) {
        if (database != null) {
            database.close();
        }
        return null;
    }

    /** Waits until the database can be captured, and says meanwhile what is in the way; null when told to stop. */
    private @Nullable List<BoundTable> awaitDatabase(Outlet outlet, Journal.Content content)
            throws InterruptedException {
        var said = "";
        while (stop.getCount() > 0) {
            var outcome = Preflight.examine(config);
            var failures = outcome.report().failures();
            var reason = failures.isEmpty()
                    ? outsideBinlog(content)
                    : failures.getFirst().line();
            if (reason == null) {
                return outcome.tables();
            }
            if (!reason.equals(said)) {
                LOG.warn("Capture of {} waits: {}", config.source(), reason);
                said = reason;
            }
            var status = status(content, content.state(), 0, reason);
            outlet.commit(List.of(Publisher.statusRecord(config, wire, status)));
            onStatus.accept(status);
            var unusedAsTheLoopAsks = stop.await(DATABASE_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        }
        return null;
    }

    /**
     * Why the binlog does not reach to where capture stands; null when it does. Looked at before the engine starts,
     * whose own errors do not tell this from a connection that broke.
     *
     * @throws PositionLostException when what follows has been deleted
     */
    private @Nullable String outsideBinlog(Journal.Content content) {
        if (!content.resumes()) {
            return null;
        }
        var stands = GtidPosition.parse((String)
                Journal.offset(Objects.requireNonNull(content.offset())).get("gtids"));
        try (var database = SourceDatabase.connect(config)) {
            if (!stands.covers(database.oldestPosition())) {
                throw new PositionLostException(content.offset());
            }
            var written = database.read();
            return written.position().covers(stands)
                    ? null
                    : "The server's binlog (" + written.positionText()
                            + ") ends before the last row captured. If the server"
                            + " is a replica it will catch up; if its binlog was reset, start once with `"
                            + Ingest.NEW_SNAPSHOT_COMMAND + "`.";
        } catch (SQLException e) {
            return "The binlog's reach cannot be read (" + e.getMessage() + ")";
        }
    }

    private SourceStatus status(
            Journal.Content content, Journal.State state, long rowsExpected, @Nullable String stoppedBecause) {
        Map<String, Object> offset = content.offset() == null ? Map.of() : Journal.offset(content.offset());
        return new SourceStatus(
                config.source(),
                config.zone().getId(),
                state.epoch(),
                state.completeEpoch(),
                0,
                rowsExpected,
                offset.isEmpty() ? "" : offset.get("file") + ":" + offset.get("pos") + ":0",
                offset.get("ts_sec") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null,
                Instant.now(clock),
                stoppedBecause);
    }

    private void createTopics() {
        var topics = new ArrayList<Topic<?>>(List.of(
                Topics.SCHEMAS,
                Topics.SOURCE,
                Topics.heartbeat(config.source()),
                Topics.offsets(config.source()),
                Topics.schemaHistory(config.source())));
        for (var table : config.tables()) {
            topics.add(config.rawTopic(table));
        }
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers()))) {
            TopicCreation.ensure(admin, config.replicationFactor(), topics);
        }
    }
}
