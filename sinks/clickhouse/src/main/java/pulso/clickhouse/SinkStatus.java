package pulso.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sink stands.
 *
 * @param healthy the schema is in place and no table has been failing for longer than half a minute
 * @param failure what hinders the start; null once the tables are fed
 */
public record SinkStatus(
        boolean healthy, List<TableStatus> tables, @Nullable Failure failure) {

    /**
     * @param table with its database
     * @param rowsInserted acknowledged since the start
     * @param recordsRejected records that could not be read, or rows that ClickHouse refused, since the start
     * @param inserts acknowledged since the start
     * @param lagRecords offsets between what is in the table and the end of its topics
     * @param lag age of the oldest record read but not yet in the table; zero when there is none
     * @param failure what hinders it now; null while all is well
     * @param lastFailure the last trouble, also when it is over
     */
    public record TableStatus(
            String table,
            long rowsInserted,
            long recordsRejected,
            long inserts,
            long lagRecords,
            Duration lag,
            @Nullable Failure failure,
            @Nullable Failure lastFailure) {}

    /** Trouble, its kind, and since when. */
    public record Failure(Reaction reaction, String message, Instant since) {}
}
