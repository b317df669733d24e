package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static pulso.clickhouse.Servers.SOURCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.kpi.ServiceLevelParts;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;

/** Every figure of the catalogue: in SQL from minutes, in SQL apart from them, and by the catalogue itself. */
final class KpiViewsTest {
    private static final Instant FROM = Instant.parse("2026-05-01T10:07:00Z");
    private static final Instant TO = Instant.parse("2026-05-02T01:43:00Z");
    private static final SettingsBook BOOK = new SettingsBook(ServiceTarget.DEFAULT);
    private static final Set<String> SERVICE_LEVEL = Set.of(
            "offered",
            "open",
            "answered",
            "answered_within",
            "abandoned",
            "abandoned_within",
            "short_abandoned",
            "service_level");
    private static final GeneratedDay DAY = new GeneratedDay(42, 3_000);

    @TempDir
    static Path folder;

    private static Servers servers;

    @BeforeAll
    static void feed() {
        servers = new Servers(folder);
        var topics = Topics.derived(Topics.FIRST_GENERATION);
        long records;
        try (var writer = new Writer(servers.bootstrapServers(), servers.registry())) {
            for (var setting : settings()) {
                BOOK.put(setting);
                writer.derived(Topics.SETTINGS, RecordKeys.of(setting), setting);
            }
            DAY.passages.forEach(passage -> writer.derived(topics.passages(), RecordKeys.of(passage), passage));
            DAY.intervals.forEach(
                    interval -> writer.derived(topics.agentIntervals(), RecordKeys.of(interval), interval));
            var minutes = DAY.minutes();
            minutes.forEach(minute -> writer.derived(topics.queueMinutes(), RecordKeys.of(minute), minute));
            var agentMinutes = DAY.agents.minutes();
            agentMinutes.forEach(minute -> writer.derived(topics.agentMinutes(), RecordKeys.of(minute), minute));
            int origId = 0;
            for (var row : DAY.rows) {
                writer.log(++origId, row);
            }
            writer.flush();
            records = 0L
                    + settings().size()
                    + DAY.passages.size()
                    + DAY.intervals.size()
                    + minutes.size()
                    + agentMinutes.size()
                    + DAY.rows.size();
        }
        try (var sink = servers.sink()) {
            Servers.awaitCaughtUp(sink, records);
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** One queue changes its target within the window, one has a default that came later, the others have none. */
    private static List<Setting> settings() {
        var noon = Instant.parse("2026-05-01T15:00:00Z");
        return List.of(
                new Setting(
                        SOURCE,
                        Setting.Kind.QUEUE,
                        "Ventas0<-",
                        List.of(version(Instant.EPOCH.plusSeconds(1), 10, null), version(noon, 60, 3))),
                new Setting(SOURCE, Setting.Kind.QUEUE, "Ventas1<-", List.of(version(noon, null, 12))),
                new Setting(SOURCE, Setting.Kind.QUEUE, "", List.of(version(noon.plusSeconds(3600), 35, null))));
    }

    private static SettingVersion version(Instant from, @Nullable Integer threshold, @Nullable Integer shortSeconds) {
        return new SettingVersion(from, from, "test", threshold, shortSeconds, null, null, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpi_queue", "kpi_queue_from_passages"})
    void shouldAgreeOnEachFigureOfEachQueue(String view) {
        var expected = figures(
                minute -> minute.minute().isBefore(FROM) || !minute.minute().isBefore(TO) ? null : "", null);

        var actual = query(
                "SELECT * FROM pulso.%s(from = '%s', to = '%s', threshold = -1, short = -1)"
                        .formatted(view, sql(FROM), sql(TO)),
                List.of("channel", "queue"));

        assertThat(expected).hasSizeGreaterThan(20);
        compare(expected, actual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpi_queue", "kpi_queue_from_passages"})
    void shouldJudgeByTheTargetAskedFor(String view) {
        var expected = figures(
                minute -> minute.minute().isBefore(FROM) || !minute.minute().isBefore(TO) ? null : "",
                new ServiceTarget(40, 9));

        var actual = query(
                "SELECT * FROM pulso.%s(from = '%s', to = '%s', threshold = 40, short = 9)"
                        .formatted(view, sql(FROM), sql(TO)),
                List.of("channel", "queue"));

        compare(expected, actual);
    }

    @Test
    void shouldAgreeOnEachDayOfTheContactCentre() {
        var expected = figures(minute -> local(minute.minute()).toLocalDate().toString(), null);

        compare(expected, query("SELECT * FROM pulso.kpi_queue_day", List.of("channel", "queue", "day")));
    }

    @Test
    void shouldAgreeOnEachHour() {
        var expected = figures(
                minute -> local(minute.minute()).toLocalDate() + " "
                        + "%02d:00:00".formatted(local(minute.minute()).getHour()),
                null);

        compare(
                expected,
                query(
                        "SELECT * REPLACE toString(hour) AS hour FROM pulso.kpi_queue_hour",
                        List.of("channel", "queue", "hour")));
    }

    @Test
    void shouldAgreeOnEachMonth() {
        var expected = figures(
                minute -> local(minute.minute()).toLocalDate().withDayOfMonth(1).toString(), null);

        compare(expected, query("SELECT * FROM pulso.kpi_queue_month", List.of("channel", "queue", "month")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveServiceLevelByAnyFormula(ServiceLevelFormula formula) {
        for (int threshold : List.of(-1, 40)) {
            var expected = figures(
                    minute -> local(minute.minute()).toLocalDate().toString(),
                    valid -> threshold < 0 ? valid : new ServiceTarget(threshold, valid.shortSeconds()),
                    formula);
            expected.values().forEach(row -> row.keySet().retainAll(SERVICE_LEVEL));

            compare(
                    expected,
                    query(
                            "SELECT * FROM pulso.service_level(queue = '', threshold = %d, formula = '%s')"
                                    .formatted(threshold, formula.id()),
                            List.of("channel", "queue", "day")));
        }
        assertThat(servers.refusal("SELECT * FROM pulso.service_level(queue = '', threshold = -1, formula = 'sl7')"))
                .contains("sl1 to sl6");
    }

    @Test
    void shouldListEachThatIsCounted() {
        var listed = query("""
                SELECT channel, queue,
                    sum(abandoned) AS abandoned, sum(short_abandoned) AS short_abandoned,
                    sum(abandoned_within) AS abandoned_within, sum(transferred) AS transferred,
                    sum(wrap_up_known) AS wrap_up_known, sum(wrap_up_seconds) AS wrap_up_seconds
                FROM (
                    SELECT channel, queue, 1 AS abandoned, short_abandoned, abandoned_within,
                        0 AS transferred, 0 AS wrap_up_known, 0 AS wrap_up_seconds
                    FROM pulso.abandons
                    UNION ALL SELECT channel, from_queue, 0, false, false, 1, 0, 0 FROM pulso.transfers
                    UNION ALL SELECT channel, queue, 0, false, false, 0, 1, used_seconds FROM pulso.wrap_up
                    UNION ALL SELECT channel, queue, 0, false, false, 0, 0, 0 FROM pulso.queue_minutes
                )
                GROUP BY channel, queue""", List.of("channel", "queue"));

        var expected = figures(_ -> "", null);
        var columns = listed.values().iterator().next().keySet();
        expected.values().forEach(row -> row.keySet().retainAll(columns));
        assertThat(columns).hasSize(6);
        compare(expected, listed);
        assertThat(servers.query("SELECT sum(repeat24h), sum(repeat7d) FROM pulso.repeat_callers"))
                .isEqualTo(servers.query("SELECT sum(repeat24h), sum(repeat7d) FROM pulso.kpi_queue_month"));
        assertThat(servers.query(
                        "SELECT sum(passages), countIf(outcome = 'answered'), sum(talk_seconds) FROM pulso.contacts"))
                .isEqualTo(servers.query(
                        "SELECT sum(offered), sum(answered), sum(talk_seconds) FROM pulso.kpi_queue_month"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpi_agent", "kpi_agent_from_intervals"})
    void shouldAgreeOnEachFigureOfEachAgent(String view) {
        var figures = new TreeMap<String, AgentFigures>();
        for (var minute : DAY.agents.minutes()) {
            if (!minute.minute().isBefore(FROM) && minute.minute().isBefore(TO)) {
                figures.computeIfAbsent(minute.agent(), _ -> new AgentFigures()).add(minute);
            }
        }
        var expected = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.forEach((agent, made) -> {
            var row = new TreeMap<String, @Nullable Number>();
            for (var kpi : AgentKpi.values()) {
                row.put(KpiViews.column(kpi.id(), kpi.unit()), kpi.of(made));
            }
            expected.put(agent, row);
        });

        assertThat(expected).hasSize(4);
        compare(
                expected,
                query(
                        "SELECT * FROM pulso.%s(from = '%s', to = '%s')".formatted(view, sql(FROM), sql(TO)),
                        List.of("agent")));
    }

    /** Queries and answers stand in the documentation as they came from here. */
    @Test
    void shouldAnswerTheExamplesOfTheDocumentation() throws IOException {
        var text = Files.readString(Path.of("..", "..", "docs", "clickhouse.md"));
        var examples = Pattern.compile("```sql\n(.*?)\n```\n\n```text\n(.*?)\n```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (var example : examples) {
            var answer = servers.query(example.group(1)).stream()
                    .map(row -> String.join(" | ", row))
                    .collect(Collectors.joining("\n"));
            assertThat(example.group(2)).as(example.group(1)).isEqualTo(answer);
        }
    }

    /** The catalogue's own way: minutes merged, each judged by its target. */
    private static Map<String, Map<String, @Nullable Number>> figures(
            Function<QueueMinute, @Nullable String> bucket, @Nullable ServiceTarget asked) {
        return figures(bucket, valid -> asked == null ? valid : asked, ServiceLevelFormula.SL6);
    }

    private static Map<String, Map<String, @Nullable Number>> figures(
            Function<QueueMinute, @Nullable String> bucket,
            UnaryOperator<ServiceTarget> asked,
            ServiceLevelFormula chosen) {
        var figures = new HashMap<String, QueueFigures>();
        var parts = new HashMap<String, ServiceLevelParts>();
        for (var minute : DAY.minutes()) {
            var within = bucket.apply(minute);
            if (within != null) {
                var key = (minute.channel().wireName() + '|' + minute.queue() + '|' + within).replaceFirst("\\|$", "");
                var target = asked.apply(BOOK.target(SOURCE, minute.queue(), minute.minute()));
                figures.computeIfAbsent(key, _ -> new QueueFigures()).add(minute);
                parts.merge(key, ServiceLevelParts.of(new QueueFigures().add(minute), target), ServiceLevelParts::plus);
            }
        }
        var rows = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.forEach((key, made) -> {
            var row = new TreeMap<String, @Nullable Number>();
            var part = parts.getOrDefault(key, ServiceLevelParts.NONE);
            for (var kpi : Kpi.values()) {
                row.put(KpiViews.column(kpi.id(), kpi.unit()), kpi.of(made, new Kpi.Judgement(part, chosen)));
            }
            for (var formula : ServiceLevelFormula.values()) {
                if (formula != chosen) {
                    row.put("service_level_" + formula.id(), formula.apply(made, part));
                }
            }
            rows.put(key, row);
        });
        return rows;
    }

    private static void compare(
            Map<String, Map<String, @Nullable Number>> expected, Map<String, Map<String, @Nullable Number>> actual) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, figures) -> figures.forEach((figure, value) -> {
            var row = actual.getOrDefault(key, Map.of());
            assertThat(row).as(key).containsKey(figure);
            var found = row.get(figure);
            if (value == null || found == null) {
                assertThat(found).as(key + ' ' + figure).isEqualTo(value);
            } else {
                assertThat(found.doubleValue()).as(key + ' ' + figure).isEqualTo(value.doubleValue());
            }
        }));
    }

    private static Map<String, Map<String, @Nullable Number>> query(String sql, List<String> keys) {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var columns = result.getMetaData();
            var rows = new TreeMap<String, Map<String, @Nullable Number>>();
            while (result.next()) {
                var row = new TreeMap<String, @Nullable Number>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    if (result.getObject(i) instanceof Number number) {
                        row.put(columns.getColumnLabel(i), number);
                    } else if (result.getObject(i) == null) {
                        row.put(columns.getColumnLabel(i), null);
                    }
                }
                var key = new StringBuilder();
                for (var column : keys) {
                    key.append(key.isEmpty() ? "" : "|").append(result.getString(column));
                }
                assertThat(rows.put(key.toString(), row))
                        .as("one row for " + key)
                        .isNull();
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, Servers.ZONE);
    }

    private static String sql(Instant at) {
        return at.toString().replace("T", " ").replace("Z", "");
    }
}
