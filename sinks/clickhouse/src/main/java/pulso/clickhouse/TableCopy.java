package pulso.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies every row of a ReplacingMergeTree into another with the same columns and the same parts of its key, in slices of
 * which each takes seconds. Done again after it was cut off, it goes on where it was: a slice is there when each of its keys
 * is, in its newest version, those taken out included.
 */
final class TableCopy {
    private static final Logger LOG = LoggerFactory.getLogger(TableCopy.class);
    private static final Pattern STATEMENT = Pattern.compile("INSERT INTO (\\S+) SELECT \\* FROM (\\S+)");
    private static final long ROWS_OF_A_SLICE = 1_000_000;
    /** By which the edges of slices are found. */
    private static final long SAMPLES_OF_A_SLICE = 100;

    private static final String ROWS = "slice_rows";

    private final ClickHouseServer server;
    private final String from;
    private final String to;
    private final List<String> key;
    private final List<String> leading;

    /**
     * @param from with its database
     * @param to likewise
     */
    TableCopy(ClickHouseServer server, String from, String to) {
        this.server = server;
        this.from = from;
        this.to = to;
        var columns = server.query("""
                SELECT name, startsWith(type, 'LowCardinality') AS few
                FROM system.columns
                WHERE concat(database, '.', table) = %1$s AND is_in_sorting_key
                ORDER BY indexOf(splitByString(', ', (
                    SELECT sorting_key FROM system.tables WHERE concat(database, '.', name) = %1$s)), name)""".formatted(Views.quoted(from)));
        this.key = columns.stream().map(column -> column.getString("name")).toList();
        this.leading = columns.stream()
                .takeWhile(column -> column.getInteger("few") == 1)
                .map(column -> column.getString("name"))
                .toList();
    }

    /** A copy, where the statement is one of a whole table. */
    static Optional<TableCopy> of(ClickHouseServer server, String statement) {
        var match = STATEMENT.matcher(statement);
        return match.matches() ? Optional.of(new TableCopy(server, match.group(2), match.group(1))) : Optional.empty();
    }

    void run() {
        run(ROWS_OF_A_SLICE);
    }

    /** @return slices that were copied; those that were there already are not among them */
    int run(long rowsOfASlice) {
        int copied = 0;
        var slices = slices(rowsOfASlice);
        for (var slice : slices) {
            if (!isThere(slice)) {
                server.execute("INSERT INTO %s SELECT * FROM %s WHERE %s SETTINGS max_partitions_per_insert_block = 0"
                        .formatted(to, from, slice));
                copied++;
                LOG.info("{} to {}: {} of {} slices copied", from, to, copied, slices.size());
            }
        }
        return copied;
    }

    /** Conditions, of which each row meets exactly one: stretches of the key. */
    List<String> slices(long rowsOfASlice) {
        var columns = leading.isEmpty() ? "" : String.join(", ", leading) + ", ";
        var grouping = leading.isEmpty() ? "" : " GROUP BY " + String.join(", ", leading);
        var slices = new ArrayList<String>();
        for (var group : server.query("SELECT %scount() AS %s FROM %s%s".formatted(columns, ROWS, from, grouping))) {
            var ofGroup = leading.stream()
                    .map(column -> column + " = " + Views.quoted(group.getString(column)))
                    .collect(Collectors.joining(" AND "));
            slices.addAll(slices(ofGroup.isEmpty() ? "true" : ofGroup, group.getLong(ROWS), rowsOfASlice));
        }
        return slices;
    }

    private List<String> slices(String group, long rows, long rowsOfASlice) {
        int parts = Math.toIntExact(Math.ceilDiv(rows, rowsOfASlice));
        if (parts <= 1 || leading.size() == key.size()) {
            return List.of(group);
        }
        var column = key.get(leading.size());
        var sample = server
                .query(
                        "SELECT DISTINCT toString(%1$s) AS edge FROM %2$s WHERE %3$s AND cityHash64(%1$s) %% %4$d = 0 ORDER BY %1$s"
                                .formatted(column, from, group, Math.max(1, rowsOfASlice / SAMPLES_OF_A_SLICE)))
                .stream()
                .map(row -> column + " %s " + Views.quoted(row.getString("edge")))
                .toList();
        var edges = IntStream.range(1, parts)
                .mapToObj(part -> sample.isEmpty() ? "" : sample.get(part * sample.size() / parts))
                .filter(edge -> !edge.isEmpty())
                .distinct()
                .toList();
        var slices = new ArrayList<String>();
        for (int i = 0; i <= edges.size(); i++) {
            var after = i == 0 ? "" : " AND " + edges.get(i - 1).replaceFirst("%s", ">=");
            var before = i == edges.size() ? "" : " AND " + edges.get(i).replaceFirst("%s", "<");
            slices.add(group + after + before);
        }
        return slices;
    }

    private boolean isThere(String slice) {
        boolean begun = server.query("SELECT count() AS %s FROM %s WHERE %s".formatted(ROWS, to, slice))
                        .getFirst()
                        .getLong(ROWS)
                > 0;
        return begun && newest(from, slice).equals(newest(to, slice));
    }

    private String newest(String table, String slice) {
        var keys = String.join(", ", key);
        return server.query("""
                SELECT concat(toString(count()), ' ', toString(sum(cityHash64(%1$s, newest)))) AS newest
                FROM (SELECT %1$s, max(%2$s) AS newest FROM %3$s WHERE %4$s GROUP BY %1$s)""".formatted(keys, ColumnNames.VERSION, table, slice))
                .getFirst()
                .getString("newest");
    }
}
