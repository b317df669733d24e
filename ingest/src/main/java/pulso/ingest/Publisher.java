package pulso.ingest;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/**
 * Writes what the engine read: the rows of a batch, the offset that follows them, and whatever became true with them
 * (a complete snapshot, a heartbeat, the status) in one transaction. The engine's thread and the clock's take turns, so
 * a heartbeat stands after every row up to it.
 *
 * <p>A mistake here loses or doubles rows. What must hold: the committed offset is always that of the last committed
 * row or of a later place between transactions, and no batch is acknowledged to the engine before its commit.
 */
final class Publisher implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private static final long STATUS_EVERY_MS = 1_000;
    /** Heartbeats that wait for the engine to come so far; while it is further behind, one a second is not needed. */
    private static final int MOST_PENDING = 60;

    /** A log that had no row for longer says nothing of how late it is written. */
    private static final Duration DELAY_KNOWN_FOR = Duration.ofHours(1);

    private final IngestConfig config;
    private final Outlet outlet;
    private final Journal journal;
    private final AvroWire wire;
    private final RawRecords rows;
    private final Statistics statistics;
    private final Clock clock;
    private final Consumer<SourceStatus> onStatus;
    private final ReadProgress progress;
    private final Deque<PendingHeartbeat> pending = new ArrayDeque<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final byte[] epochHeader;

    private Journal.State state;
    private SourceStatus status;
    private long statusWrittenMs;
    private boolean closed;
    /** 0 while nothing has come from the binlog. */
    private volatile long lastBeatNanos;

    private record PendingHeartbeat(Heartbeat heartbeat, GtidPosition position) {}

    /** The parts that a publisher works with. */
    record Parts(
            IngestConfig config,
            Outlet outlet,
            Journal journal,
            AvroWire wire,
            RawRecords rows,
            Statistics statistics,
            Clock clock,
            Consumer<SourceStatus> onStatus) {}

    Publisher(Parts parts, Journal.State state, @Nullable String keptOffset, SourceStatus status) {
        this.config = parts.config();
        this.outlet = parts.outlet();
        this.journal = parts.journal();
        this.wire = parts.wire();
        this.rows = parts.rows();
        this.statistics = parts.statistics();
        this.clock = parts.clock();
        this.onStatus = parts.onStatus();
        this.state = state;
        this.status = status;
        this.progress = new ReadProgress(keptOffset == null ? null : Journal.offset(keptOffset));
        this.epochHeader = Long.toString(state.epoch()).getBytes(StandardCharsets.UTF_8);
    }

    /** What one batch adds up to. */
    private static final class Batch {
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final List<SourceDelays.Sample> inserted = new ArrayList<>();
        private RawRecords.@Nullable RawRecord last;
        private @Nullable Map<String, ?> keptOffset;
        private boolean snapshotEnded;
        private long rows;
        private long snapshotRows;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        long started = System.nanoTime();
        turn.lockInterruptibly();
        try {
            if (closed) {
                throw new CaptureException("the capture of " + config.source() + " has ended", null);
            }
            var batch = new Batch();
            for (var event : events) {
                add(batch, event.record());
            }
            write(batch);
            statistics.published(batch.rows, System.nanoTime() - started, batch.inserted);
            lastBeatNanos = isStreaming() ? System.nanoTime() : 0;
            onStatus.accept(status);
        } catch (CaptureException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CaptureException("a batch could not be written: " + CaptureException.explain(e), e);
        } finally {
            turn.unlock();
        }
        committer.markProcessed(events.getLast());
        committer.markBatchFinished();
    }

    /** Takes over: from here on the journal names this run, and the epoch that it captures under. */
    void open() {
        turn.lock();
        try {
            var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
            records.add(journal.stateRecord(state));
            records.add(statusRecord());
            outlet.commit(records);
            onStatus.accept(status);
        } finally {
            turn.unlock();
        }
    }

    /** Once a second: the database's clock, where it answered, and the status in any case. */
    void tick(SourceDatabase.@Nullable Reading reading) {
        turn.lock();
        try {
            if (closed) {
                return;
            }
            if (reading != null && isStreaming() && pending.size() < MOST_PENDING) {
                pending.add(new PendingHeartbeat(heartbeat(reading), reading.position()));
            }
            var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
            addDueHeartbeat(records);
            if (!records.isEmpty() || clock.millis() - statusWrittenMs >= STATUS_EVERY_MS) {
                records.add(statusRecord());
                outlet.commit(records);
                onStatus.accept(status);
            }
        } finally {
            turn.unlock();
        }
    }

    private Heartbeat heartbeat(SourceDatabase.Reading reading) {
        var now = clock.instant();
        var delay = statistics.delayOfLogs(now.minus(DELAY_KNOWN_FOR));
        return new Heartbeat(
                config.source(),
                reading.time(),
                now,
                reading.positionText(),
                delay == null ? null : Long.valueOf(Math.max(0, delay.toSeconds())));
    }

    /** Does something while no batch is being written; the engine, when it is stopped so, interrupts none. */
    void betweenBatches(Runnable action) {
        turn.lock();
        try {
            action.run();
        } finally {
            turn.unlock();
        }
    }

    /** The last word of this run. */
    void close(@Nullable String stoppedBecause) {
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                status = withStop(status, stoppedBecause);
                onStatus.accept(status);
                outlet.commit(List.of(statusRecord()));
            }
        } finally {
            turn.unlock();
        }
    }

    /** How long the engine has said nothing though it should: it speaks up twice a second once it reads the binlog. */
    Duration silence() {
        long since = lastBeatNanos;
        return since == 0 || turn.isLocked() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void add(Batch batch, SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        if (RawRecords.isRow(record)) {
            var raw = rows.of(record, epochHeader);
            batch.records.add(raw.record());
            batch.last = raw;
            if (raw.operation() == Operation.CREATE) {
                var delay = rows.sourceDelay(raw);
                if (delay != null) {
                    batch.inserted.add(new SourceDelays.Sample(raw.record().topic(), raw.committedAt(), delay));
                }
            }
            batch.rows++;
            if (raw.snapshot()) {
                batch.snapshotRows++;
            }
            if (raw.operation() == Operation.TRUNCATE && raw.gtid() != null) {
                offset = afterStatement(offset, raw.gtid());
            }
            progress.row(offset);
            batch.keptOffset = offset;
        } else if (progress.beat(offset, saidAt(record))) {
            batch.keptOffset = offset;
        }
        if (!isStreaming() && batch.keptOffset != null && !Journal.isSnapshotUnderWay(batch.keptOffset)) {
            batch.snapshotEnded = true;
        }
    }

    private void write(Batch batch) {
        var records = batch.records;
        if (batch.keptOffset != null) {
            records.add(journal.offsetRecord(batch.keptOffset));
        }
        if (batch.snapshotEnded) {
            state = new Journal.State(state.owner(), state.epoch(), state.epoch(), state.tables());
            records.add(journal.stateRecord(state));
        }
        status = updated(batch);
        addDueHeartbeat(records);
        if (batch.snapshotEnded || clock.millis() - statusWrittenMs >= STATUS_EVERY_MS) {
            records.add(statusRecord());
        }
        if (!records.isEmpty()) {
            outlet.commit(records);
        }
    }

    private boolean isStreaming() {
        return state.completeEpoch() == state.epoch();
    }

    /** Of all that the engine has passed only the last says anything new. */
    private void addDueHeartbeat(List<ProducerRecord<byte[], byte[]>> records) {
        Heartbeat due = null;
        while (isStreaming()
                && !pending.isEmpty()
                && progress.covers(pending.getFirst().position())) {
            due = pending.removeFirst().heartbeat();
        }
        if (due != null) {
            var topic = Topics.heartbeat(config.source());
            records.add(new ProducerRecord<>(
                    topic.name(),
                    0,
                    JsonKey.of(config.source()).bytes(),
                    wire.encode(topic.name(), topic.requireCodec(), due)));
        }
    }

    private SourceStatus updated(Batch batch) {
        var last = batch.last;
        return new SourceStatus(
                status.source(),
                status.zone(),
                state.epoch(),
                state.completeEpoch(),
                status.snapshotRowsDone() + batch.snapshotRows,
                status.snapshotRowsExpected(),
                last == null ? status.position() : last.position(),
                last == null ? status.lastCommit() : last.committedAt(),
                clock.instant(),
                null);
    }

    private SourceStatus withStop(SourceStatus now, @Nullable String stoppedBecause) {
        return new SourceStatus(
                now.source(),
                now.zone(),
                now.epoch(),
                now.completeEpoch(),
                now.snapshotRowsDone(),
                now.snapshotRowsExpected(),
                now.position(),
                now.lastCommit(),
                clock.instant(),
                stoppedBecause);
    }

    private ProducerRecord<byte[], byte[]> statusRecord() {
        status = withStop(status, status.stoppedBecause());
        statusWrittenMs = clock.millis();
        return statusRecord(config, wire, status);
    }

    static ProducerRecord<byte[], byte[]> statusRecord(IngestConfig config, AvroWire wire, SourceStatus status) {
        var topic = Topics.SOURCE;
        return new ProducerRecord<>(
                topic.name(),
                Topics.partition(config.source()),
                JsonKey.of(config.source()).bytes(),
                wire.encode(topic.name(), topic.requireCodec(), status));
    }

    /** A lone statement is a transaction of its own: after it nothing of it is left to read. */
    private static Map<String, ?> afterStatement(Map<String, ?> offset, String gtid) {
        var after = new HashMap<String, Object>(offset);
        after.remove("event");
        after.remove("row");
        after.put("gtids", GtidPosition.replaceDomain((String) offset.get("gtids"), gtid));
        return after;
    }

    private long saidAt(SourceRecord record) {
        return record.value() instanceof Struct value && value.schema().field("ts_ms") != null
                ? value.getInt64("ts_ms")
                : Instant.now(clock).toEpochMilli();
    }
}
