package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.clickhouse.Servers.SOURCE;
import static pulso.clickhouse.Writer.image;
import static pulso.clickhouse.Writer.queueLog;
import static pulso.clickhouse.Writer.with;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;

/** The contact centre's other tables, what the dictionary reads in its logs, and what people decided. */
final class RawTablesTest {
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 5, 1, 9, 0);

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
    void shouldNameWhatTheDictionaryReads() {
        // Given one name of an event that means different things in two tables, special forms, and what nobody knows
        log("QUEUE_LOG_REPO", event("CONNECT", "12", "SIP/7", "4"));
        log("QUEUE_LOG_REPO", event("RINGNOANSWER", "15000"));
        log("QUEUE_LOG_REPO", event("ATTENDEDTRANSFER", "LINK", "x", "y", "9", "33|1"));
        log("QUEUE_LOG_REPO", with(event("FINISHWRAPUP", "200", "100"), "callid", "NONE"));
        log("QUEUE_LOG_REPO", event("SOMETHINGNEW", "1", "2"));
        log("WEBCHAT_LOG_REPO", with(event("CONNECT", "12", "berta", "a@b.c"), "agent", null));
        log("WEBCHAT_LOG_REPO", event("COMPLETEAGENT", "12", "300", "1", "17"));
        log("SMS_LOG_REPO", event("COMPLETEAGENTOUT", "40", "5", "099"));
        log("EMAIL_LOG_REPO", with(event("ATTENDED", "ana", "berta"), "agent", null));
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 9);

            assertThat(servers.query(
                            "SELECT concatWithSeparator(' ', event, kind, ifNull(interaction, '-'), event_agent,"
                                    + " ifNull(toString(wait_seconds), '-'), ifNull(toString(talk_seconds), '-'),"
                                    + " ifNull(toString(ring_seconds), '-'), ifNull(toString(ring_ms), '-'),"
                                    + " ifNull(bridged_unique_id, '-'), data1) FROM pulso.queue_log ORDER BY event"))
                    .containsExactly(
                            List.of("ATTENDEDTRANSFER attended_transfer c ana 9 33 - - - LINK"),
                            List.of("CONNECT connect c ana 12 - 4 - SIP/7 12"),
                            List.of("FINISHWRAPUP unusable - ana - - - - - 200"),
                            List.of("RINGNOANSWER ring_no_answer c ana - - - 15000 - 15000"),
                            List.of("SOMETHINGNEW unknown c ana - - - - - 1"));
            assertThat(servers.query("SELECT kind, agent, event_agent, wait_seconds, talk_seconds, messages, client"
                            + " FROM pulso.webchat_log ORDER BY kind"))
                    .containsExactly(
                            List.of("completed_by_agent", "ana", "ana", "12", "300", "17", "null"),
                            List.of("connect", "", "berta", "12", "null", "null", "a@b.c"));
            assertThat(servers.query("SELECT channel, kind, event_agent, talk_seconds, messages FROM pulso.events"
                            + " WHERE channel IN ('sms', 'email') ORDER BY channel"))
                    .containsExactly(
                            List.of("email", "agent_attended", "berta", "null", "null"),
                            List.of("sms", "out_end", "ana", "40", "5"));
        }
    }

    @Test
    void shouldHoldTheLatestStateOfEachRowOfTheOtherTables() {
        // Given rows with ids, rows without, a column nobody knew, and rows of a table that the dialler works with
        writer.row("ccrepo", "SMS_REPO", "c", null, sms("1", "hola", null));
        writer.row("ccrepo", "SMS_REPO", "u", sms("1", "hola", null), sms("1", "hola", "ok"));
        writer.row("ccrepo", "SMS_REPO", "d", sms("1", "hola", "ok"), null);
        writer.row(
                "ccrepo",
                "TAGS",
                "c",
                null,
                image("tags", Map.of("id", 7L, "datetime", NINE, "guid", "g", "time", 31L)));
        writer.row("ccrepo", "TAGS", "c", null, image("tags2", Map.of("id", 8L, "datetime", NINE, "colour", "red")));
        writer.row("ccrepo", "SIPCHAT", "c", null, image("sipchat", Map.of("datecreated", NINE, "message", "a")));
        writer.row("ccrepo", "SIPCHAT", "c", null, image("sipchat", Map.of("datecreated", NINE, "message", "b")));
        writer.row(
                "ccrepo",
                "BLACK_LIST_HISTORY",
                "c",
                null,
                image("bl", Map.of("id", 1L, "calldate", NINE, "dst", "099")));
        writer.row("ccdata", "CALLS_SPOOL", "c", null, contact(1, 1L));
        writer.row("ccdata", "CALLS_SPOOL", "u", contact(1, 1L), contact(1, 0L));
        writer.row("ccdata", "CALLS_SPOOL", "c", null, contact(2, 1L));
        writer.row("ccdata", "CALLS_SPOOL", "d", contact(2, 1L), null);
        writer.row(
                "ccdata",
                "DIALER_BASE",
                "c",
                null,
                image("base", Map.of("id", 3L, "campaign", "Cobranza->", "records", 9L)));
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 14);

            assertThat(servers.query("SELECT id, message, result, op, toString(at) FROM pulso.sms"))
                    .containsExactly(List.of("1", "hola", "ok", "d", "2026-05-01 12:00:00.000"));
            assertThat(servers.query("SELECT id, time, other['colour'] FROM pulso.tags ORDER BY id"))
                    .containsExactly(List.of("7", "31", ""), List.of("8", "null", "red"));
            assertThat(servers.query("SELECT message FROM pulso.sipchat ORDER BY message"))
                    .containsExactly(List.of("a"), List.of("b"));
            assertThat(servers.query("SELECT id, dst FROM pulso.black_list_history"))
                    .containsExactly(List.of("1", "099"));
            assertThat(servers.query("SELECT destination, status, other['number'] FROM pulso.calls_spool"))
                    .containsExactly(List.of("0991", "0", "1"));
            assertThat(servers.query("SELECT id, campaign, records FROM pulso.dialer_base"))
                    .containsExactly(List.of("3", "Cobranza->", "9"));
            assertThat(servers.count("SELECT count() FROM pulso." + Servers.ABSENT.table()))
                    .as("a table whose topic is not there harms nothing")
                    .isZero();
        }
    }

    @Test
    void shouldTellWhatHeldWhen() {
        var monday =
                new OpeningHours(List.of(new OpeningHours.Span(DayOfWeek.MONDAY, 540, 1080)), List.of("2026-12-25"));
        var queue = new Setting(
                SOURCE,
                Setting.Kind.QUEUE,
                "Ventas<-",
                List.of(
                        version("2026-01-01T00:00:00Z", 30, null, null),
                        version("2026-03-01T00:00:00Z", null, monday, null)));
        var agent = new Setting(
                SOURCE, Setting.Kind.AGENT, "ana", List.of(version("2026-01-01T00:00:00Z", null, null, "Ana B")));
        var gone =
                new Setting(SOURCE, Setting.Kind.QUEUE, "Old", List.of(version("2026-01-01T00:00:00Z", 9, null, null)));
        for (var setting : List.of(queue, agent, gone)) {
            writer.derived(Topics.SETTINGS, RecordKeys.of(setting), setting);
        }
        writer.derived(Topics.SETTINGS, RecordKeys.of(gone), null);
        var list = new DialerList(SOURCE, "Cobranza->", "Mayo", 100L, true, null, 40, 1, 2, 0);
        writer.derived(Topics.derived("g1").dialerLists(), RecordKeys.of(list), list);
        writer.flush();

        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, 5);

            assertThat(servers.query(
                            "SELECT queue, threshold_seconds, opening, toString(valid_from), toString(valid_to)"
                                    + " FROM pulso.queues ORDER BY valid_from"))
                    .containsExactly(
                            List.of("Ventas<-", "30", "null", "2026-01-01 00:00:00.000", "2026-03-01 00:00:00.000"),
                            List.of(
                                    "Ventas<-",
                                    "null",
                                    "monday 09:00-18:00; closed 2026-12-25",
                                    "2026-03-01 00:00:00.000",
                                    "null"));
            assertThat(servers.query("SELECT agent, name FROM pulso.agent_names"))
                    .containsExactly(List.of("ana", "Ana B"));
            assertThat(servers.query("SELECT name, records, active, percentage, ready FROM pulso.dialer_lists"))
                    .containsExactly(List.of("Mayo", "100", "true", "null", "40"));
        }
    }

    private void log(String table, GenericRecord row) {
        writer.row("ccrepo", table, "c", null, row);
    }

    private static GenericRecord event(String event, String... data) {
        var row = queueLog(1, NINE, "c", event, "");
        for (int i = 0; i < data.length; i++) {
            row.put("data" + (i + 1), data[i]);
        }
        return row;
    }

    private static GenericRecord sms(String id, String message, @Nullable String result) {
        return with(
                image("sms", Map.of("id", id, "dateprocessed", NINE, "message", message, "result", "")),
                "result",
                result);
    }

    /** With a primary key that is not documented. */
    private static GenericRecord contact(long number, long status) {
        return image(
                "spool",
                Map.of("number", number, "campaign", "Cobranza->", "destination", "099" + number, "status", status));
    }

    private static SettingVersion version(
            String from, @Nullable Integer threshold, @Nullable OpeningHours opening, @Nullable String name) {
        var at = Instant.parse(from);
        return new SettingVersion(at, at, "test", threshold, null, null, opening, null, name, null);
    }
}
