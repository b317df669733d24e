package pulso.clickhouse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The views in {@code pulso}: each storage table under its plain name, every row once, columns with their comments; and
 * the KPIs on top. Whoever queries {@code pulso} needs no FINAL.
 */
final class Views {
    private static final Set<String> HIDDEN = Set.of(ColumnNames.VERSION, ColumnNames.IS_DELETED, "unkeyed");

    /** The grains of {@code kpi_queue_*}: local time of the contact centre. */
    private static final List<Map<String, String>> GRAINS = List.of(
            grain("15m", "quarter", "DateTime('UTC')", "toStartOfFifteenMinutes(local_minute)", "a quarter of an hour"),
            grain("hour", "hour", "DateTime('UTC')", "toStartOfHour(local_minute)", "an hour"),
            grain("day", "day", "Date", "toDate(local_minute)", "a day of the contact centre, of 23, 24 or 25 hours"));

    private final ClickHouseServer server;

    Views(ClickHouseServer server) {
        this.server = server;
    }

    /** Makes {@code pulso} show this generation. */
    void pointTo(String generationDatabase) {
        for (var table : tables(RawTable.DATABASE)) {
            server.execute(view(RawTable.DATABASE, table, hidden(table)));
        }
        for (var table : tables(generationDatabase)) {
            server.execute(view(generationDatabase, table, HIDDEN));
        }
        for (var grain : GRAINS) {
            Migrations.statements("views/kpi_queue.sql", grain).forEach(server::execute);
        }
    }

    private List<String> tables(String database) {
        return server
                .query(
                        "SELECT name FROM system.tables WHERE database = '%s' AND engine LIKE '%%ReplacingMergeTree' ORDER BY name"
                                .formatted(database))
                .stream()
                .map(row -> row.getString("name"))
                .toList();
    }

    /** Of a log, also what its dictionary never fills. */
    private static Set<String> hidden(String table) {
        var hidden = new HashSet<>(HIDDEN);
        for (var raw : RawTable.values()) {
            var log = raw.log();
            if (log != null && raw.table().equals(table)) {
                hidden.addAll(LogColumns.unused(log));
            }
        }
        return hidden;
    }

    private String view(String database, String table, Set<String> hidden) {
        var header = new ArrayList<String>();
        var names = new ArrayList<String>();
        var columns = server.query(
                "SELECT name, type, comment FROM system.columns WHERE database = '%s' AND table = '%s' ORDER BY position"
                        .formatted(database, table));
        for (var column : columns) {
            var name = column.getString("name");
            if (!hidden.contains(name)) {
                names.add('`' + name + '`');
                header.add("`%s` %s COMMENT %s"
                        .formatted(name, column.getString("type"), quoted(column.getString("comment"))));
            }
        }
        var comment = server.query("SELECT comment FROM system.tables WHERE database = '%s' AND name = '%s'"
                        .formatted(database, table))
                .getFirst()
                .getString("comment");
        return "CREATE OR REPLACE VIEW pulso.%s (%s) COMMENT %s AS SELECT %s FROM %s.%s FINAL"
                .formatted(
                        table, String.join(", ", header), quoted(comment), String.join(", ", names), database, table);
    }

    private static Map<String, String> grain(String name, String column, String type, String expression, String words) {
        return Map.of(
                "grain", name,
                "grain_column", column,
                "grain_type", type,
                "grain_expression", expression,
                "grain_comment", "Start, wall clock of the contact centre",
                "comment",
                        "The KPIs of each queue by " + words + ", service level within 20 s, abandons under 5 s apart");
    }

    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
