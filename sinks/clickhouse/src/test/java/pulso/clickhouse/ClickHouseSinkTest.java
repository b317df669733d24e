package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static pulso.clickhouse.Servers.SOURCE;
import static pulso.clickhouse.Writer.cdr;
import static pulso.clickhouse.Writer.queueLog;
import static pulso.clickhouse.Writer.with;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.JsonKey;

/** Topics to tables, through a real Kafka and a real ClickHouse. */
final class ClickHouseSinkTest {
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 5, 1, 9, 0, 0, 123_456_000);

    @TempDir
    Path folder;

    private Servers servers;
    private Writer writer;

    @BeforeEach
    void start() {
        servers = new Servers(folder);
        writer = new Writer(servers.bootstrapServers(), servers.registry());
    }

    @AfterEach
    void stop() {
        writer.close();
        servers.close();
    }

    @Test
    void shouldShowEachRawRowOnceAsItStandsNow() {
        // Given rows of two snapshots, one told twice, an update, a delete by retention, and bytes that are no row
        var enter = queueLog(1, NINE, "c1", "ENTERQUEUE", "");
        var connect = with(queueLog(2, NINE.plusSeconds(5), "c1", "CONNECT", "5"), "site", "Norte");
        var wrong = queueLog(3, NINE.plusSeconds(9), "c1", "COMPLETEAGENT", "5");
        var right = with(wrong, "data1", "6");
        writer.queueLog("r", null, enter);
        writer.queueLog("r", null, enter);
        writer.queueLog("c", null, connect);
        writer.queueLog("c", null, wrong);
        writer.queueLog("u", wrong, right);
        writer.queueLog("d", enter, null);
        writer.garbage("QUEUE_LOG_REPO");
        writer.cdr("c", null, with(cdr(NINE, "u1", 60), "charged_balance", "12.500000"));
        writer.cdr("u", cdr(NINE, "u1", 60), with(cdr(NINE, "u1", 60), "rating", "good"));
        writer.cdr("c", null, cdr(NINE, null, 1));
        writer.cdr("c", null, cdr(NINE, null, 2));
        writer.flush();

        // When
        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 12);

            // Then
            assertThat(servers.query(
                            "SELECT event, data1, op, toString(datetime), toString(at), other['site'], toString(committed_at), epoch"
                                    + " FROM pulso.queue_log ORDER BY datetime"))
                    .containsExactly(
                            List.of(
                                    "ENTERQUEUE",
                                    "",
                                    "d",
                                    "2026-05-01 09:00:00.123456",
                                    "2026-05-01 12:00:00.123",
                                    "",
                                    "2026-05-01 12:00:00.250",
                                    "1"),
                            List.of(
                                    "CONNECT",
                                    "5",
                                    "c",
                                    "2026-05-01 09:00:05.123456",
                                    "2026-05-01 12:00:05.123",
                                    "Norte",
                                    "2026-05-01 12:00:00.250",
                                    "1"),
                            List.of(
                                    "COMPLETEAGENT",
                                    "6",
                                    "u",
                                    "2026-05-01 09:00:09.123456",
                                    "2026-05-01 12:00:09.123",
                                    "",
                                    "2026-05-01 12:00:00.250",
                                    "1"));
            assertThat(
                            servers.query(
                                    "SELECT uniqueid, duration, rating, other['rating'], op FROM pulso.cdr ORDER BY uniqueid, duration"))
                    .containsExactly(
                            List.of("", "1", "null", "", "c"),
                            List.of("", "2", "null", "", "c"),
                            List.of("u1", "60", "null", "good", "u"));
            assertThat(sink.status().tables())
                    .filteredOn(table -> table.table().equals("pulso_raw.queue_log"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.recordsRejected()).isEqualTo(1));
        }
    }

    @Test
    void shouldTakeOutWhatATombstoneNames() {
        var topic = Topics.derived("g1").passages();
        var kept = JsonKey.of(SOURCE, Channel.TELEPHONY.wireName(), "c1", "Ventas<-", 1);
        var gone = JsonKey.of(SOURCE, Channel.TELEPHONY.wireName(), "c2", "Ventas<-", 1);
        writer.derived(topic, kept, passage("c1", Outcome.OPEN, null));
        writer.derived(topic, gone, passage("c2", Outcome.OPEN, null));
        writer.derived(topic, kept, passage("c1", Outcome.EXITED_KEY, 42L));
        writer.derived(topic, gone, null);
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 4);

            assertThat(servers.query(
                            "SELECT interaction, outcome, wait_seconds, agent, toString(local_enter), reconstructed"
                                    + " FROM pulso.passages WHERE enter >= '2026-01-01'"))
                    .containsExactly(List.of("c1", "exited_key", "42", "null", "2026-05-01 09:00:00.000", "true"));
        }
    }

    @Test
    void shouldReckonTheDayOfTheContactCentreFromExactDistributions() {
        var topic = Topics.derived("g1").queueMinutes();
        // 23:59 and 00:01 on the wall of Montevideo: two days
        for (var minute : List.of("2026-05-02T02:59:00Z", "2026-05-02T03:01:00Z", "2026-05-02T03:02:00Z")) {
            var at = Instant.parse(minute);
            writer.derived(topic, JsonKey.of(SOURCE, "telephony", "Ventas<-", at), minute(at));
        }
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 3);

            assertThat(servers.query(
                            "SELECT toString(day), offered, answered, abandoned, short_abandoned, service_level,"
                                    + " asa_seconds, wait_p50_seconds, wait_p95_seconds, wait_max_seconds, aht_seconds"
                                    + " FROM pulso.kpi_queue_day ORDER BY day"))
                    .containsExactly(
                            List.of("2026-05-01", "10", "5", "4", "1", "0.375", "20.2", "30", "40", "40", "25.0"),
                            List.of("2026-05-02", "20", "10", "8", "2", "0.375", "20.2", "30", "40", "40", "25.0"));
        }
    }

    @Test
    void shouldGoOnWhenClickHouseComesBack() {
        try (var sink = servers.sink()) {
            writer.queueLog("c", null, queueLog(1, NINE, "c1", "ENTERQUEUE", ""));
            writer.flush();
            Servers.awaitCaughtUp(sink, 1);

            servers.stopClickHouse();
            for (int i = 2; i <= 500; i++) {
                writer.queueLog("c", null, queueLog(i, NINE, "c" + i, "ENTERQUEUE", ""));
            }
            writer.flush();
            Servers.await(
                    "the sink says that it cannot insert",
                    () -> sink.status().tables().stream()
                            .anyMatch(table -> table.failure() != null && table.lagRecords() > 0));
            servers.startClickHouse();

            Servers.awaitCaughtUp(sink, 500);
            assertThat(servers.count("SELECT count() FROM pulso.queue_log")).isEqualTo(500);
            assertThat(servers.count("SELECT count() FROM pulso_raw.queue_log")).isEqualTo(500);
        }
    }

    @Test
    void shouldGoOnWhereItStoppedAndInsertNothingTwice() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                writer.queueLog("c", null, queueLog(round * 100L + i, NINE, "c" + i, "ENTERQUEUE", ""));
            }
            writer.flush();
            try (var sink = servers.sink()) {
                Servers.awaitCaughtUp(sink, 100);
                assertThat(sink.status().tables().stream()
                                .mapToLong(SinkStatus.TableStatus::rowsInserted)
                                .sum())
                        .isEqualTo(100);
            }
        }

        assertThat(servers.count("SELECT count() FROM pulso_raw.queue_log")).isEqualTo(300);
    }

    @Test
    void shouldRejectTheOneRowThatClickHouseRefuses() {
        try (var sink = servers.sink()) {
            Servers.await("tables are there", () -> sink.status().healthy());
        }
        servers.execute("ALTER TABLE pulso_raw.queue_log ADD CONSTRAINT no_event_x CHECK event != 'X'");
        assumeThat(servers.refusal("INSERT INTO pulso_raw.queue_log (event) VALUES ('X')"))
                .as("the server tells why it refuses an insert")
                .contains("VIOLATED_CONSTRAINT");
        for (int i = 0; i < 100; i++) {
            writer.queueLog("c", null, queueLog(i, NINE, "c" + i, i == 37 ? "X" : "ENTERQUEUE", ""));
        }
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 100);

            assertThat(servers.count("SELECT count() FROM pulso.queue_log")).isEqualTo(99);
            assertThat(servers.count("SELECT count() FROM pulso.queue_log WHERE callid = 'c37'"))
                    .isZero();
        }
    }

    private static Passage passage(String interaction, Outcome outcome, @Nullable Long wait) {
        var enter = Instant.parse("2026-05-01T12:00:00Z");
        return new Passage(
                SOURCE,
                Channel.TELEPHONY,
                interaction,
                "Ventas<-",
                1,
                Direction.INBOUND,
                enter,
                outcome,
                null,
                wait,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                false,
                true,
                false,
                enter);
    }

    private static QueueMinute minute(Instant minute) {
        return new Minutes()
                .add(QueueCount.RECEIVED, 11)
                .add(QueueCount.OFFERED, 10)
                .add(QueueCount.REFUSED, 1)
                .add(QueueCount.OPEN, 1)
                .add(QueueCount.ANSWERED, 5)
                .add(QueueCount.ABANDONED, 4)
                .waited(Outcome.ANSWERED, 1, 1)
                .waited(Outcome.ANSWERED, 20, 2)
                .waited(Outcome.ANSWERED, 30, 2)
                .waited(Outcome.ABANDONED, 4, 1)
                .waited(Outcome.ABANDONED, 40, 3)
                .add(QueueCount.HANDLED, 4)
                .add(QueueCount.TALK_KNOWN, 4)
                .add(QueueCount.TALK_SECONDS, 80)
                .add(QueueCount.HOLD_SECONDS, 8)
                .add(QueueCount.WRAP_UP_KNOWN, 4)
                .add(QueueCount.WRAP_UP_SECONDS, 20)
                .of(SOURCE, Channel.TELEPHONY, "Ventas<-", minute);
    }
}
