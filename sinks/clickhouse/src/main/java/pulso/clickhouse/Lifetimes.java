package pulso.clickhouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the tables keep their rows, and the columns that say who somebody is. Applied at each start; a table that
 * has it already is left alone, since a change makes ClickHouse read all of it.
 */
final class Lifetimes {
    private static final Logger LOG = LoggerFactory.getLogger(Lifetimes.class);
    private static final Pattern OF_ROWS = Pattern.compile("ORDER BY .*? TTL (.*?) SETTINGS ");

    private final ClickHouseServer server;
    private final Retention retention;

    Lifetimes(ClickHouseServer server, Retention retention) {
        this.server = server;
        this.retention = retention;
    }

    void applyToRaw() {
        for (var table : RawTable.values()) {
            var column = table.sourceTable().timeColumn();
            if (column != null) {
                // Rows that do not say when, are as old as their commit
                var time = "if(" + column + " < '1971-01-01', committed_at, " + column + ')';
                apply(
                        RawTable.DATABASE + '.' + table.table(),
                        time,
                        retention.rawDays(),
                        PersonalColumns.of(table).keySet());
            }
        }
    }

    void applyToGeneration(String database) {
        var passages = PersonalColumns.OF_PASSAGES.keySet();
        apply(database + ".passages", "enter", retention.passageDays(), passages);
        apply(database + ".agent_intervals", "from_at", retention.passageDays(), Set.of());
        apply(database + ".queue_minutes", "minute", retention.minuteDays(), Set.of());
        apply(database + ".agent_minutes", "minute", retention.minuteDays(), Set.of());
    }

    private void apply(String table, String time, @Nullable Integer days, Set<String> personal) {
        var parts = table.split("\\.");
        var query = server.query(
                        "SELECT replaceRegexpAll(create_table_query, 'COMMENT \\'([^\\'\\\\\\\\]|\\\\\\\\.)*\\'', '') AS query"
                                + " FROM system.tables WHERE database = '%s' AND name = '%s'"
                                        .formatted(parts[0], parts[1]))
                .getFirst()
                .getString("query")
                .replaceAll("\\s+", " ");
        var changes = new ArrayList<String>();
        // A row that takes another out must outlive it
        var rows = days == null ? null : time + " + toIntervalDay(" + days + ") WHERE is_deleted = 0";
        var present = OF_ROWS.matcher(query);
        var presentRows = present.find() ? present.group(1) : null;
        if (rows == null && presentRows != null) {
            changes.add("REMOVE TTL");
        } else if (rows != null && !rows.equals(presentRows)) {
            changes.add("MODIFY TTL " + rows);
        }
        changes.addAll(ofColumns(query, time, personal));
        for (var change : changes) {
            server.define("ALTER TABLE " + table + ' ' + change);
            LOG.info("{}: {}", table, change);
        }
    }

    private List<String> ofColumns(String query, String time, Set<String> personal) {
        var present = present(query);
        var days = retention.personalDays();
        var wanted = days == null ? null : time + " + toIntervalDay(" + days + ')';
        var changes = new ArrayList<String>();
        for (var column : personal) {
            var has = present.get(column);
            if (wanted == null && has != null) {
                changes.add("MODIFY COLUMN `" + column + "` REMOVE TTL");
            } else if (wanted != null && !wanted.equals(has)) {
                changes.add("MODIFY COLUMN `" + column + "` TTL " + wanted);
            }
        }
        return changes;
    }

    /** Column by column; the comments are gone, so a backtick begins a column and nothing else. */
    private static Map<String, String> present(String query) {
        var present = new HashMap<String, String>();
        int end = query.indexOf(") ENGINE =");
        for (var column : query.substring(query.indexOf('(') + 1, end).split(", (?=`)", -1)) {
            int ttl = column.indexOf(" TTL ");
            if (ttl >= 0) {
                present.put(
                        column.substring(1, column.indexOf('`', 1)),
                        column.substring(ttl + " TTL ".length()).strip());
            }
        }
        return present;
    }
}
