package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedClickHouseTest {
    private static final String TABLE =
            " (id UInt64, word String) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100";

    private EmbeddedClickHouse clickHouse;

    @BeforeAll
    void start(@TempDir Path folder) {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
    }

    @AfterAll
    void stop() {
        clickHouse.close();
    }

    @Test
    void shouldServeJdbc() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE jdbc" + TABLE);
            try (var insert = connection.prepareStatement("INSERT INTO jdbc VALUES (?, ?)")) {
                for (var i = 0; i < 3; i++) {
                    insert.setLong(1, i);
                    insert.setString(2, "a 'quoted' ñ\n\nword " + i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            assertThat(strings(connection, "SELECT word FROM jdbc WHERE id > 0 ORDER BY id"))
                    .containsExactly("a 'quoted' ñ\n\nword 1", "a 'quoted' ñ\n\nword 2");
            assertThat(strings(connection, "SELECT word FROM jdbc WHERE id > 9"))
                    .isEmpty();
            assertThat(statement.executeUpdate("INSERT INTO jdbc SELECT number, 'n' FROM numbers(10)"))
                    .isEqualTo(10);
            assertThat(strings(connection, "SHOW TABLES")).contains("jdbc");
            try (var tables = connection.getMetaData().getTables(null, "default", "jdbc", null)) {
                assertThat(tables.next()).isTrue();
            }
        }
    }

    @Test
    void shouldTellErrorsByTheirCodes() throws Exception {
        try (var connection = connect()) {
            assertCode(connection, "SELEC 1", 62);
            assertCode(connection, "SELECT * FROM nothing_of_this_name", 60);
            assertCode(connection, "SELECT throwIf(1)", 395);
            assertCode(connection, "SELECT 1 FROM nowhere.t", 81);
        }
        assertThatThrownBy(() -> {
                    try (var stranger = DriverManager.getConnection(clickHouse.jdbcUrl(), "stranger", "x")) {
                        strings(stranger, "SELECT 1");
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(516));
    }

    @Test
    void shouldNotPassOffABrokenResultAsAWholeOne() throws Exception {
        try (var connection = connect()) {
            assertThatThrownBy(
                            () -> strings(connection, "SELECT number, throwIf(number > 3000000) FROM numbers(5000000)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void shouldStreamMoreRowsThanItsHeapHolds() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT number, repeat('x', 300) FROM numbers(1500000) SETTINGS max_block_size = 65536")) {
            var sum = 0L;
            while (rows.next()) {
                sum += rows.getLong(1);
            }
            assertThat(sum).isEqualTo(1_500_000L * 1_499_999L / 2);
        }
    }

    @Test
    void shouldTakeRowBinaryHoweverItIsCompressed() throws Exception {
        var rows = rowBinary(10_000);
        var wanted = 0;
        try (var connection = connect()) {
            execute(connection, "CREATE TABLE binary (id UInt64, word String) ENGINE = MergeTree ORDER BY id");
            for (var compressRequest : List.of(false, true)) {
                for (var compressReply : List.of(false, true)) {
                    for (var httpCompression : List.of(false, true)) {
                        try (var client = new Client.Builder()
                                .addEndpoint(clickHouse.url())
                                .setUsername("default")
                                .setPassword("")
                                .compressClientRequest(compressRequest)
                                .compressServerResponse(compressReply)
                                .useHttpCompression(httpCompression)
                                .build()) {
                            insert(client, "binary", rows, new InsertSettings());
                            wanted += 10_000;
                            assertThat(client.queryAll("SELECT count() AS n, sum(length(word)) AS l FROM binary")
                                            .getFirst()
                                            .getLong("n"))
                                    .isEqualTo(wanted);
                        }
                    }
                }
            }
            assertThat(strings(connection, "SELECT uniqExact(id, word) FROM binary"))
                    .containsExactly("10000");
        }
    }

    @Test
    void shouldInsertWhatHasTheSameTokenOnce() throws Exception {
        try (var connection = connect();
                var client = new Client.Builder()
                        .addEndpoint(clickHouse.url())
                        .setUsername("default")
                        .setPassword("")
                        .build()) {
            execute(connection, "CREATE TABLE once" + TABLE);
            insert(client, "once", rowBinary(200_000), new InsertSettings().setDeduplicationToken("a"));
            insert(client, "once", rowBinary(200_000), new InsertSettings().setDeduplicationToken("a"));
            insert(client, "once", rowBinary(200_000), new InsertSettings().setDeduplicationToken("b"));
            assertThat(strings(connection, "SELECT count() FROM once")).containsExactly("400000");
        }
    }

    @Test
    void shouldCancelARunningQuery() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var query = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.executeQuery("SELECT sum(sipHash64(number)) FROM numbers(200000000000)");
                    return new AssertionError("not cancelled");
                } catch (SQLException e) {
                    return e;
                }
            });
            Thread.sleep(500);
            statement.cancel();

            assertThat(query.get(10, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void shouldKeepQuickQueriesQuickBesideASlowOne() throws Exception {
        try (var slow = connect();
                var quick = connect()) {
            var running = CompletableFuture.supplyAsync(() -> {
                try {
                    return strings(slow, "SELECT sleep(3)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Thread.sleep(300);
            assertThat(strings(quick, "SELECT 1")).containsExactly("1");
            assertThat(running).isNotDone();
            running.get(10, TimeUnit.SECONDS);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(clickHouse.jdbcUrl(), "default", "");
    }

    private static void insert(Client client, String table, byte[] rows, InsertSettings settings) throws Exception {
        try (var response = client.insert(table, new ByteArrayInputStream(rows), ClickHouseFormat.RowBinary, settings)
                .get(30, TimeUnit.SECONDS)) {
            assertThat(response.getWrittenRows()).isPositive();
        }
    }

    /** With blank lines in it, at which text statements are cut. */
    private static byte[] rowBinary(int rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var output = new DataOutputStream(bytes);
        for (var i = 0; i < rows; i++) {
            output.writeLong(Long.reverseBytes(i));
            var word = ("\n\nword " + i).getBytes(StandardCharsets.UTF_8);
            output.writeByte(word.length);
            output.write(word);
        }
        return bytes.toByteArray();
    }

    private static void assertCode(Connection connection, String sql, int code) {
        assertThatThrownBy(() -> strings(connection, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getErrorCode()).describedAs(sql).isEqualTo(code));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
