package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedMariaDb;

class SimulatorTest {
    private static EmbeddedMariaDb mariaDb;

    @BeforeAll
    static void startDatabase(@TempDir Path folder) {
        mariaDb = EmbeddedMariaDb.start(folder, 0, ZoneId.of("UTC"), Durability.FAST);
    }

    @AfterAll
    static void stopDatabase() {
        mariaDb.close();
    }

    @BeforeEach
    void emptyTheDatabases() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String database : List.of("ccrepo", "ccdata", "cccustom")) {
                statement.execute("DROP DATABASE IF EXISTS " + database);
            }
        }
    }

    @Test
    void shouldLeaveExactlyTheRowsOfTheSimulation() throws SQLException {
        SimulationPlan plan = Day.plan(3).withScale(0.3);
        try (Simulator simulator = open(plan)) {
            AtomicLong progress = new AtomicLong();
            simulator.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(9)), progress::set);
            assertThat(progress).hasPositiveValue();
            simulator.writeToEnd();

            assertThat(simulator.ledger().rowCounts().get("QUEUE_LOG_REPO"))
                    .isEqualTo(Long.valueOf(database().queueLog().size()));
        }
        database().assertHolds(plan);
    }

    @Test
    void shouldCreateTheTablesOfTheContactCentre() throws SQLException {
        open(Day.plan(3)).close();

        assertThat(database()
                        .strings("SELECT CONCAT(IF(table_schema = 'ccdata', 'ccdata.', ''), LOWER(table_name))"
                                + " FROM information_schema.tables WHERE table_schema IN ('ccrepo', 'ccdata')"))
                .containsExactlyInAnyOrder(
                        "queue_log_repo",
                        "cdr_repo",
                        "tags",
                        "black_list_history",
                        "ccdata.calls_spool",
                        "ccdata.dialer_base",
                        "sms_repo",
                        "webchat_log_repo",
                        "sms_log_repo",
                        "email_log_repo",
                        "twitter_log_repo",
                        "messenger_log_repo",
                        "facebook_log_repo",
                        "sipchat",
                        "auditory",
                        "ccdata.webhooks");
        assertThat(database().strings("SELECT CONCAT(event, url) FROM ccdata.webhooks"))
                .containsExactlyInAnyOrder(
                        "AgentRingNoAnswer", "AgentLog", "AgentBreak", "FinishInteraction", "InteractionDisposition");
    }

    @Test
    void shouldGoOnWhereItStoppedWithTheFirstStart() throws SQLException {
        SimulationPlan plan = Day.plan(4).withScale(0.2);
        try (Simulator simulator = open(plan)) {
            simulator.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(8)));
        }
        SimulationPlan later = plan.withStart(Day.MIDNIGHT.plus(Duration.ofHours(5)));
        try (Simulator simulator = open(later)) {
            assertThat(simulator.plan().start()).isEqualTo(Day.MIDNIGHT);
            assertThat(simulator.rowsWritten()).isPositive();
            simulator.writeToEnd();
        }
        database().assertHolds(plan);
    }

    @Test
    void shouldRefuseADatabaseOfAnotherPlan() {
        open(Day.plan(5)).close();

        assertThatThrownBy(() -> open(Day.plan(6)).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed 5");
        assertThatThrownBy(() -> open(Day.plan(5).withScale(2)).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> open(Day.plan(5).telephonyAlone()).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("channels");
    }

    @Test
    void shouldRefuseToWriteBesideAnotherSimulator() {
        SimulationPlan plan = Day.plan(5).withScale(0.2);
        try (Simulator first = open(plan);
                Simulator second = open(plan)) {
            first.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(3)));
            assertThatThrownBy(() -> second.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(3))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another simulator");
        }
    }

    @Test
    void shouldWriteInRealTimeUntilClosed() throws Exception {
        Instant start = Instant.now().minus(Duration.ofMinutes(20));
        SimulationPlan plan = SimulationPlan.demo(6, ZoneId.of("UTC"), start).withScale(20);
        Simulator simulator = open(plan);
        Thread running;
        try (simulator) {
            running = Thread.ofVirtual().start(simulator::runRealTime);
            Thread.sleep(4_000);
        }
        assertThat(running.join(Duration.ofSeconds(5))).isTrue();
        assertThat(simulator.rowsWritten()).isEqualTo(stored());
        List<String> newest = database()
                .strings("SELECT TIMESTAMPDIFF(SECOND, MAX(datetime), UTC_TIMESTAMP()) FROM ccrepo.QUEUE_LOG_REPO");
        assertThat(Integer.parseInt(newest.getFirst())).isBetween(0, 10);
    }

    @Test
    void shouldStopWritingInRealTimeWhenInterrupted() throws Exception {
        try (Simulator simulator = open(SimulationPlan.demo(6, ZoneId.of("UTC"), Instant.now()))) {
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            Thread running = Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, e) -> thrown.add(e))
                    .start(simulator::runRealTime);
            running.interrupt();
            assertThat(running.join(Duration.ofSeconds(5))).isTrue();
            assertThat(thrown).isEmpty();
        }
    }

    @Test
    void shouldWriteAtTheRateAskedFor() {
        try (Simulator simulator = open(Day.plan(8))) {
            long written = simulator.runAtRate(2_000, Duration.ofSeconds(2));
            assertThat(written).isBetween(3_000L, 4_002L);
        }
    }

    @Test
    void shouldNeitherLoseNorDoubleARowWhenKilled() throws Exception {
        SimulationPlan plan = KilledWriter.plan();
        for (int kills = 0; kills < 5; kills++) {
            try (KilledWriter writer = KilledWriter.start(mariaDb.jdbcUrl(""))) {
                writer.killAfterSomeProgress();
            }
        }
        long beforeTheEnd = stored();
        try (Simulator simulator = open(plan)) {
            assertThat(simulator.rowsWritten()).isEqualTo(beforeTheEnd).isPositive();
            assertThat(simulator.writeToEnd()).isPositive();
        }
        database().assertHolds(plan);
    }

    @Test
    void shouldGoOnAfterItsConnectionWasCut() throws SQLException {
        SimulationPlan plan = Day.plan(9).withScale(0.2);
        try (Simulator simulator = open(plan)) {
            simulator.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(4)));
            cutOtherConnections();
            simulator.writeToEnd();
        }
        database().assertHolds(plan);
    }

    private static Simulator open(SimulationPlan plan) {
        return Simulator.open(mariaDb.jdbcUrl(""), mariaDb.adminUser(), mariaDb.adminPassword(), plan);
    }

    private static DatabaseContents database() {
        return new DatabaseContents(mariaDb);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(mariaDb.jdbcUrl(""), mariaDb.adminUser(), mariaDb.adminPassword());
    }

    private static void cutOtherConnections() throws SQLException {
        List<String> ids = database()
                .strings("SELECT id FROM information_schema.processlist"
                        + " WHERE id <> CONNECTION_ID() AND user = 'root' AND command = 'Sleep'");
        assertThat(ids).isNotEmpty();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String id : ids) {
                kill(statement, id);
            }
        }
    }

    private static void kill(Statement statement, String id) throws SQLException {
        try {
            statement.execute("KILL " + id);
        } catch (SQLException e) {
            assertThat(e.getErrorCode())
                    .as("unknown thread: it has gone by itself")
                    .isEqualTo(1094);
        }
    }

    private static long stored() throws SQLException {
        return Long.parseLong(database()
                .strings("SELECT next_action FROM cccustom.pulso_simulator")
                .getFirst());
    }

    /** Another JVM that writes until it is killed. */
    private record KilledWriter(Process process) implements AutoCloseable {

        static SimulationPlan plan() {
            return Day.plan(12).withScale(0.5);
        }

        static KilledWriter start(String jdbcUrl) throws IOException {
            return new KilledWriter(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            WriterMain.class.getName(),
                            jdbcUrl,
                            mariaDb.adminUser(),
                            mariaDb.adminPassword())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }

        void killAfterSomeProgress() throws Exception {
            try (var lines = process.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("writing");
                Thread.sleep(200 + process.pid() % 200);
            }
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
