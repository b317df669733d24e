package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches into one table, trying as long as it takes. When {@link #deliver} returns true each row of the batch is in
 * the table or among the rejected ones.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** More than these refused rows in one batch are no bad rows but a table that does not fit. */
    private static final int MOST_REJECTED = 100;

    private final ClickHouseServer server;
    private final String database;
    private final TableSchema schema;
    private final TableProgress progress;
    private final Rejections rejections;
    private final CountDownLatch stopping;
    private final Runnable whileWaiting;

    /** What every delivery of a table has in common. */
    record Route(ClickHouseServer server, String database, TableSchema schema) {

        private static final long NONE = -1;

        /** Whether it is empty, or holds nothing but what another generation left it. */
        boolean isUnfed() {
            long greatest = greatestVersion();
            return greatest == NONE || (greatest == Generations.COPIED && !database.equals(RawTable.DATABASE));
        }

        /** The greatest offset in the table, {@link #NONE} while it is empty. */
        long greatestVersion() {
            var version = schema.getColumns().stream()
                            .anyMatch(column -> column.getColumnName().equals(ColumnNames.VERSION))
                    ? ColumnNames.VERSION
                    : ColumnNames.TOPIC_OFFSET;
            return server.query("SELECT if(count() = 0, -1, toInt64(max(%s))) AS greatest FROM %s.%s"
                            .formatted(version, database, schema.getTableName()))
                    .getFirst()
                    .getLong("greatest");
        }
    }

    Delivery(
            Route route,
            TableProgress progress,
            Rejections rejections,
            CountDownLatch stopping,
            Runnable whileWaiting) {
        this.server = route.server();
        this.database = route.database();
        this.schema = route.schema();
        this.progress = progress;
        this.rejections = rejections;
        this.stopping = stopping;
        this.whileWaiting = whileWaiting;
    }

    /** @return false when the sink was told to stop before it was done */
    boolean deliver(Batch batch) {
        return deliver(batch, 0, batch.rows(), batch.token(), new Refused());
    }

    private static final class Refused {
        private int rows;
    }

    private boolean deliver(Batch batch, int from, int to, String token, Refused refused) {
        var patience = new Patience(stopping);
        while (true) {
            try {
                server.insert(database, schema, batch.stream(from, to), token);
                progress.inserted(to - from);
                return true;
            } catch (RuntimeException e) {
                var reaction = refused.rows < MOST_REJECTED ? Reaction.to(e) : Reaction.STOP;
                if (reaction == Reaction.REJECT) {
                    return to - from > 1 ? halve(batch, from, to, refused) : reject(batch, from, refused, message(e));
                }
                progress.failing(reaction, message(e));
                LOG.warn("{}: insert {} failed, {}: {}", schema.getTableName(), token, reaction, message(e));
                whileWaiting.run();
                if (!patience.await(reaction)) {
                    return false;
                }
            }
        }
    }

    /** Halves have tokens of their own; should the whole be repeated later, rows are still one by their key. */
    private boolean halve(Batch batch, int from, int to, Refused refused) {
        int middle = (from + to) >>> 1;
        return deliver(batch, from, middle, batch.token() + '/' + from + '-' + middle, refused)
                && deliver(batch, middle, to, batch.token() + '/' + middle + '-' + to, refused);
    }

    private boolean reject(Batch batch, int row, Refused refused, String why) {
        refused.rows++;
        progress.rejected();
        progress.noticed(Reaction.REJECT, why);
        rejections.refused(batch.partition(), batch.offset(row), why);
        return true;
    }

    private static String message(Throwable failure) {
        var server = Reaction.server(failure);
        var cause = server == null ? failure : server;
        while (server == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
