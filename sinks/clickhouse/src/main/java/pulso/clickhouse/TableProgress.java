package pulso.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The figures of one table: written by its feed, read by whoever asks for the status. */
final class TableProgress {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String table;
    private final LongAdder rows = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder inserts = new LongAdder();
    private volatile long lagRecords;
    private volatile @Nullable Instant oldestWaiting;
    private volatile SinkStatus.@Nullable Failure failure;
    private volatile SinkStatus.@Nullable Failure lastFailure;

    TableProgress(String table) {
        this.table = table;
    }

    void inserted(long count) {
        rows.add(count);
        inserts.increment();
        failure = null;
    }

    void rejected() {
        rejected.increment();
    }

    void waiting(long records, @Nullable Instant oldest) {
        lagRecords = records;
        oldestWaiting = oldest;
    }

    /** Trouble that lasts keeps the moment it began. */
    void failing(Reaction reaction, String message) {
        var now = failure;
        var began = now != null ? now.since() : Instant.now();
        var news = new SinkStatus.Failure(reaction, message, began);
        failure = news;
        lastFailure = news;
    }

    /** Trouble that is over as soon as it is said. */
    void noticed(Reaction reaction, String message) {
        lastFailure = new SinkStatus.Failure(reaction, message, Instant.now());
    }

    void recovered() {
        failure = null;
    }

    boolean healthy() {
        var now = failure;
        return now == null
                || (now.reaction() != Reaction.STOP
                        && now.since().plus(PATIENCE).isAfter(Instant.now()));
    }

    SinkStatus.TableStatus status() {
        var oldest = oldestWaiting;
        var age = oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
        return new SinkStatus.TableStatus(
                table,
                rows.sum(),
                rejected.sum(),
                inserts.sum(),
                lagRecords,
                age.isNegative() ? Duration.ZERO : age,
                failure,
                lastFailure);
    }
}
