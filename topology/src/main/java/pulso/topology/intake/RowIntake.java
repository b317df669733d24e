package pulso.topology.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;
import pulso.topology.state.State;

/**
 * Turns row changes into facts: decodes them, keeps each table's time, and rejects what cannot be used. A row advances
 * its table's time before it is told. Deletes are retention, not correction: counted, told to nobody.
 */
public final class RowIntake {
    /** Later rows of an interaction are late. */
    private static final Duration LIFETIME = Duration.ofDays(1);
    /** No zone is farther from another: a later datetime than this is a wrong clock. */
    private static final Duration FUTURE = Duration.ofHours(26);

    private static final String CDR = "CDR_REPO";

    private final ZoneId zone;
    private final long epoch;
    private final State<TableClock> clocks;
    private final Counts counts;
    private final Consumer<Fact> facts;

    /** What was read and what became of it; safe to read from any thread. */
    public record Counts(
            LongAdder rows, LongAdder unknownEvents, LongAdder rejected, LongAdder deletes, LongAdder otherEpochs) {
        public static Counts create() {
            return new Counts(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    /**
     * @param epoch the snapshot epoch that is folded; snapshot rows of any other are skipped
     */
    public RowIntake(ZoneId zone, long epoch, State<TableClock> clocks, Counts counts, Consumer<Fact> facts) {
        this.zone = zone;
        this.epoch = epoch;
        this.clocks = clocks;
        this.counts = counts;
        this.facts = facts;
    }

    public void take(RowChange change) {
        counts.rows().increment();
        if (change.operation() == Operation.READ && change.epoch() != epoch) {
            counts.otherEpochs().increment();
            return;
        }
        if (change.operation() == Operation.DELETE || change.operation() == Operation.TRUNCATE) {
            counts.deletes().increment();
            return;
        }
        switch (change.table()) {
            case EventDecoder.QUEUE_LOG -> queueLog(change);
            case CDR -> callDetail(change);
            default -> {}
        }
    }

    /**
     * Takes a row that its reader has decoded, for who has all rows at hand and gives them in the order of time: none is
     * late, and the log's time is the row's own.
     */
    public void take(QueueEvent event) {
        counts.rows().increment();
        var clock = clock(EventDecoder.QUEUE_LOG);
        var greatest = event.at().isAfter(clock.greatest()) ? event.at() : clock.greatest();
        advance(EventDecoder.QUEUE_LOG, clock, greatest, event.at());
        tell(event, clock(EventDecoder.QUEUE_LOG).now());
    }

    /** The database's clock: time passes though no row comes. */
    public void heartbeat(Heartbeat heartbeat) {
        var clock = clock(EventDecoder.QUEUE_LOG);
        advance(EventDecoder.QUEUE_LOG, clock, clock.greatest(), heartbeat.databaseTime());
        facts.accept(new Fact.Progress(heartbeat));
    }

    private void queueLog(RowChange change) {
        if (change.operation() == Operation.UPDATE && change.before() != null) {
            var old = decode(change, change.before());
            if (old != null) {
                facts.accept(new Fact.Retracted(old, clock(change.table()).now()));
            }
        }
        var row = change.after();
        var event = row == null ? null : decode(change, row);
        if (row == null || event == null || isOutOfTime(change, row, event)) {
            return;
        }
        var clock = clock(change.table());
        boolean isSnapshot = change.operation() == Operation.READ;
        var greatest = event.at().isAfter(clock.greatest()) ? event.at() : clock.greatest();
        advance(change.table(), clock, greatest, isSnapshot ? event.at() : change.committedAt());
        tell(event, clock(change.table()).now());
    }

    private void tell(QueueEvent event, Instant now) {
        if (event.kind() == EventKind.RESTART) {
            facts.accept(new Fact.Restarted(event, now));
        } else if (event.kind().isSession()) {
            facts.accept(new Fact.SessionRow(event, now));
        } else if (event.kind() != EventKind.NOTED) {
            facts.accept(new Fact.CallRow(event, now));
        }
    }

    private @Nullable QueueEvent decode(RowChange change, Row row) {
        var wallClock = new WallClock(zone, clock(change.table()));
        var decoded = EventDecoder.decode(row, change.offset(), wallClock::instant);
        if (!wallClock.clock().equals(clock(change.table()))) {
            clocks.put(change.table(), wallClock.clock());
        }
        return switch (decoded) {
            case Decoded.Known known -> known.event();
            case Decoded.Unknown _ -> {
                counts.unknownEvents().increment();
                yield null;
            }
            case Decoded.Unusable unusable -> {
                reject(change, row, unusable.reason(), unusable.detail());
                yield null;
            }
        };
    }

    private boolean isOutOfTime(RowChange change, Row row, QueueEvent event) {
        if (event.at().isAfter(change.committedAt().plus(FUTURE))) {
            reject(change, row, RejectionReason.FUTURE, "dated " + event.at() + ", committed " + change.committedAt());
            return true;
        }
        var greatest = clock(change.table()).greatest();
        if (event.at().isBefore(greatest.minus(LIFETIME))) {
            reject(change, row, RejectionReason.LATE, "dated " + event.at() + ", the log stands at " + greatest);
            return true;
        }
        return false;
    }

    private void callDetail(RowChange change) {
        var row = change.after();
        if (row == null) {
            return;
        }
        var guid = EventDecoder.nameOf(row.text("guid"));
        var uniqueId = EventDecoder.nameOf(row.text("uniqueid"));
        var local = row.dateTime("calldate");
        var exact = row.instant("calldate");
        if (guid == null || uniqueId == null) {
            return;
        }
        var at = local != null
                ? new WallClock(zone, TableClock.START).instant(local)
                : exact == null ? change.committedAt() : exact;
        facts.accept(new Fact.Linked(
                guid, uniqueId, at, clock(EventDecoder.QUEUE_LOG).now()));
    }

    private void advance(String table, TableClock clock, Instant greatest, Instant recordTime) {
        var minute = recordTime.truncatedTo(ChronoUnit.MINUTES);
        var now = minute.isAfter(clock.now()) ? minute : clock.now();
        if (!now.equals(clock.now()) || !greatest.equals(clock.greatest())) {
            clocks.put(table, new TableClock(greatest, now, clock.overlapLatest(), clock.inSecondPass()));
        }
        if (now.isAfter(clock.now())) {
            facts.accept(new Fact.Advanced(clock.now(), now));
        }
        if (!greatest.truncatedTo(ChronoUnit.HOURS).equals(clock.greatest().truncatedTo(ChronoUnit.HOURS))) {
            facts.accept(new Fact.Forgettable(greatest));
        }
    }

    private TableClock clock(String table) {
        var clock = clocks.get(table);
        return clock == null ? TableClock.START : clock;
    }

    private void reject(RowChange change, Row row, RejectionReason reason, String detail) {
        counts.rejected().increment();
        facts.accept(new Fact.Rejected(new RejectedRow(
                change.source(),
                change.table(),
                RowIdentity.of(change.table(), row).hex(),
                reason,
                detail,
                row.json(),
                change.position(),
                change.committedAt())));
    }
}
