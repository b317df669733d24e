package pulso.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** ClickHouse as the sink uses it. Every call answers or fails within the time limits; none is repeated in here. */
final class ClickHouseServer implements AutoCloseable {
    private static final long CONNECT_SECONDS = 5;
    private static final long ANSWER_SECONDS = 60;
    /** A snapshot reads years of months in one go. */
    private static final String PARTITIONS_PER_INSERT = "1000";

    private final Client client;

    ClickHouseServer(ClickHouseConfig config) {
        this.client = new Client.Builder()
                .addEndpoint(config.endpoint().toString())
                .setUsername(config.user())
                .setPassword(config.password())
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                .setExecutionTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                .retryOnFailures(ClientFaultCause.None)
                .compressClientRequest(false)
                .useAsyncRequests(false)
                .setClientName("pulso")
                .build();
    }

    void execute(String sql) {
        await(() -> client.execute(sql).get());
    }

    List<GenericRecord> query(String sql) {
        return client.queryAll(sql);
    }

    TableSchema schema(String database, String table) {
        return client.getTableSchema(table, database);
    }

    /** Returns once ClickHouse has acknowledged the rows, or has dropped them since it had them under this token. */
    void insert(String database, TableSchema schema, InputStream rows, String token) {
        var settings = new InsertSettings()
                .setDeduplicationToken(token)
                .serverSetting("async_insert", "0")
                .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
                .serverSetting("max_partitions_per_insert_block", PARTITIONS_PER_INSERT);
        var columns = schema.getColumns().stream()
                .map(column -> '`' + column.getColumnName() + '`')
                .toList();
        var table = database + '.' + schema.getTableName();
        await(() -> client.insert(table, columns, rows, ClickHouseFormat.RowBinary, settings)
                .get());
    }

    @Override
    public void close() {
        client.close();
    }

    @FunctionalInterface
    private interface Call {
        AutoCloseable run() throws ExecutionException, InterruptedException;
    }

    private static void await(Call call) {
        try {
            call.run().close();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for ClickHouse", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("ClickHouse's answer cannot be read to its end", e);
        }
    }
}
