package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;

/** clickhouse-jdbc on the views, in the way of DBeaver, Metabase and Superset. */
final class BiToolTest {
    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;

    private Connection connection;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        try (var server =
                new ClickHouseServer(ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of()))) {
            new Migrations(server).apply("pulso_g1");
            new Views(server, Dispositions.DEFAULT).pointTo("pulso_g1");
            server.execute(
                    "INSERT INTO pulso_g1.passages (source, channel, queue, interaction, ordinal, enter, local_enter, outcome, wait_seconds, rating, recovered, caller)"
                            + " SELECT 'ucontact', 'telephony', concat('Ventas', toString(number % 3)), concat('c', toString(number)), 1,"
                            + " toDateTime64('2026-05-01 12:00:00', 3, 'UTC') + number, toDateTime64('2026-05-01 09:00:00', 3, 'UTC') + number,"
                            + " 'abandoned', number % 60, 4.5, true, 'O''Neill' FROM numbers(200000)");
        }
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(clickHouse.jdbcUrl() + "/pulso");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void shouldShowItsTablesAndColumnsWithTheirComments() throws SQLException {
        var metaData = connection.getMetaData();

        assertThat(texts(metaData.getSchemas(), "TABLE_SCHEM")).contains("pulso", "pulso_g1", "pulso_raw");
        assertThat(texts(metaData.getTables(null, "pulso", "%", null), "TABLE_NAME"))
                .contains("calls", "contacts", "kpi_queue_day", "passages", "queue_log", "service_level");
        assertThat(texts(metaData.getTables(null, "pulso", "kpi\\_queue\\_%", new String[] {"VIEW"}), "TABLE_NAME"))
                .contains("kpi_queue_month")
                .doesNotContain("passages");
        assertThat(texts(metaData.getColumns(null, "pulso", "passages", "wait_seconds"), "REMARKS"))
                .containsExactly("Seconds waited; null while waiting or unknown");
        try (var columns = metaData.getColumns(null, "pulso", "kpi_queue_day", "%")) {
            var types = new ArrayList<String>();
            while (columns.next()) {
                assertThat(columns.getString("REMARKS"))
                        .as(columns.getString("COLUMN_NAME"))
                        .isNotBlank();
                types.add(columns.getString("COLUMN_NAME")
                        + ' '
                        + JDBCType.valueOf(columns.getInt("DATA_TYPE"))
                        + ' '
                        + columns.getInt("NULLABLE"));
            }
            assertThat(types).contains("day DATE 0", "offered BIGINT 0", "service_level DOUBLE 1", "queue VARCHAR 0");
        }
        assertThat(texts(metaData.getTypeInfo(), "TYPE_NAME")).contains("DateTime64", "Int64", "String");
        assertThat(texts(metaData.getPrimaryKeys(null, "pulso", "passages"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(metaData.getDatabaseProductName()).isEqualTo("ClickHouse");
        assertThat(metaData.getDatabaseMajorVersion()).isGreaterThanOrEqualTo(25);
    }

    @Test
    void shouldTakeParametersOfEachType() throws SQLException {
        var sql = "SELECT count() FROM passages WHERE queue = ? AND ordinal = ? AND wait_seconds <= ? AND rating > ?"
                + " AND rating < ? AND recovered = ? AND toDate(local_enter) = ? AND local_enter >= ? AND enter < ? AND caller = ?"
                + " AND wait_seconds IS NOT NULL AND ? IS NULL";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, "Ventas0");
            statement.setInt(2, 1);
            statement.setLong(3, 29L);
            statement.setDouble(4, 1.5);
            statement.setBigDecimal(5, new BigDecimal("4.75"));
            statement.setBoolean(6, true);
            statement.setObject(7, LocalDate.of(2026, 5, 1));
            statement.setObject(8, LocalDateTime.of(2026, 5, 1, 9, 0));
            statement.setObject(9, "2026-05-01 12:10:00");
            statement.setString(10, "O'Neill");
            statement.setNull(11, Types.VARCHAR);
            try (var result = statement.executeQuery()) {
                result.next();
                assertThat(result.getLong(1)).isEqualTo(100);
            }
        }
        try (var statement = connection.prepareStatement("SELECT ?, ?, ?, toTypeName(?)")) {
            statement.setDate(1, Date.valueOf("2026-05-01"));
            statement.setTimestamp(2, Timestamp.from(Instant.parse("2026-05-01T10:11:12.345Z")));
            statement.setObject(3, OffsetDateTime.of(2026, 5, 1, 0, 0, 0, 0, ZoneOffset.UTC));
            statement.setFloat(4, 0.5f);
            try (var result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).startsWith("2026-05-01");
                assertThat(result.getString(2)).startsWith("2026-05-01 10:11:12.345");
            }
        }
    }

    @Test
    void shouldReadAViewWithParameters() throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT day, queue, offered, service_level FROM service_level(queue = '', threshold = 20, formula = 'sl4')")) {
            assertThat(result.getMetaData().getColumnType(1)).isEqualTo(Types.DATE);
            assertThat(result.next()).isFalse();
        }
        assertThatThrownBy(() -> query("SELECT * FROM service_level(queue = '')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("threshold");
    }

    @Test
    void shouldCancelFromAnotherThread() throws Exception {
        try (var statement = connection.createStatement()) {
            var running = new CountDownLatch(1);
            var failure = new AtomicReference<SQLException>();
            var thread = Thread.ofVirtual().start(() -> {
                running.countDown();
                try {
                    statement
                            .executeQuery(
                                    "SELECT sum(sleepEachRow(0.1)) FROM numbers(300) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0")
                            .close();
                } catch (SQLException e) {
                    failure.set(e);
                }
            });
            running.await();
            Thread.sleep(700);

            var began = System.nanoTime();
            statement.cancel();
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();

            assertThat(failure).doesNotHaveNullValue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(query("SELECT 1")).containsExactly("1");
    }

    @Test
    void shouldGiveUpAfterTheTimeThatIsSet() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            var began = System.nanoTime();
            assertThatThrownBy(() -> statement
                            .executeQuery("SELECT sum(sleepEachRow(0.1)) FROM numbers(200) SETTINGS max_block_size = 1")
                            .close())
                    .isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
        assertThat(query("SELECT 2")).containsExactly("2");
    }

    @Test
    void shouldGiveAsManyRowsAsAreWanted() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(10);
            statement.setFetchSize(5);
            try (var result = statement.executeQuery("SELECT interaction FROM passages")) {
                int rows = 0;
                while (result.next()) {
                    rows++;
                }
                assertThat(rows).isEqualTo(10);
            }
        }
    }

    @Test
    void shouldStreamALargeResult() throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT interaction, enter, wait_seconds FROM passages CROSS JOIN numbers(10) AS times")) {
            long rows = 0;
            long seconds = 0;
            while (result.next()) {
                rows++;
                seconds += result.getLong(3);
            }
            assertThat(rows).isEqualTo(2_000_000);
            assertThat(seconds)
                    .isEqualTo(Long.parseLong(
                            query("SELECT 10 * sum(wait_seconds) FROM passages").getFirst()));
        }
    }

    @Test
    void shouldServeTwoConnectionsAtOnce() throws Exception {
        var answers = new ArrayList<String>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 2; i++) {
            var name = "Ventas" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try (var own = DriverManager.getConnection(clickHouse.jdbcUrl() + "/pulso");
                        var statement = own.prepareStatement(
                                "SELECT queue, count() FROM passages WHERE queue = ? GROUP BY queue")) {
                    for (int round = 0; round < 20; round++) {
                        statement.setString(1, name);
                        try (var result = statement.executeQuery()) {
                            result.next();
                            synchronized (answers) {
                                answers.add(result.getString(1) + ' ' + result.getLong(2));
                            }
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(40).containsOnly("Ventas0 66667", "Ventas1 66667");
    }

    @Test
    void shouldTellWhatIsWrong() throws SQLException {
        assertThatThrownBy(() -> query("SELECT wait FROM passages"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("wait")
                .hasMessageContaining("UNKNOWN_IDENTIFIER");
        assertThatThrownBy(() -> query("SELECT * FROM no_such_view"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no_such_view");
        assertThat(query("SELECT 3")).containsExactly("3");
        assertThat(connection.isValid(5)).isTrue();
    }

    @Test
    void shouldReadTypesAsTheyAre() throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT p.enter, p.wait_seconds, p.rating, p.recovered, p.caller, p.agent, c.queues FROM contacts AS c"
                                + " INNER JOIN passages AS p USING (source, channel, interaction) WHERE p.interaction = 'c61'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getObject(1, OffsetDateTime.class).toInstant())
                    .isEqualTo(Instant.parse("2026-05-01T12:01:01Z"));
            assertThat(result.getObject(2)).isEqualTo(1L);
            assertThat(result.getBigDecimal(3)).isEqualByComparingTo("4.5");
            assertThat(result.getBoolean(4)).isTrue();
            assertThat(result.getString(6)).isNull();
            assertThat(result.wasNull()).isTrue();
            assertThat((Object[]) result.getArray(7).getArray()).containsExactly("Ventas1");
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private static List<String> texts(ResultSet result, String column) throws SQLException {
        try (result) {
            var texts = new ArrayList<String>();
            while (result.next()) {
                texts.add(result.getString(column));
            }
            return texts;
        }
    }
}
