package pulso.command.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.wallboard.PassageArchive;
import pulso.wallboard.TableArchive;

/** What boards look up, asked of a real engine. */
final class ClickHouseArchivesTest {
    private static final Instant NOON = Instant.parse("2026-11-18T15:00:00Z");
    private static final int CALLS = 2_500;
    private static final TableArchive.Limits LIMITS = new TableArchive.Limits(10, 1_000, 1L << 30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedClickHouse server;

    private static final ClickHouseArchives ARCHIVES = new ClickHouseArchives();

    @BeforeAll
    static void fill() throws Exception {
        server = EmbeddedClickHouse.start(folder.resolve("clickhouse"), 0);
        ARCHIVES.open(URI.create("http://127.0.0.1:" + server.port()), "default", "");
        execute("CREATE DATABASE pulso");
        execute("CREATE TABLE pulso.passages (" + columns() + ") ENGINE = MergeTree ORDER BY interaction");
        execute("""
                INSERT INTO pulso.passages (source, channel, interaction, queue, ordinal, direction, enter, outcome,
                    wait_seconds, agent, talk_end, end_type, rating, caller, guid, recovered, last_row_at)
                SELECT 'ucontact', 'telephony', 'c' || toString(number), if(number % 2 = 0, 'Ventas<-', 'it''s'), 1, 'inbound',
                    fromUnixTimestamp64Milli(%d + number * 10), if(number %% 5 = 0, 'abandoned', 'answered'), number %% 60,
                    if(number %% 5 = 0, NULL, 'ana'), NULL, NULL, 4.5, '099', 'g' || toString(number), false, now64(3)
                FROM numbers(%d)""".replace("number % 2", "number %% 2").formatted(NOON.toEpochMilli(), CALLS));
        execute("CREATE TABLE pulso.queue_log (source String, datetime DateTime64(6, 'UTC'), origid Nullable(Int64),"
                + " topic_offset UInt64, at DateTime64(3, 'UTC'), interaction Nullable(String), guid Nullable(String),"
                + " event String, data1 String, wait_seconds Nullable(Int64)) ENGINE = MergeTree ORDER BY datetime");
        execute(
                "INSERT INTO pulso.queue_log VALUES ('ucontact', '2026-11-18 12:00:00', 2, 2, '2026-11-18 15:00:00', 'c7',"
                        + " NULL, 'CONNECT', '', 7), ('ucontact', '2026-11-18 12:00:00', 1, 1, '2026-11-18 15:00:00', 'c7', NULL,"
                        + " 'ENTERQUEUE', '', NULL), ('ucontact', '2026-11-18 12:01:00', 3, 3, '2026-11-18 15:01:00', NULL, 'g7',"
                        + " 'FINISHWRAPUP', 'x', NULL), ('other', '2026-11-18 12:01:00', 3, 3, '2026-11-18 15:01:00', 'c7', NULL,"
                        + " 'ABANDON', 'x', NULL)");
        execute(
                "CREATE TABLE pulso.cdr (source String, uniqueid String, calldate DateTime64(6, 'UTC')) ENGINE = MergeTree"
                        + " ORDER BY uniqueid");
        execute("CREATE TABLE pulso.tags (source String, id String, guid String) ENGINE = MergeTree ORDER BY id");
        execute(
                "CREATE VIEW pulso.by_day AS SELECT toDate(enter) AS day, count() AS n FROM pulso.passages GROUP BY day");
    }

    @AfterAll
    static void stop() {
        ARCHIVES.close();
        server.close();
    }

    @Test
    void shouldGiveEveryPassageOnceAndInOrder() {
        var found = passages(Set.of(), Set.of(), null);

        assertThat(found).hasSize(CALLS);
        assertThat(found).extracting(Passage::enter).isSorted();
        assertThat(found.get(7))
                .returns("c7", Passage::interaction)
                .returns(7L, Passage::waitSeconds)
                .returns("ana", Passage::agent)
                .returns(Outcome.ANSWERED, Passage::outcome)
                .returns(Channel.TELEPHONY, Passage::channel)
                .returns(4.5, Passage::rating)
                .returns(null, Passage::talkEnd)
                .returns(NOON.plusMillis(70), Passage::enter);
        assertThat(passages(Set.of("it's"), Set.of(), null)).hasSize(CALLS / 2);
        assertThat(passages(Set.of(), Set.of(Outcome.ABANDONED), null)).hasSize(CALLS / 5);
        assertThat(passages(Set.of(), Set.of(), place(found.get(1_999)))).hasSize(CALLS - 2_000);
    }

    @Test
    void shouldGiveTheRowsOfAnInteraction() {
        var passages = ARCHIVES.passages();
        assertThat(passages.interaction("ucontact", Channel.TELEPHONY, "c7")).hasSize(1);
        assertThat(passages.interaction("ucontact", Channel.TELEPHONY, "'")).isEmpty();

        var rows = passages.rows("ucontact", Channel.TELEPHONY, "c7", Set.of("g7"));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().rows())
                .extracting(row -> String.valueOf(row.get("event")))
                .containsExactly("\"ENTERQUEUE\"", "\"CONNECT\"", "\"FINISHWRAPUP\"");
        assertThat(rows.getFirst().rows().getFirst())
                .containsEntry("datetime", "2026-11-18T12:00:00.000000")
                .doesNotContainKeys("data1", "wait_seconds");
    }

    @Test
    void shouldAnswerViewsAndQueriesWithinLimits() {
        var tables = ARCHIVES.tables();
        assertThat(tables.views()).contains("by_day", "passages", "queue_log");
        var day = new Taken();
        var from = new TableArchive.Moment(NOON, LocalDateTime.parse("2026-11-18T12:00:00"));
        tables.view("by_day", from, null, LIMITS, day);
        assertThat(day.heads).extracting(TableArchive.Head::name).containsExactly("day", "n");
        assertThat(day.rows).containsExactly(List.of("2026-11-18", CALLS));
        var some = new Taken();
        tables.view("passages", from, new TableArchive.Moment(NOON.plusMillis(95), LocalDateTime.MAX), LIMITS, some);
        assertThat(some.rows).hasSize(10);

        var answer = new Taken();
        tables.query("SELECT number AS n, [1, 2] AS a, NULL AS x FROM numbers(2)", LIMITS, answer);
        assertThat(answer.heads).extracting(TableArchive.Head::type).startsWith("UInt64", "Array(UInt8)");
        assertThat(answer.rows).hasSize(2);
        assertThat(answer.rows.getLast().getFirst()).isEqualTo(1);
        for (var refused : List.of(
                "SELECT nonsense",
                "SELECT number FROM numbers(2000)",
                "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(cityHash64(number))",
                "DROP TABLE pulso.cdr")) {
            var limits = new TableArchive.Limits(1, 1_000, 1L << 30);
            assertThatThrownBy(() -> tables.query(refused, limits, new Taken()))
                    .as(refused)
                    .isInstanceOf(TableArchive.QuestionRefused.class);
        }
    }

    private static List<Passage> passages(
            Set<String> queues, Set<Outcome> outcomes, PassageArchive.@Nullable Place after) {
        var found = new ArrayList<Passage>();
        ARCHIVES.passages()
                .passages(
                        new PassageArchive.Wanted(
                                Set.of("ucontact"),
                                queues,
                                Set.of(Channel.TELEPHONY),
                                outcomes,
                                null,
                                PassageArchive.By.ENTER,
                                NOON,
                                NOON.plusSeconds(3_600),
                                after),
                        found::add);
        return found;
    }

    private static PassageArchive.Place place(Passage passage) {
        return new PassageArchive.Place(
                passage.enter(), passage.source(), "telephony", passage.interaction(), passage.queue(), 1);
    }

    /** Every component of a passage as a column; its type follows the component's. */
    private static String columns() {
        var columns = new ArrayList<String>();
        for (var component : Passage.class.getRecordComponents()) {
            var name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            var type = component.getType();
            columns.add(name
                    + ' '
                    + (type == Instant.class
                            ? "Nullable(DateTime64(3, 'UTC'))"
                            : type == Long.class
                                    ? "Nullable(Int64)"
                                    : type == Double.class
                                            ? "Nullable(Float64)"
                                            : type == int.class
                                                    ? "Int32"
                                                    : type == boolean.class ? "Bool" : "Nullable(String)"));
        }
        return String.join(", ", columns)
                .replace("enter Nullable(DateTime64(3, 'UTC'))", "enter DateTime64(3, 'UTC')")
                .replace("interaction Nullable(String)", "interaction String");
    }

    private static void execute(String sql) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString(sql))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(sql + answer.body()).isEqualTo(200);
        }
    }

    /** An answer, whole. */
    private static final class Taken implements TableArchive.Taker {
        private final List<TableArchive.Head> heads = new ArrayList<>();
        private final List<List<@Nullable Object>> rows = new ArrayList<>();

        @Override
        public void heads(List<TableArchive.Head> newHeads) {
            heads.addAll(newHeads);
        }

        @Override
        public boolean row(List<@Nullable Object> values) {
            return rows.add(values);
        }
    }
}
