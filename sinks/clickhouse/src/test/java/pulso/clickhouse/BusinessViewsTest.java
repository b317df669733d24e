package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;

/** The views with business names, on a few contacts that are told in full. */
final class BusinessViewsTest {
    private static final Dispositions DISPOSITIONS = new Dispositions("NOTE", "/");

    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        server = new ClickHouseServer(ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of()));
        new Migrations(server).apply("pulso_g1");
        new Views(server, DISPOSITIONS).pointTo("pulso_g1");
        // A call that overflows into a second queue, is answered there and passed on to a colleague
        passage(
                "c1",
                "Ventas<-",
                1,
                "09:00:00",
                "exited_timeout",
                "wait_end = '2026-05-01 09:01:00', wait_seconds = 60, caller = '099 123 456'");
        passage(
                "c1",
                "Reserva<-",
                1,
                "09:01:00",
                "answered",
                "wait_end = '2026-05-01 09:01:20', wait_seconds = 20, agent = 'ana', last_agent = 'beto', agent_transfers = 1,"
                        + " talk_end = '2026-05-01 09:05:00', talk_seconds = 220, hold_seconds = 10, end_type = 'blind_transfer',"
                        + " transfer_to = '702', guid = 'g1', caller = '099123456', wrap_up_end = '2026-05-01 09:05:30',"
                        + " wrap_up_seconds = 30, rating = 4.5");
        // Given up, and back by chat an hour later, the number written in another way
        passage(
                "c2",
                "Ventas<-",
                1,
                "10:00:00",
                "abandoned",
                "wait_end = '2026-05-01 10:00:03', wait_seconds = 3, caller = '+598 (99) 555', position = 2");
        passage(
                "w1",
                "Chat<-",
                1,
                "11:00:03",
                "open",
                "channel = 'webchat', caller = '59899555', since_last_contact_seconds = 3603");
        // Given up by somebody who does not want to be known
        passage(
                "c3",
                "Ventas<-",
                1,
                "12:00:00",
                "abandoned",
                "wait_end = '2026-05-01 12:00:40', wait_seconds = 40, caller = 'Anonymous'");
        passage(
                "c4",
                "Ventas<-",
                1,
                "12:10:00",
                "answered",
                "caller = 'anonymous', agent = 'ana', wait_seconds = 1, wait_end = '2026-05-01 12:10:01'");
        server.execute(
                "INSERT INTO pulso_raw.cdr (source, uniqueid, calldate, duration, billsec, disposition, note, guid, type, topic_offset)"
                        + " VALUES ('ucontact', 'c1', '2026-05-01 06:00:00', 300, 290, 'ANSWERED', 'Venta/Cuotas/', 'g1', 'yes', 1),"
                        + " ('ucontact', 'c2', '2026-05-01 07:00:00', 4, 3, 'ANSWERED', '', 'g2', '', 2)");
        server.execute(
                "INSERT INTO pulso_raw.tags (source, id, datetime, guid, topic_offset)"
                        + " VALUES ('ucontact', '1', '2026-05-01 06:02:00', 'g1', 1), ('ucontact', '2', '2026-05-01 06:03:00', 'g1', 2)");
        server.execute(
                "INSERT INTO pulso_raw.queue_log (source, identity, datetime, at, agent, event, kind, guid, event_agent, wrap_up_total_seconds, wrap_up_left_seconds, topic_offset)"
                        + " VALUES ('ucontact', 1, '2026-05-01 06:05:30', '2026-05-01 09:05:30', 'beto', 'FINISHWRAPUP', 'wrap_up', 'g1', 'ana', 30, 0, 1)");
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void shouldTellAContactWithAllItsPassages() {
        assertThat(rows(
                        "SELECT queues, passages, outcome, wait_seconds, agents, agent, last_agent, talk_seconds, hold_seconds,"
                                + " wrap_up_seconds, toString(enter), toString(local_enter), toString(end_at), end_type, transferred, caller, rating"
                                + " FROM pulso.contacts WHERE interaction = 'c1'"))
                .containsExactly(
                        "['Ventas<-','Reserva<-'] | 2 | answered | 80 | ['ana','beto'] | ana | beto | 220 | 10 | 30"
                                + " | 2026-05-01 09:00:00.000 | 2026-05-01 06:00:00.000 | 2026-05-01 09:05:00.000 | blind_transfer | true"
                                + " | 099 123 456 | 4.5");
    }

    @Test
    void shouldJoinACallWithItsDetailRecord() {
        assertThat(
                        rows(
                                "SELECT interaction, guid, recording, tags, disposition1, disposition2, disposition3,"
                                        + " cdr_duration_seconds, cdr_billsec_seconds, cdr_disposition, recorded FROM pulso.calls ORDER BY enter"))
                .containsExactly(
                        "c1 | g1 | g1 | 2 | Venta | Cuotas | null | 300 | 290 | ANSWERED | yes",
                        "c2 | g2 | g2 | 0 | null | null | null | 4 | 3 | ANSWERED | null",
                        "c3 | null | null | 0 | null | null | null | null | null | null | null",
                        "c4 | null | null | 0 | null | null | null | null | null | null | null");
        assertThat(
                        rows(
                                "SELECT count(), countIf(outcome = 'open' AND isNull(end_at)) FROM pulso.contacts WHERE channel = 'webchat'"))
                .containsExactly("1 | 1");
    }

    @Test
    void shouldSayWhoGaveUpAndCameBack() {
        assertThat(
                        rows(
                                "SELECT interaction, wait_seconds, position, threshold_seconds, short_seconds, short_abandoned, abandoned_within,"
                                        + " toString(came_back_at), came_back_after_seconds FROM pulso.abandons ORDER BY enter"))
                .containsExactly(
                        "c2 | 3 | 2 | 20 | 5 | true | true | 2026-05-01 11:00:03.000 | 3600",
                        "c3 | 40 | null | 20 | 5 | false | false | null | null");
    }

    @Test
    void shouldTellWhoCallsAgainByDay() {
        assertThat(
                        rows(
                                "SELECT toString(day), caller, contacts, repeat24h, repeat7d, channels, queues FROM pulso.repeat_callers"))
                .containsExactly("2026-05-01 | 59899555 | 2 | 1 | 1 | ['telephony','webchat'] | ['Chat<-','Ventas<-']");
    }

    @Test
    void shouldTellEachWrapUpWithTheQueueOfItsCall() {
        assertThat(rows(
                        "SELECT queue, agent, interaction, guid, toString(local_end), used_seconds, planned_seconds, left_seconds, exceeded"
                                + " FROM pulso.wrap_up"))
                .containsExactly("Reserva<- | ana | c1 | g1 | 2026-05-01 06:05:30.000000 | 30 | 30 | 0 | true");
    }

    @Test
    void shouldTellEachTransfer() {
        assertThat(
                        rows(
                                "SELECT interaction, toString(local_at), from_queue, from_agent, kind, transferred_to FROM pulso.transfers"))
                .containsExactly("c1 | 2026-05-01 06:05:00.000000 | Reserva<- | beto | blind | 702");
    }

    /** A stretch of time that holds some of what there is, one that holds all, and one whose edges cut contacts in two. */
    @Test
    void shouldGiveTheSameRowsOfAStretchOfTimeByItsParameters() {
        for (var stretch : List.of(
                List.of("2026-05-01 09:00:00", "2026-05-01 10:00:00"),
                List.of("2026-05-01 09:00:30", "2026-05-01 12:00:00"),
                List.of("2026-05-01 09:05:00", "2026-05-01 09:05:31"),
                List.of("2026-04-01 00:00:00", "2026-06-01 00:00:00"))) {
            var window = "(from = '%s', to = '%s')".formatted(stretch.getFirst(), stretch.getLast());
            for (var view : List.of(
                    List.of("passages", "enter"),
                    List.of("contacts", "enter"),
                    List.of("calls", "enter"),
                    List.of("abandons", "enter"),
                    List.of("transfers", "at"),
                    List.of("wrap_up", "end_at"))) {
                var plain =
                        "SELECT * FROM pulso.%1$s WHERE %2$s >= toDateTime64('%3$s', 3, 'UTC') AND %2$s < toDateTime64('%4$s', 3, 'UTC')"
                                .formatted(view.getFirst(), view.getLast(), stretch.getFirst(), stretch.getLast());

                assertThat(rows("SELECT * FROM pulso." + view.getFirst() + "_between" + window))
                        .as("%s %s", view.getFirst(), window)
                        .containsExactlyInAnyOrderElementsOf(rows(plain));
            }
        }
        assertThat(
                        rows(
                                "SELECT interaction FROM pulso.contacts_between(from = '2026-05-01 09:00:00', to = '2026-05-01 10:00:01')"))
                .containsExactlyInAnyOrder("c1", "c2");
        assertThat(
                        rows(
                                "SELECT interaction FROM pulso.contacts_between(from = '2026-05-01 09:00:30', to = '2026-05-01 09:30:00')"))
                .as("it entered before")
                .isEmpty();
    }

    /** Rows that came later: one that moved a chat elsewhere in time, one that took it back, one that was sent twice. */
    @Test
    void shouldGiveTheNewestOfEachPassageOfAStretchOfTime() {
        chat("moved", "2026-07-01 09:00:00", 1, 0);
        chat("moved", "2026-07-02 09:00:00", 2, 0);
        chat("come", "2026-07-02 10:00:00", 1, 0);
        chat("come", "2026-07-01 10:00:00", 2, 0);
        chat("gone", "2026-07-01 11:00:00", 1, 0);
        chat("gone", "1970-01-01 00:00:00", 2, 1);
        for (int time = 0; time < 2; time++) {
            chat("twice", "2026-07-01 12:00:00", 1, 0);
        }

        var first = rows(
                "SELECT interaction FROM pulso.passages_between(from = '2026-07-01 00:00:00', to = '2026-07-02 00:00:00')");

        assertThat(first).containsExactlyInAnyOrder("come", "twice");
        assertThat(rows("SELECT interaction FROM pulso.passages WHERE toDate(enter) = '2026-07-01'"))
                .containsExactlyInAnyOrderElementsOf(first);
        server.execute("ALTER TABLE pulso_g1.passages DELETE WHERE source = 'other' SETTINGS mutations_sync = 1");
    }

    private static void chat(String interaction, String enter, int version, int deleted) {
        server.execute("INSERT INTO pulso_g1.passages (source, channel, interaction, queue, ordinal, direction, enter,"
                + " local_enter, outcome, version, is_deleted) SETTINGS insert_deduplicate = 0 VALUES ('other', 'webchat', '"
                + interaction
                + "', 'Chat<-', 1, 'inbound', '" + enter + "', '" + enter + "', 'answered', " + version + ", " + deleted
                + ')');
    }

    private static void passage(
            String interaction, String queue, int ordinal, String time, String outcome, String rest) {
        var columns = new ArrayList<>(List.of(
                "source",
                "interaction",
                "queue",
                "ordinal",
                "direction",
                "enter",
                "local_enter",
                "outcome",
                "version"));
        var enter = "'2026-05-01 " + time + "'";
        var values = new ArrayList<>(List.of(
                "'ucontact'",
                quoted(interaction),
                quoted(queue),
                Integer.toString(ordinal),
                "'inbound'",
                enter,
                "toDateTime64(" + enter + ", 3, 'UTC') - INTERVAL 3 HOUR",
                quoted(outcome),
                "1"));
        for (var part : (rest.contains("channel =") ? rest : "channel = 'telephony', " + rest).split(", ")) {
            var sides = part.split(" = ");
            columns.add(sides[0]);
            values.add(sides[1]);
        }
        server.execute("INSERT INTO pulso_g1.passages (%s) SELECT %s"
                .formatted(String.join(", ", columns), String.join(", ", values)));
    }

    private static String quoted(String text) {
        return Views.quoted(text);
    }

    private static List<String> rows(String sql) {
        return server
                .query("SELECT arrayStringConcat(arrayMap(cell -> cell, cells), ' | ') AS line FROM (SELECT ["
                        + cells(sql) + "] AS cells FROM (" + sql + "))")
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    /** Every column as text, null as {@code null}. */
    private static String cells(String sql) {
        return server.query("DESCRIBE (" + sql + ')').stream()
                .map(column -> "ifNull(toString(`" + column.getString("name") + "`), 'null')")
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
