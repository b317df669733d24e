package pulso.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLogRowsWithFullImagesAndMetadata() throws Exception {
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0);
                var connection = admin(mariaDb, "ccrepo")) {
            assertThat(strings(
                            connection,
                            "SELECT CONCAT_WS(' ', @@binlog_format, @@binlog_row_image, @@binlog_row_metadata,"
                                    + " @@sync_binlog, @@innodb_flush_log_at_trx_commit, @@bind_address)"))
                    .containsExactly("ROW FULL FULL 1 1 127.0.0.1");
            assertThat(strings(connection, "SHOW DATABASES")).contains("ccrepo", "ccdata", "cccustom");
        }
    }

    @Test
    void shouldLetTheCaptureUserReadButNotWrite() throws Exception {
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0, ZoneId.of("UTC"), Durability.FAST);
                var admin = admin(mariaDb, "ccrepo");
                var capture = DriverManager.getConnection(
                        mariaDb.jdbcUrl("ccrepo"), mariaDb.captureUser(), mariaDb.capturePassword())) {
            execute(admin, "CREATE TABLE T (id INT PRIMARY KEY)");
            execute(admin, "INSERT INTO T VALUES (1)");

            assertThat(strings(capture, "SELECT id FROM T")).containsExactly("1");
            assertThat(strings(capture, "SHOW BINARY LOGS")).isNotEmpty();
            execute(capture, "FLUSH TABLES WITH READ LOCK");
            execute(capture, "UNLOCK TABLES");
            assertThatThrownBy(() -> execute(capture, "INSERT INTO T VALUES (2)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("INSERT command denied");
        }
    }

    @Test
    void shouldFollowTheSummerTimeOfItsZone() throws Exception {
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0, ZoneId.of("Europe/Madrid"), Durability.FAST);
                var connection = admin(mariaDb, "ccrepo")) {
            assertThat(strings(connection, "SELECT CONCAT(FROM_UNIXTIME(1767225600), ' ', FROM_UNIXTIME(1782864000))"))
                    .containsExactly("2026-01-01 01:00:00 2026-07-01 02:00:00");
        }
    }

    @Test
    void shouldTakeAnOffsetForAZone() throws Exception {
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0, ZoneId.of("-05:30"), Durability.FAST);
                var connection = admin(mariaDb, "ccrepo")) {
            assertThat(strings(connection, "SELECT FROM_UNIXTIME(1767225600)")).containsExactly("2025-12-31 18:30:00");
        }
    }

    @Test
    void shouldKeepItsDataAndAddNothingToTheBinlogWhenStartedAgain() throws Exception {
        // Given
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0);
                var connection = admin(mariaDb, "ccrepo")) {
            execute(connection, "CREATE TABLE T (id INT PRIMARY KEY)");
            execute(connection, "INSERT INTO T VALUES (42)");
        }
        // When
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0);
                var connection = admin(mariaDb, "ccrepo")) {
            // Then
            assertThat(strings(connection, "SELECT id FROM T")).containsExactly("42");
            assertThat(strings(connection, "SELECT @@gtid_binlog_pos")).containsExactly("0-1-2");
        }
    }

    @Test
    void shouldBeClosedAsOftenAsOneLikes() {
        var mariaDb = EmbeddedMariaDb.start(folder, 0);
        var pid = mariaDb.pid();
        mariaDb.close();
        mariaDb.close();
        assertThat(mariaDb.isAlive()).isFalse();
        assertThat(Ports.commandLine(pid)).isEmpty();
    }

    @Test
    void shouldEndWithAnOwnerThatIsKilled() throws Exception {
        try (var owner = OwnerProcess.of("mariadb", folder)) {
            owner.kill();

            assertThat(OwnerProcess.endsWithin(owner.serverPid(), Duration.ofSeconds(20)))
                    .isTrue();
        }
    }

    @Test
    void shouldStopTheOrphanOfAKilledOwnerAndKeepItsData() throws Exception {
        try (var owner = OwnerProcess.of("mariadb", folder)) {
            // Given
            try (var connection = DriverManager.getConnection(
                    "jdbc:mariadb://127.0.0.1:" + owner.port() + "/ccrepo", "root", "pulso")) {
                execute(connection, "CREATE TABLE T (id INT PRIMARY KEY)");
                execute(connection, "INSERT INTO T VALUES (7)");
            }
            owner.killWithSupervisor();
            assertThat(OwnerProcess.endsWithin(owner.serverPid(), Duration.ofMillis(500)))
                    .isFalse();
            // When
            try (var mariaDb = EmbeddedMariaDb.start(folder, owner.port());
                    var connection = admin(mariaDb, "ccrepo")) {
                // Then
                assertThat(Ports.commandLine(owner.serverPid())).isEmpty();
                assertThat(strings(connection, "SELECT id FROM T")).containsExactly("7");
            }
        }
    }

    @Test
    void shouldRefuseTheFolderOfALivingOwner() throws Exception {
        try (var owner = OwnerProcess.of("mariadb", folder)) {
            assertThatThrownBy(() -> EmbeddedMariaDb.start(folder, 0))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use by another running mariadb");
            assertThat(Ports.commandLine(owner.serverPid())).isNotEmpty();
        }
    }

    @Test
    void shouldNotEndWithCtrlC() throws Exception {
        try (var mariaDb = EmbeddedMariaDb.start(folder, 0)) {
            ChildProcessTest.interrupt(mariaDb.pid());
            assertThat(OwnerProcess.endsWithin(mariaDb.pid(), Duration.ofMillis(500)))
                    .isFalse();
            try (var connection = admin(mariaDb, "ccrepo")) {
                assertThat(strings(connection, "SELECT 1")).containsExactly("1");
            }
        }
    }

    @Test
    void shouldNameTheHolderOfATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedMariaDb.start(folder, port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        EmbeddedMariaDb.start(folder, 0).close();
    }

    private static Connection admin(EmbeddedMariaDb mariaDb, String database) throws SQLException {
        return DriverManager.getConnection(mariaDb.jdbcUrl(database), mariaDb.adminUser(), mariaDb.adminPassword());
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
