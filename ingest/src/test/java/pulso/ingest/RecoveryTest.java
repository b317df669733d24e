package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Operation;
import pulso.schemas.wire.SchemaRegistry;

class RecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final String TOPIC = "ucontact.ccrepo.QUEUE_LOG_REPO";

    @TempDir
    private Path folder;

    private Site site;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws SQLException {
        site = Site.start(folder);
        registry = site.registry();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldGoOnWithinSecondsOfTheDatabasesReturn() throws Exception {
        site.queueLogRows(0, 100, 10);
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = new RawTopic(site.bootstrapServers(), TOPIC, registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            for (int i = 1; i <= 2; i++) {
                // Given
                site.stopDatabase();
                assertThat(Site.eventually(RECOVERY, () -> ingest.status().stoppedBecause() != null))
                        .isTrue();
                Thread.sleep(5000);
                assertThat(ingest.status().stoppedBecause()).contains("No database answers at 127.0.0.1");
                assertThat(ingest.phase()).isEqualTo(Ingest.Phase.WAITING);
                // When
                site.startDatabase();
                var back = System.nanoTime();
                site.queueLogRows(i * 100, 100, 10);
                // Then
                assertThat(topic.await(110 * (i + 1), PATIENCE)).hasSize(110 * (i + 1));
                var took = Duration.ofNanos(System.nanoTime() - back);
                System.out.println("recovered " + took + " after the database");
                assertThat(took).isLessThan(RECOVERY);
            }
            assertThat(Lines.of(topic.all(), List.of("origid", "callid")))
                    .isEqualTo(site.tableRows("ccrepo.QUEUE_LOG_REPO", "origid, callid"));
        }
    }

    @Test
    void shouldWaitForADatabaseThatIsNotThereYet() throws Exception {
        site.stopDatabase();
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(Site.eventually(
                            PATIENCE,
                            () -> Objects.toString(ingest.status().stoppedBecause())
                                    .contains("No database answers")))
                    .isTrue();
            site.startDatabase();
            assertThat(ingest.awaitSnapshot(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shouldGoOnWhenTheBrokerIsBack() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = new RawTopic(site.bootstrapServers(), TOPIC, registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.queueLogRows(0, 100, 10);
            topic.await(110, PATIENCE);
            site.stopKafka();
            site.queueLogRows(100, 100, 10);
            Thread.sleep(3000);
            site.startKafka();
            site.queueLogRows(200, 100, 10);

            topic.await(330, PATIENCE);
            Thread.sleep(1000);
            assertThat(Lines.of(topic.all(), List.of("origid", "callid")))
                    .isEqualTo(site.tableRows("ccrepo.QUEUE_LOG_REPO", "origid, callid"));
        }
    }

    @Test
    void shouldSayThatTheBinlogIsGoneAndBeginAgainWhenTold() throws Exception {
        // Given
        site.queueLogRows(0, 100, 10);
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
        }
        site.queueLogRows(100, 100, 10);
        site.execute("FLUSH BINARY LOGS", "INSERT INTO cccustom.notes (text) VALUES ('a')", "FLUSH BINARY LOGS");
        assertThat(site.tableRows("ccrepo.QUEUE_LOG_REPO", "origid")).hasSize(220);
        purgeBinlog();
        // When
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(Site.eventually(PATIENCE, () -> ingest.failure() != null))
                    .isTrue();
            assertThat(Objects.requireNonNull(ingest.failure()).message()).contains("Start with a new snapshot");
            assertThat(Objects.requireNonNull(ingest.failure()).kind()).isEqualTo(IngestFailure.Kind.POSITION_LOST);
            assertThat(ingest.phase()).isEqualTo(Ingest.Phase.STOPPED);
        }
        // Then
        try (var ingest = Ingest.startAnew(site.config(), registry);
                var topic = new RawTopic(site.bootstrapServers(), TOPIC, registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.queueLogRows(200, 100, 10);
            var rows = topic.await(110 + 220 + 110, PATIENCE);
            assertThat(ingest.status().completeEpoch()).isEqualTo(2);
            assertThat(rows.stream()
                            .filter(row -> row.change().operation() == Operation.READ)
                            .filter(row -> row.change().epoch() == 2))
                    .hasSize(220);
            assertThat(rows.getLast().change().epoch()).isEqualTo(2);
        }
    }

    /** The server keeps a file for as long as it thinks that someone reads it. */
    private void purgeBinlog() throws Exception {
        for (int i = 0; i < 100; i++) {
            site.execute(
                    "SET GLOBAL slave_connections_needed_for_purge=0",
                    "INSERT INTO cccustom.notes (text) VALUES ('b')",
                    "PURGE BINARY LOGS TO 'binlog.000003'");
            if (site.showBinaryLogs().getFirst().equals("binlog.000003")) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the binlog was not purged");
    }

    @Test
    void shouldWaitAndSayWhyWhenTheBinlogWasReset() throws Exception {
        site.queueLogRows(0, 100, 10);
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
        }
        site.execute("RESET MASTER");
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(Site.eventually(
                            PATIENCE,
                            () -> Objects.toString(ingest.status().stoppedBecause())
                                    .contains("ends before the last row captured")))
                    .isTrue();
            assertThat(ingest.phase()).isEqualTo(Ingest.Phase.WAITING);
        }
    }

    @Test
    void shouldStandStillWhileRowsAreNotLoggedAsRows() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = new RawTopic(site.bootstrapServers(), TOPIC, registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute("SET GLOBAL binlog_format='STATEMENT'");
            assertThat(Site.eventually(
                            RECOVERY,
                            () -> Objects.toString(ingest.status().stoppedBecause())
                                    .contains("binlog_format is STATEMENT")))
                    .isTrue();
            site.execute("SET GLOBAL binlog_format='ROW'");
            site.queueLogRows(1, 9, 9);
            assertThat(topic.await(9, PATIENCE)).hasSize(9);
        }
    }
}
