package pulso.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** ClickHouse as the sink uses it. Every call answers or fails within the time limits; none is repeated in here. */
final class ClickHouseServer implements AutoCloseable {
    private static final long CONNECT_SECONDS = 5;
    /** Each table has its own, so that none waits for another. */
    private static final int CONNECTIONS = 32;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /** Definitions change what years have filled. */
    private static final Duration DEFINITION_LIMIT = Duration.ofHours(2);
    /** A snapshot reads years of months in one go. */
    private static final String PARTITIONS_PER_INSERT = "1000";

    private final Client client;
    private final @Nullable Cluster cluster;

    ClickHouseServer(ClickHouseConfig config) {
        this(config, ANSWER_LIMIT);
    }

    private ClickHouseServer(ClickHouseConfig config, Duration answerLimit) {
        this(
                config.endpoint(),
                config.user(),
                config.password(),
                answerLimit,
                config.storage().cluster());
    }

    /** The same server for whoever brings its tables to the newest version, which takes as long as it takes. */
    static ClickHouseServer patient(ClickHouseConfig config) {
        return new ClickHouseServer(config, DEFINITION_LIMIT);
    }

    /** @param cluster null: one server */
    ClickHouseServer(URI endpoint, String user, String password, Duration answerLimit, @Nullable String cluster) {
        this.cluster = cluster == null ? null : new Cluster(cluster);
        this.client = new Client.Builder()
                .addEndpoint(endpoint.toString())
                .setUsername(user)
                .setPassword(password)
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(answerLimit.toMillis(), ChronoUnit.MILLIS)
                .setExecutionTimeout(answerLimit.toMillis(), ChronoUnit.MILLIS)
                .setMaxConnections(CONNECTIONS)
                .retryOnFailures(ClientFaultCause.None)
                .compressClientRequest(false)
                .useAsyncRequests(false)
                .setClientName("pulso")
                .build();
    }

    void execute(String sql) {
        await(() -> client.execute(sql).get());
    }

    /** Creates, changes or drops something, on every server of the cluster where there is one. */
    void define(String sql) {
        execute(cluster == null ? sql : cluster.everywhere(sql));
    }

    /** @return rows that a statement wrote */
    long change(String sql) {
        var written = new AtomicLong();
        await(() -> {
            var response = client.execute(sql).get();
            written.set(response.getWrittenRows());
            return response;
        });
        return written.get();
    }

    List<GenericRecord> query(String sql) {
        return client.queryAll(sql);
    }

    /** Gives the rows of an answer one by one, while they come. The reader stands on the row and is valid until the next. */
    void stream(String sql, Consumer<ClickHouseBinaryFormatReader> row) {
        await(() -> {
            var response = client.query(sql).get();
            try {
                var rows = client.newBinaryFormatReader(response);
                while (rows.next() != null) {
                    row.accept(rows);
                }
                return response;
            } catch (RuntimeException e) {
                response.close();
                throw e;
            }
        });
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
        AutoCloseable run() throws Exception;
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
