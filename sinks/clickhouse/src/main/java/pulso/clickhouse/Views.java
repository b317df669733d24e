package pulso.clickhouse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The views in {@code pulso}: each storage table under its plain name, every row once, columns with their comments; and
 * the KPIs on top. Whoever queries {@code pulso} needs no FINAL.
 */
final class Views {
    private static final String PASSAGES = "passages";
    private static final Set<String> HIDDEN = Set.of(ColumnNames.VERSION, ColumnNames.IS_DELETED, "unkeyed");

    private final ClickHouseServer server;
    private final Dispositions dispositions;

    Views(ClickHouseServer server, Dispositions dispositions) {
        this.server = server;
        this.dispositions = dispositions;
    }

    /** Makes {@code pulso} show this generation, with every view as this version of Pulso has it. */
    void pointTo(String generationDatabase) {
        for (var table : tables(RawTable.DATABASE)) {
            server.define(view(RawTable.DATABASE, table, hidden(table)));
        }
        turnTo(generationDatabase);
        new KpiViews(server).create();
        new BusinessViews(server, dispositions).create();
    }

    /** Only what differs between generations, all other views stand on it: done within moments. */
    void turnTo(String generationDatabase) {
        var views = tables(generationDatabase).stream()
                .map(table -> view(generationDatabase, table, HIDDEN))
                .toList();
        views.forEach(server::define);
        server.define(passagesBetween(generationDatabase));
    }

    /**
     * The passages that entered in a stretch of time [from, to). Calls are found by their ids, which begin with the time.
     * Those of chats have no order, and FINAL would merge all of them: here the newest row of each is found by the keys
     * of those that entered in the stretch, hashed so that no two meet, and only columns that are asked for are read.
     */
    private String passagesBetween(String database) {
        var names = String.join(", ", columns(database, PASSAGES, HIDDEN).keySet());
        var key = "sipHash128(source, channel, interaction, queue, ordinal)";
        var chats = "FROM %s.%s WHERE channel != 'telephony' AND ".formatted(database, PASSAGES);
        var within = BusinessViews.within("enter");
        return "CREATE OR REPLACE VIEW pulso.passages" + BusinessViews.BETWEEN + " AS SELECT " + names + " FROM "
                + database + '.' + PASSAGES + " FINAL WHERE channel = 'telephony' AND " + within + " UNION ALL SELECT "
                + names + ' ' + chats + within + " AND is_deleted = 0 AND (" + key + ", version) IN (SELECT " + key
                + " AS hashed, max(version) " + chats + "cityHash64(interaction) IN (SELECT cityHash64(interaction) "
                + chats + within + ") GROUP BY hashed) LIMIT 1 BY " + key;
    }

    /** Whether somebody made them before. */
    boolean areThere() {
        return !server.query("SELECT name FROM system.tables WHERE database = 'pulso' AND name = '" + BusinessViews.LAST
                        + '\'')
                .isEmpty();
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

    /**
     * Whether the time of a row is part of what makes it that row, but not of the table's key: then rows of two months are
     * two rows, which ClickHouse cannot know, and months that nobody asks for need not be read.
     */
    private static boolean isKnownByItsMonth(String table) {
        return Arrays.stream(RawTable.values())
                .anyMatch(raw -> raw.table().equals(table)
                        && raw.id() != null
                        && raw.sourceTable().timeColumn() != null);
    }

    private String view(String database, String table, Set<String> hidden) {
        var columns = columns(database, table, hidden);
        var comment = server.query("SELECT comment FROM system.tables WHERE database = '%s' AND name = '%s'"
                        .formatted(database, table))
                .getFirst()
                .getString("comment");
        return "CREATE OR REPLACE VIEW pulso.%s (%s) COMMENT %s AS SELECT %s FROM %s.%s FINAL%s"
                .formatted(
                        table,
                        String.join(", ", columns.values()),
                        quoted(comment),
                        String.join(", ", columns.keySet()),
                        database,
                        table,
                        isKnownByItsMonth(table) ? " SETTINGS do_not_merge_across_partitions_select_final = 1" : "");
    }

    /** How a view names and describes the columns of its table, by their quoted names, in order. */
    private Map<String, String> columns(String database, String table, Set<String> hidden) {
        var described = new LinkedHashMap<String, String>();
        var columns = server.query(
                "SELECT name, type, comment FROM system.columns WHERE database = '%s' AND table = '%s' ORDER BY position"
                        .formatted(database, table));
        for (var column : columns) {
            var name = column.getString("name");
            if (!hidden.contains(name)) {
                described.put(
                        '`' + name + '`',
                        "`%s` %s COMMENT %s"
                                .formatted(name, column.getString("type"), quoted(column.getString("comment"))));
            }
        }
        return described;
    }

    static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
