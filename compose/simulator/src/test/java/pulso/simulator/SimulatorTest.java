package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedMariaDb;
import pulso.simulator.WriteAction.CdrInsert;
import pulso.simulator.WriteAction.CdrUpdate;
import pulso.simulator.WriteAction.RowDelete;
import pulso.simulator.WriteAction.RowInsert;
import pulso.simulator.WriteAction.RowUpdate;

class SimulatorTest {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

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
                    .isEqualTo(Long.valueOf(queueLog().size()));
        }
        assertDatabaseHolds(plan);
    }

    @Test
    void shouldCreateTheTablesOfTheContactCentre() throws SQLException {
        open(Day.plan(3)).close();

        assertThat(strings("SELECT CONCAT(IF(table_schema = 'ccdata', 'ccdata.', ''), LOWER(table_name))"
                        + " FROM information_schema.tables WHERE table_schema IN ('ccrepo', 'ccdata')"))
                .containsExactlyInAnyOrder(
                        "queue_log_repo",
                        "cdr_repo",
                        "tags",
                        "black_list_history",
                        "calls_spool",
                        "dialer_base",
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
        assertThat(strings("SELECT CONCAT(event, url) FROM ccdata.webhooks"))
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
        assertDatabaseHolds(plan);
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
        List<String> newest =
                strings("SELECT TIMESTAMPDIFF(SECOND, MAX(datetime), UTC_TIMESTAMP()) FROM ccrepo.QUEUE_LOG_REPO");
        assertThat(Integer.parseInt(newest.getFirst())).isBetween(0, 10);
    }

    @Test
    void shouldStopWritingInRealTimeWhenInterrupted() throws Exception {
        try (Simulator simulator = open(SimulationPlan.demo(6, ZoneId.of("UTC"), Instant.now()))) {
            Thread running = Thread.ofVirtual().start(simulator::runRealTime);
            running.interrupt();
            assertThat(running.join(Duration.ofSeconds(5))).isTrue();
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
        assertDatabaseHolds(plan);
    }

    @Test
    void shouldGoOnAfterItsConnectionWasCut() throws SQLException {
        SimulationPlan plan = Day.plan(9).withScale(0.2);
        try (Simulator simulator = open(plan)) {
            simulator.writeUntil(Day.MIDNIGHT.plus(Duration.ofHours(4)));
            cutOtherConnections();
            simulator.writeToEnd();
        }
        assertDatabaseHolds(plan);
    }

    private static Simulator open(SimulationPlan plan) {
        return Simulator.open(mariaDb.jdbcUrl(""), mariaDb.adminUser(), mariaDb.adminPassword(), plan);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(mariaDb.jdbcUrl(""), mariaDb.adminUser(), mariaDb.adminPassword());
    }

    private static void cutOtherConnections() throws SQLException {
        List<String> ids = strings("SELECT id FROM information_schema.processlist"
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
        return Long.parseLong(
                strings("SELECT next_action FROM cccustom.pulso_simulator").getFirst());
    }

    private static List<String> queueLog() throws SQLException {
        return strings("SELECT CONCAT_WS('|', origid, datetime, callid, queuename, agent, event, data1, data2, data3,"
                + " data4, data5) FROM ccrepo.QUEUE_LOG_REPO");
    }

    /** Every row of the plan as often as it was given out, no other, and each CDR as its last update left it. */
    private static void assertDatabaseHolds(SimulationPlan plan) throws SQLException {
        Day day = Day.of(plan);
        List<String> expected = day.queueLog().stream()
                .map(r -> String.join(
                        "|",
                        Long.toString(r.origid()),
                        r.datetime().toLocalDate() + " "
                                + r.datetime().toLocalTime().format(DateTimeFormatter.ofPattern("HH:mm:ss")),
                        r.callid(),
                        r.queuename(),
                        r.agent(),
                        r.event(),
                        r.data1(),
                        r.data2(),
                        r.data3(),
                        r.data4(),
                        r.data5()))
                .sorted()
                .toList();
        assertThat(queueLog().stream().sorted().toList()).isEqualTo(expected);
        assertChatLogsHold(day);
        assertRowsHold(day);
        var tags = new TreeMap<String, String>();
        for (WriteAction action : day.actions()) {
            switch (action) {
                case CdrInsert cdr ->
                    tags.put(
                            cdr.row().uniqueid(),
                            "|" + (cdr.row().rating() == null ? "-" : cdr.row().rating()));
                case CdrUpdate update ->
                    tags.put(
                            update.uniqueid(),
                            update.userfield() + "|" + (update.rating() == null ? "-" : update.rating()));
                case WriteAction.QueueLogInsert _,
                        WriteAction.ChatLogInsert _,
                        WriteAction.RowInsert _,
                        WriteAction.RowUpdate _,
                        WriteAction.RowDelete _ -> {}
            }
        }
        List<String> cdrs = tags.entrySet().stream()
                .map(e -> e.getKey() + "|" + e.getValue())
                .collect(Collectors.toList());
        assertThat(strings("SELECT CONCAT_WS('|', uniqueid, userfield, IFNULL(rating, '-')) FROM ccrepo.CDR_REPO"))
                .containsExactlyInAnyOrderElementsOf(cdrs);
    }

    private static void assertChatLogsHold(Day day) throws SQLException {
        for (Channel channel : EnumSet.complementOf(EnumSet.of(Channel.TELEPHONY))) {
            List<String> expected = day.chatLog().stream()
                    .filter(row -> row.channel() == channel)
                    .map(r -> String.join(
                            "|",
                            Long.toString(r.origid()),
                            TIME.format(r.datetime()),
                            r.callid(),
                            r.queuename(),
                            r.agent() == null ? "NULL" : r.agent(),
                            r.event(),
                            r.data1(),
                            r.data2(),
                            r.data3(),
                            r.data4(),
                            r.data5()))
                    .toList();
            assertThat(expected).isNotEmpty();
            assertThat(strings(
                            "SELECT CONCAT_WS('|', origid, datetime, callid, queuename, IFNULL(agent, 'NULL'), event,"
                                    + " data1, data2, data3, data4, data5) FROM ccrepo." + channel.table()))
                    .as(channel.table())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** The tables with an id, column by column, as inserts, updates and deletes leave them. */
    private static void assertRowsHold(Day day) throws SQLException {
        var tables = new TreeMap<String, TreeMap<String, Map<String, Object>>>();
        for (WriteAction action : day.actions()) {
            if (action instanceof RowInsert insert) {
                rowsOf(tables, insert.table()).put(insert.values().get("id").toString(), insert.values());
            } else if (action instanceof RowUpdate update) {
                rowsOf(tables, update.table()).put(update.after().get("id").toString(), update.after());
            } else if (action instanceof RowDelete delete) {
                rowsOf(tables, delete.table()).remove(delete.before().get("id").toString());
            }
        }
        assertThat(tables.keySet()).contains("CALLS_SPOOL", "DIALER_BASE", "SMS_REPO", "TAGS", "SIPCHAT", "AUDITORY");
        for (var table : tables.entrySet()) {
            List<String> expected = table.getValue().values().stream()
                    .map(row -> row.values().stream()
                            .map(value -> value instanceof LocalDateTime time ? TIME.format(time) : value.toString())
                            .collect(Collectors.joining("|")))
                    .toList();
            String columns =
                    String.join(", ", table.getValue().firstEntry().getValue().keySet());
            assertThat(strings("SELECT CONCAT_WS('|', " + columns + ") FROM ccrepo." + table.getKey()))
                    .as(table.getKey())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Map<String, Map<String, Object>> rowsOf(
            Map<String, TreeMap<String, Map<String, Object>>> tables, String table) {
        return tables.computeIfAbsent(table, _ -> new TreeMap<>());
    }

    private static List<String> strings(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
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
