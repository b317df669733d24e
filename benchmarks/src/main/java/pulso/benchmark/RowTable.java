package pulso.benchmark;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;

/** The table into which the sink brings rows, and one like it for a client that finds them ready-made. */
final class RowTable implements AutoCloseable {
    private static final String TABLE = "pulso_raw.queue_log";
    private static final String TWIN = "default.queue_log_twin";
    private static final int ROWS_PER_INSERT = 100_000;

    private final Client client;
    private final long server;
    private final Path folder;

    /** @param server the process that holds it */
    RowTable(URI endpoint, long server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.client = new Client.Builder()
                .addEndpoint(endpoint.toString())
                .setUsername("default")
                .setPassword("")
                .compressClientRequest(false)
                .build();
    }

    /** Rows that were inserted; 0 before there is a table. */
    long rows() {
        return number("SELECT ifNull(sum(total_rows), 0) AS n FROM system.tables WHERE concat(database, '.', name) = '"
                + TABLE + '\'');
    }

    /** The greatest origid that a reader of the view meets. */
    long seen(String queue) {
        return number("SELECT ifNull(max(origid), 0) AS n FROM pulso.queue_log WHERE datetime >= now() - INTERVAL 1 DAY"
                + " AND queuename = '" + queue + '\'');
    }

    /** What was spent so far: by the clock, and of the processors by this process and ClickHouse. */
    Spent clock() {
        return new Spent(
                System.nanoTime() / 1e9,
                Machine.processorSeconds(ProcessHandle.current().pid()) + Machine.processorSeconds(server));
    }

    /** Inserts the same rows, encoded beforehand, and returns what it took. */
    @SuppressWarnings("try")
    Spent insertAgain(long firstOffset, long rows) throws IOException {
        execute("CREATE TABLE IF NOT EXISTS " + TWIN + " AS " + TABLE);
        var prepared = new ArrayList<Path>();
        for (long from = firstOffset; from < firstOffset + rows; from += ROWS_PER_INSERT) {
            var file = folder.resolve("rows-" + from);
            var sql = "SELECT * FROM %s WHERE topic_offset >= %d AND topic_offset < %d ORDER BY topic_offset"
                    .formatted(TABLE, from, Math.min(from + ROWS_PER_INSERT, firstOffset + rows));
            try (var answer = client.query(sql, new QuerySettings().setFormat(ClickHouseFormat.RowBinary))
                    .get()) {
                Files.copy(answer.getInputStream(), file);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new BenchmarkException("the rows cannot be read back", e);
            }
            prepared.add(file);
        }
        long before = number("SELECT count() AS n FROM " + TWIN);
        var began = clock();
        for (var file : prepared) {
            insert(file);
        }
        var spent = clock().since(began);
        long inserted = number("SELECT count() AS n FROM " + TWIN) - before;
        if (inserted != rows) {
            throw new BenchmarkException("the client inserted " + inserted + " rows, not " + rows);
        }
        for (var file : prepared) {
            Files.delete(file);
        }
        return spent;
    }

    private void insert(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            client.insert(TWIN, in, ClickHouseFormat.RowBinary, new InsertSettings())
                    .get()
                    .close();
        } catch (ExecutionException | InterruptedException e) {
            throw new BenchmarkException("the client cannot insert", e);
        }
    }

    private void execute(String sql) {
        try {
            client.execute(sql).get().close();
        } catch (Exception e) {
            throw new BenchmarkException(sql, e);
        }
    }

    private long number(String sql) {
        return client.queryAll(sql).getFirst().getLong("n");
    }

    @Override
    public void close() {
        client.close();
    }
}
