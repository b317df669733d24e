package pulso.topology.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.source.RowIdentity;
import pulso.schemas.source.SourceTable;
import pulso.topology.dialer.DialerChange;
import pulso.topology.passage.Ages;
import pulso.topology.state.State;

/**
 * Turns row changes into facts: decodes them, keeps each table's time, and rejects what cannot be used. A row advances
 * its table's time before it is told. Deletes are retention, not correction: counted, told to nobody.
 */
public final class RowIntake {
    /** No zone is farther from another: a later datetime than this is a wrong clock. */
    private static final Duration FUTURE = Duration.ofHours(26);

    private static final LogTable[] LOGS = LogTable.values();

    private final ZoneId zone;
    private final long epoch;
    private final State<TableClock> clocks;
    private final Counts counts;
    private final Consumer<Fact> facts;
    private final boolean tellsArrivals;
    private final EventReading reading;

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
        this(zone, epoch, FoldParameters.DEFAULT, clocks, counts, facts, false);
    }

    /**
     * @param tellsArrivals whether each row is told as such, before and after what follows from it
     */
    public RowIntake(
            ZoneId zone,
            long epoch,
            FoldParameters parameters,
            State<TableClock> clocks,
            Counts counts,
            Consumer<Fact> facts,
            boolean tellsArrivals) {
        this.reading = new EventReading(parameters);
        this.tellsArrivals = tellsArrivals;
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
        var table = SourceTable.named(change.table());
        if (table == null) {
            return;
        }
        if (tellsArrivals) {
            facts.accept(new Fact.Arrived(change));
            tell(table, change);
            facts.accept(new Fact.Settled());
        } else {
            tell(table, change);
        }
    }

    private void tell(SourceTable table, RowChange change) {
        switch (table) {
            case DIALER_BASE -> dialerBase(change);
            case CALLS_SPOOL -> callsSpool(change);
            case CDR_REPO -> {
                if (!isRetention(change)) {
                    callDetail(change);
                }
            }
            case QUEUE_LOG_REPO,
                    WEBCHAT_LOG_REPO,
                    SMS_LOG_REPO,
                    EMAIL_LOG_REPO,
                    TWITTER_LOG_REPO,
                    MESSENGER_LOG_REPO,
                    FACEBOOK_LOG_REPO -> {
                var log = LogTable.named(table.tableName());
                if (log != null && !isRetention(change)) {
                    log(log, change);
                }
            }
            case TAGS, BLACK_LIST_HISTORY, SMS_REPO, SIPCHAT, AUDITORY, WEBHOOKS -> {}
        }
    }

    private boolean isRetention(RowChange change) {
        if (change.operation() == Operation.DELETE || change.operation() == Operation.TRUNCATE) {
            counts.deletes().increment();
            return true;
        }
        return false;
    }

    /**
     * Takes a row that its reader has decoded, for who has all rows at hand and gives them in the order of time: none is
     * late, and the log's time is the row's own.
     */
    public void take(QueueEvent event) {
        counts.rows().increment();
        var log = LogTable.of(event.channel());
        var clock = clock(log);
        var greatest = event.at().isAfter(clock.greatest()) ? event.at() : clock.greatest();
        advance(log, clock, greatest, event.at());
        tell(event, clock(log).now());
    }

    /** The database's clock: time passes though no row comes. */
    public void heartbeat(Heartbeat heartbeat) {
        for (var log : LOGS) {
            var clock = clock(log);
            advance(log, clock, clock.greatest(), heartbeat.databaseTime());
        }
        facts.accept(new Fact.Progress(heartbeat));
    }

    private void log(LogTable log, RowChange change) {
        if (change.operation() == Operation.UPDATE && change.before() != null) {
            var old = decode(log, change, change.before());
            if (old != null) {
                facts.accept(new Fact.Retracted(old, clock(log).now()));
            }
        }
        var row = change.after();
        var event = row == null ? null : decode(log, change, row);
        if (row == null || event == null || isOutOfTime(log, change, row, event)) {
            return;
        }
        var clock = clock(log);
        boolean isSnapshot = change.operation() == Operation.READ;
        var greatest = event.at().isAfter(clock.greatest()) ? event.at() : clock.greatest();
        advance(log, clock, greatest, isSnapshot ? event.at() : change.committedAt());
        tell(event, clock(log).now());
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

    private @Nullable QueueEvent decode(LogTable log, RowChange change, Row row) {
        var wallClock = new WallClock(zone, clock(log));
        var decoded = reading.decode(log, row, change.offset(), wallClock::instant);
        if (!wallClock.clock().equals(clock(log))) {
            clocks.put(log.tableName(), wallClock.clock());
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

    private boolean isOutOfTime(LogTable log, RowChange change, Row row, QueueEvent event) {
        if (event.at().isAfter(change.committedAt().plus(FUTURE))) {
            reject(change, row, RejectionReason.FUTURE, "dated " + event.at() + ", committed " + change.committedAt());
            return true;
        }
        var greatest = clock(log).greatest();
        if (event.at().isBefore(greatest.minus(Ages.lifetime(log.channel())))) {
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
        if (uniqueId == null) {
            return;
        }
        var at = local != null
                ? new WallClock(zone, TableClock.START).instant(local)
                : exact == null ? change.committedAt() : exact;
        var now = clock(LogTable.QUEUE_LOG).now();
        if (guid != null) {
            facts.accept(new Fact.Linked(guid, uniqueId, at, now));
        }
        var rating = rating(row.text("rating"));
        if (rating != null || change.operation() == Operation.UPDATE) {
            facts.accept(new Fact.Rated(uniqueId, rating, at, now));
        }
    }

    /** In whole hundredths; null where nobody rated. */
    private static @Nullable Double rating(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var rating = new BigDecimal(text.strip()).setScale(2, RoundingMode.HALF_UP);
            return rating.signum() <= 0 ? null : (Double) rating.doubleValue();
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private void dialerBase(RowChange change) {
        if (change.before() != null) {
            facts.accept(new Fact.Dialled(DialerChange.baseGone(change.before())));
        }
        if (change.after() != null) {
            facts.accept(new Fact.Dialled(DialerChange.base(change.after())));
        }
    }

    private void callsSpool(RowChange change) {
        if (change.operation() == Operation.TRUNCATE) {
            facts.accept(new Fact.Dialled(new DialerChange.SpoolEmptied()));
        }
        if (change.before() != null) {
            facts.accept(new Fact.Dialled(DialerChange.spooled(change.before(), -1)));
        }
        if (change.after() != null) {
            facts.accept(new Fact.Dialled(DialerChange.spooled(change.after(), 1)));
        }
    }

    private void advance(LogTable log, TableClock clock, Instant greatest, Instant recordTime) {
        var minute = recordTime.truncatedTo(ChronoUnit.MINUTES);
        var now = minute.isAfter(clock.now()) ? minute : clock.now();
        if (!now.equals(clock.now()) || !greatest.equals(clock.greatest())) {
            clocks.put(log.tableName(), new TableClock(greatest, now, clock.overlapLatest(), clock.inSecondPass()));
        }
        if (now.isAfter(clock.now())) {
            facts.accept(new Fact.Advanced(log.channel(), clock.now(), now));
        }
        if (!greatest.truncatedTo(ChronoUnit.HOURS).equals(clock.greatest().truncatedTo(ChronoUnit.HOURS))) {
            facts.accept(new Fact.Forgettable(log.channel(), greatest));
        }
    }

    private TableClock clock(LogTable log) {
        var clock = clocks.get(log.tableName());
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
