package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Operation;
import pulso.schemas.wire.SchemaRegistry;

class CaptureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUEUE_LOG_COLUMNS = "origid, datetime, callid, queuename, agent, event, data1, data2";
    private static final List<String> COMPARED =
            List.of("origid", "datetime", "callid", "queuename", "agent", "event", "data1", "data2");

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
    void shouldBringTheTableAndWhatFollowsExactlyOnce() throws Exception {
        // Given
        site.queueLogRows(0, 500, 50);
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = queueLog()) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            // When
            site.queueLogRows(500, 500, 7);
            var received = topic.await(1100, PATIENCE);
            // Then
            assertThat(lines(received)).isEqualTo(site.tableRows("ccrepo.QUEUE_LOG_REPO", QUEUE_LOG_COLUMNS));
            assertThat(received.stream().filter(row -> row.change().operation() == Operation.READ))
                    .hasSize(550);
            assertThat(received).allSatisfy(row -> {
                assertThat(row.change().source()).isEqualTo("ucontact");
                assertThat(row.change().table()).isEqualTo("QUEUE_LOG_REPO");
                assertThat(row.change().epoch()).isEqualTo(1);
                assertThat(row.change().zone()).isEqualTo("America/Montevideo");
                assertThat(row.change().position()).matches("binlog\\.\\d+:\\d+:\\d+");
                assertThat(row.key())
                        .isEqualTo(Objects.requireNonNull(row.image()).text("callid"));
            });
            assertThat(ingest.status().completeEpoch()).isEqualTo(1);
            assertThat(ingest.metrics().rowsPublished()).isEqualTo(1100);
            assertThat(ingest.metrics().sourceDelay().get("ucontact.ccrepo.QUEUE_LOG_REPO"))
                    .isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(3));
        }
    }

    @Test
    void shouldKeepEveryTypeAndBothImagesOfAnUpdate() throws Exception {
        // Given
        site.execute(
                "SET SESSION sql_mode=''",
                "INSERT INTO ccrepo.cdr_repo VALUES (1, '2026-03-29 02:30:00.123456', 'u1', NULL, 7, 12.50, 1, 'á', X'00ff',"
                        + " '2026-03-29', '2026-03-29 02:30:00.5')");
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = topic("ucontact.ccrepo.CDR_REPO")) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            // When
            site.execute(
                    "INSERT INTO ccrepo.cdr_repo SELECT 2, calldate, 'u2', src, billsec, cost, answered, note, raw, day,"
                            + " changed FROM ccrepo.cdr_repo",
                    "UPDATE ccrepo.cdr_repo SET note = 'tagged' WHERE id = 2",
                    "DELETE FROM ccrepo.cdr_repo WHERE id = 2",
                    "TRUNCATE TABLE ccrepo.cdr_repo");
            var received = topic.await(5, PATIENCE);
            // Then
            assertThat(received.stream().map(row -> row.change().operation()))
                    .containsExactly(
                            Operation.READ, Operation.CREATE, Operation.UPDATE, Operation.DELETE, Operation.TRUNCATE);
            assertThat(received.stream().map(RawTopic.Received::key)).containsExactly("u1", "u2", "u2", "u2", null);
            var snapshot = Objects.requireNonNull(received.get(0).image());
            var stream = Objects.requireNonNull(received.get(1).image());
            for (var column :
                    List.of("calldate", "src", "billsec", "cost", "answered", "note", "raw", "day", "changed")) {
                assertThat(stream.get(column)).as(column).isEqualTo(snapshot.get(column));
            }
            assertThat(stream.dateTime("calldate")).isEqualTo(LocalDateTime.parse("2026-03-29T02:30:00.123456"));
            assertThat(stream.get("day")).isEqualTo(LocalDate.parse("2026-03-29"));
            assertThat(stream.get("changed"))
                    .isEqualTo(LocalDateTime.parse("2026-03-29T05:30:00.5").toInstant(ZoneOffset.UTC));
            assertThat(stream.text("cost")).isEqualTo("12.50");
            var update = received.get(2).change();
            assertThat(Objects.requireNonNull(update.before()).text("note")).isEqualTo("á");
            assertThat(Objects.requireNonNull(update.after()).text("note")).isEqualTo("tagged");
        }
    }

    @Test
    void shouldLetAZeroDatePassAsNoDate() throws Exception {
        var zero = "INSERT INTO ccrepo.cdr_repo (calldate, uniqueid) VALUES ('0000-00-00 00:00:00', '%s')";
        var broken = "INSERT INTO ccrepo.cdr_repo (calldate, uniqueid) VALUES ('2015-00-12 00:00:00', '%s')";
        site.execute("SET SESSION sql_mode='ALLOW_INVALID_DATES'", zero.formatted("s"), broken.formatted("s"));
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = topic("ucontact.ccrepo.CDR_REPO")) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute("SET SESSION sql_mode='ALLOW_INVALID_DATES'", zero.formatted("l"), broken.formatted("l"));

            assertThat(topic.await(4, PATIENCE))
                    .hasSize(4)
                    .allSatisfy(row -> assertThat(
                                    Objects.requireNonNull(row.image()).get("calldate"))
                            .isNull());
        }
    }

    @Test
    void shouldFollowATableThatChanges() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = topic("ucontact.ccdata.webhooks")) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute(
                    "INSERT INTO ccdata.webhooks (event, url) VALUES ('a', 'http://a')",
                    "ALTER TABLE ccdata.webhooks ADD COLUMN `odd name` INT NOT NULL DEFAULT 5, ADD COLUMN odd_name INT DEFAULT 6",
                    "INSERT INTO ccdata.webhooks (event, url, odd_name) VALUES ('b', 'http://b', NULL)");

            var received = topic.await(2, PATIENCE);

            assertThat(received).hasSize(2);
            assertThat(Objects.requireNonNull(received.get(0).image()).values())
                    .isEqualTo(java.util.Map.of("id", 1L, "event", "a", "url", "http://a"));
            assertThat(Objects.requireNonNull(received.get(1).image()).values())
                    .isEqualTo(java.util.Map.of("id", 2L, "event", "b", "url", "http://b", "odd_name", 5L));
        }
    }

    @Test
    void shouldGoOnWhereItStoodAfterAStop() throws Exception {
        // Given
        site.queueLogRows(0, 100, 10);
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.queueLogRows(100, 100, 10);
        }
        site.queueLogRows(200, 100, 10);
        site.execute("CREATE TABLE cccustom.lone (id INT)");
        for (int i = 0; i < 2; i++) {
            try (var ingest = Ingest.start(site.config(), registry)) {
                // A lone statement ends the log, and the engine idles behind it.
                assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
                Thread.sleep(3000);
            }
        }
        // When
        site.queueLogRows(300, 100, 10);
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = queueLog()) {
            site.queueLogRows(400, 100, 10);
            var received = topic.await(550, PATIENCE);
            // Then
            assertThat(lines(received)).isEqualTo(site.tableRows("ccrepo.QUEUE_LOG_REPO", QUEUE_LOG_COLUMNS));
            assertThat(ingest.status().epoch()).isEqualTo(1);
        }
    }

    @Test
    void shouldReadOnlyWhatIsRecentEnoughWhenTold() throws Exception {
        site.execute(
                "INSERT INTO ccrepo.QUEUE_LOG_REPO (datetime, callid) VALUES ('2026-01-01 10:00:00', 'old')",
                "INSERT INTO ccrepo.QUEUE_LOG_REPO (datetime, callid) VALUES ('2026-06-01 00:00:00', 'new')");
        try (var ingest = Ingest.start(site.config().withSince(LocalDate.parse("2026-06-01")), registry);
                var topic = queueLog()) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();

            assertThat(topic.all().stream().map(RawTopic.Received::key)).containsExactly("new");
        }
    }

    @Test
    void shouldCutARowThatNoBrokerWouldTake() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = topic("ucontact.ccrepo.CDR_REPO")) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute("ALTER TABLE ccrepo.cdr_repo MODIFY note LONGTEXT");
            site.execute(
                    "INSERT INTO ccrepo.cdr_repo (uniqueid, note) VALUES ('huge', REPEAT('x', 3000000))",
                    "INSERT INTO ccrepo.cdr_repo (uniqueid, note) VALUES ('small', 'y')");

            var received = topic.await(2, PATIENCE);

            assertThat(received.stream().map(RawTopic.Received::key)).containsExactly("huge", "small");
            assertThat(Objects.requireNonNull(received.getFirst().image()).text("note"))
                    .startsWith("xxx")
                    .endsWith("… [cut by Pulso: 3000000 characters in the source]");
        }
    }

    @Test
    void shouldStopForGoodWhenAnotherTakesOver() throws Exception {
        try (var first = Ingest.start(site.config(), registry)) {
            assertThat(first.awaitSnapshot(PATIENCE)).isTrue();
            try (var second = Ingest.start(site.config(), registry);
                    var topic = queueLog()) {
                assertThat(Site.eventually(PATIENCE, () -> first.failure() != null))
                        .isTrue();
                assertThat(Objects.requireNonNull(first.failure()).kind()).isEqualTo(IngestFailure.Kind.TAKEN_OVER);
                site.queueLogRows(1, 9, 3);
                assertThat(topic.await(9, PATIENCE)).hasSize(9);
                assertThat(second.failure()).isNull();
                assertThat(second.metrics().restarts()).isLessThan(2);
            }
        }
    }

    private RawTopic queueLog() {
        return topic("ucontact.ccrepo.QUEUE_LOG_REPO");
    }

    private RawTopic topic(String name) {
        return new RawTopic(site.bootstrapServers(), name, registry);
    }

    private static List<String> lines(List<RawTopic.Received> received) {
        return Lines.of(received, COMPARED);
    }
}
