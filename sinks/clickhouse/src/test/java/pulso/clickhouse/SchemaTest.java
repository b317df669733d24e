package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.data.ClickHouseColumn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedClickHouse;
import pulso.schemas.event.Field;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.topic.Topics;

/** The DDL against the records that it is to hold. */
final class SchemaTest {
    private static final String DATABASE = "pulso_g1";
    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "clickhouse.md");
    private static final List<String> EVERY_RAW_TABLE =
            List.of("source", "other", "op", "committed_at", "epoch", "topic_offset");
    private static final List<String> EVERY_LOG = List.of(
            "identity",
            "origid",
            "datetime",
            "at",
            "callid",
            "queuename",
            "agent",
            "event",
            "data1",
            "data2",
            "data3",
            "data4",
            "data5",
            "kind",
            "interaction",
            "queue",
            "event_agent");
    private static final Set<String> OWN = Set.of("version", "is_deleted");

    @TempDir
    static Path folder;

    private static EmbeddedClickHouse clickHouse;
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        clickHouse = EmbeddedClickHouse.start(folder, 0);
        server = new ClickHouseServer(ClickHouseConfig.of(URI.create(clickHouse.url()), "127.0.0.1:1", List.of()));
        new Migrations(server).apply(DATABASE);
        new Views(server, Dispositions.DEFAULT).pointTo(DATABASE);
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void shouldHaveOneColumnOfTheRightTypeForEachComponent() {
        var tables = new ArrayList<DerivedTable<?>>(DerivedTable.of(Topics.derived("g1")));
        tables.add(DerivedTable.SETTINGS);
        for (var table : tables) {
            var database = table.equals(DerivedTable.SETTINGS) ? RawTable.DATABASE : DATABASE;
            var key = Stream.of(table.topic().keyParts().split(", "))
                    .map(ColumnNames::ofKeyPart)
                    .collect(Collectors.toSet());
            var expected = new TreeMap<String, String>();
            for (var column : RecordColumn.of(table.type())) {
                expected.put(column.name(), expectedType(column, key.contains(column.name())));
            }

            var actual = new TreeMap<String, String>();
            for (var column : server.schema(database, table.name()).getColumns()) {
                var name = column.getColumnName();
                if (!OWN.contains(name) && !name.startsWith(ColumnNames.LOCAL)) {
                    actual.put(name, plain(column.getOriginalTypeName()));
                }
            }

            assertThat(actual).as(table.name()).isEqualTo(expected);
        }
    }

    @Test
    void shouldHaveAColumnForEachDocumentedColumnOfTheSource() {
        for (var table : RawTable.values()) {
            assertThat(columns(RawTable.DATABASE, table.table()).keySet())
                    .as(table.table())
                    .containsAll(table.sourceTable().columns());
        }
    }

    @Test
    void shouldShowTheFieldsThatTheDictionaryOfALogFills() {
        for (var table : RawTable.values()) {
            var log = table.log();
            if (log == null) {
                continue;
            }
            var expected = new TreeMap<String, String>();
            for (var event : log.events()) {
                for (var field : event.data()) {
                    if (field != null) {
                        var type = field.unit() == Field.Unit.TEXT ? "Nullable(String)" : "Nullable(Int64)";
                        expected.put(LogColumns.column(field), type);
                    }
                }
            }

            var shown = columns("pulso", table.table());
            assertThat(shown.keySet()).as(table.table()).containsAll(LogColumns.COMMON);
            shown.keySet().removeIf(column -> !LogColumns.isDecoded(column) || LogColumns.COMMON.contains(column));

            assertThat(shown).as(table.table()).isEqualTo(expected);
        }
    }

    @Test
    void shouldHaveAColumnForEachFigureOfTheCatalogue() {
        var ofQueues = Stream.of(Kpi.values())
                .map(kpi -> KpiViews.column(kpi.id(), kpi.unit()))
                .toList();
        var ofAgents = Stream.of(AgentKpi.values())
                .map(kpi -> KpiViews.column(kpi.id(), kpi.unit()))
                .toList();
        for (var grain : List.of("15m", "hour", "day", "month")) {
            assertThat(columns("pulso", "kpi_queue_" + grain).keySet()).containsAll(ofQueues);
            assertThat(columns("pulso", "kpi_agent_" + grain).keySet()).containsAll(ofAgents);
        }
        var window = "from = '2026-01-01 00:00:00', to = '2026-01-02 00:00:00'";
        for (var view : List.of("kpi_queue", "kpi_queue_from_passages")) {
            assertThat(answered(view + '(' + window + ", threshold = -1, short = -1)"))
                    .containsAll(ofQueues);
        }
        for (var view : List.of("kpi_agent", "kpi_agent_from_intervals")) {
            assertThat(answered(view + '(' + window + ')')).containsAll(ofAgents);
        }
    }

    @Test
    void shouldBeDocumented() throws IOException {
        var tables = new StringBuilder();
        for (var table :
                server.query("SELECT name, comment FROM system.tables WHERE database = 'pulso' AND comment != ''"
                        + " AND name != 'schema_version' ORDER BY name")) {
            var name = table.getString("name");
            tables.append("| `%s` | %s | %s |\n".formatted(name, table.getString("comment"), documented(name)));
        }

        assertThat(Files.readString(DOCUMENTATION))
                .as("%s should hold:%n%s%n%s", DOCUMENTATION, EVERY_LOG, tables)
                .contains(tables)
                .contains("Every log: " + String.join(", ", EVERY_LOG) + ".")
                .contains("Every table of the source: " + String.join(", ", EVERY_RAW_TABLE) + ".");
    }

    /** Columns beyond those that all of its kind have. */
    private static String documented(String table) {
        var known = new ArrayList<String>();
        boolean isOfQueues = table.startsWith("kpi_queue");
        boolean isOfAgents = table.startsWith("kpi_agent");
        Stream.of(Kpi.values())
                .filter(_ -> isOfQueues)
                .forEach(kpi -> known.add(KpiViews.column(kpi.id(), kpi.unit())));
        Stream.of(AgentKpi.values())
                .filter(_ -> isOfAgents)
                .forEach(kpi -> known.add(KpiViews.column(kpi.id(), kpi.unit())));
        for (var raw : RawTable.values()) {
            if (raw.table().equals(table)) {
                known.addAll(EVERY_RAW_TABLE);
                known.addAll(raw.log() == null ? List.of() : EVERY_LOG);
            }
        }
        var columns = server.schema("pulso", table).getColumns().stream()
                .map(ClickHouseColumn::getColumnName)
                .toList();
        var names = columns.stream().filter(name -> !known.contains(name)).collect(Collectors.joining(", "));
        assertThat(columns).as(table).containsAll(known);
        return isOfQueues || isOfAgents ? names + "; every figure" : names;
    }

    private static Map<String, String> columns(String database, String table) {
        var columns = new TreeMap<String, String>();
        for (var column : server.schema(database, table).getColumns()) {
            columns.put(column.getColumnName(), plain(column.getOriginalTypeName()));
        }
        return columns;
    }

    private static List<String> answered(String view) {
        return server.query("DESCRIBE (SELECT * FROM pulso." + view + ')').stream()
                .map(column -> column.getString("name"))
                .toList();
    }

    @Test
    void shouldExplainEveryColumnOfTablesAndViews() {
        var silent = server.query("SELECT concat(database, '.', table, '.', name) AS place FROM system.columns"
                + " WHERE database IN ('pulso', 'pulso_raw', 'pulso_g1') AND comment = ''");

        assertThat(silent).extracting(row -> row.getString("place")).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenAppliedAgain() {
        var before = versions();

        new Migrations(server).apply(DATABASE);
        new Views(server, Dispositions.DEFAULT).pointTo(DATABASE);

        assertThat(versions()).isEqualTo(before).hasSize(5);
    }

    @Test
    void shouldRefuseToStartOnAMigrationThatWasChanged() {
        new Migrations(server).apply("pulso_g9");
        server.execute("INSERT INTO pulso.schema_version VALUES"
                + " ('pulso_g9', 'generation/001_derived_tables.sql', 'ffffffff', now64(3))");

        assertThatThrownBy(() -> new Migrations(server).apply("pulso_g9"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was changed after");

        server.execute(
                "ALTER TABLE pulso.schema_version DELETE WHERE database = 'pulso_g9' SETTINGS mutations_sync = 1");
        server.execute("DROP DATABASE pulso_g9 SYNC");
    }

    /** The time of a row is part of what makes it that row: one that moves to another month is one there, and none here. */
    @Test
    void shouldReadNoMonthThatNobodyAsksFor() {
        server.execute("INSERT INTO pulso_raw.cdr (source, uniqueid, calldate, topic_offset, is_deleted) VALUES"
                + " ('u', 'forward', '2026-01-31 23:59:59', 1, 0), ('u', 'back', '2026-02-01 00:00:00', 2, 0)");
        for (var move : List.of(
                "('u', 'forward', '2026-02-01 00:00:01', 3, 0), ('u', 'forward', '2026-01-31 23:59:59', 3, 1)",
                "('u', 'back', '2026-02-01 00:00:00', 4, 1), ('u', 'back', '2026-01-31 23:59:58', 4, 0)")) {
            server.execute(
                    "INSERT INTO pulso_raw.cdr (source, uniqueid, calldate, topic_offset, is_deleted) VALUES " + move);
        }

        assertThat(texts("SELECT concat(uniqueid, ' ', toString(calldate)) AS text FROM pulso.cdr ORDER BY text"))
                .containsExactly("back 2026-01-31 23:59:58.000000", "forward 2026-02-01 00:00:01.000000");
        assertThat(texts("SELECT uniqueid AS text FROM pulso.cdr WHERE toDate(calldate) = '2026-01-31'"))
                .containsExactly("back");
        for (var table : List.of("cdr", "sms", "tags", "black_list_history", "sipchat", "auditory")) {
            var time = RawTable.valueOf(table.toUpperCase(Locale.ROOT))
                    .sourceTable()
                    .timeColumn();
            assertThat(texts("SELECT explain AS text FROM (EXPLAIN indexes = 1 SELECT count() FROM pulso." + table
                            + " WHERE toDate(" + time + ") = '2026-03-01')"))
                    .as(table)
                    .noneMatch(line -> line.contains("Parts: ") && !line.contains("Parts: 0"));
            server.execute("TRUNCATE TABLE pulso_raw." + table);
        }
    }

    private static List<String> texts(String sql) {
        return server.query(sql).stream().map(row -> row.getString("text")).toList();
    }

    private static List<String> versions() {
        return server
                .query("SELECT concat(database, file, toString(applied_at)) AS v FROM pulso.schema_version"
                        + " WHERE database != 'pulso_g9' ORDER BY v")
                .stream()
                .map(row -> row.getString("v"))
                .toList();
    }

    private static String expectedType(RecordColumn column, boolean isKey) {
        var type = column.list() && column.type() == int.class ? "UInt32" : scalar(column.type());
        var optional = column.nullable() && !isKey ? "Nullable(" + type + ')' : type;
        return column.list() ? "Array(" + optional + ')' : optional;
    }

    private static String scalar(Class<?> type) {
        if (type == String.class || type.isEnum() || type == OpeningHours.class) {
            return "String";
        }
        if (type == Instant.class) {
            return "DateTime64(3, 'UTC')";
        }
        if (type == int.class || type == Integer.class) {
            return "Int32";
        }
        if (type == long.class || type == Long.class) {
            return "Int64";
        }
        if (type == double.class || type == Double.class) {
            return "Float64";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "Bool";
        }
        throw new IllegalArgumentException("no column type for " + type);
    }

    /** LowCardinality is how it is stored, not what it is. */
    private static String plain(String type) {
        return type.replaceAll("LowCardinality\\((String|Nullable\\(String\\))\\)", "$1");
    }
}
