package pulso.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the generations. One of them is shown in {@code pulso}; promoting another re-points the views, each of
 * them at once, so that nobody who queries meets a view that is not there.
 */
public final class Generations implements AutoCloseable {
    private static final String PREFIX = "pulso_";
    /** Years of rows are copied in one statement. */
    private static final Duration ANSWER_LIMIT = Duration.ofHours(2);

    /** Version of rows that stood in another generation: no topic of this one holds them. */
    static final long COPIED = 0;

    private final ClickHouseServer server;
    private final Storage storage;

    /** Tables that hold history, by the time to which their rows belong; the others hold what is now. */
    private enum History {
        PASSAGES("enter"),
        AGENT_INTERVALS("from_at"),
        QUEUE_MINUTES("minute"),
        AGENT_MINUTES("minute");

        private final String time;

        History(String time) {
            this.time = time;
        }

        private String table() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Rows of one table.
     *
     * @param table with its database
     */
    public record TableRows(String table, long rows) {}

    /**
     * Who holds what a generation does not fold itself.
     *
     * @param generation the one that was shown before
     * @param from what is older comes from there; null for nothing
     * @param to likewise what is not older than this
     */
    public record Former(
            String generation,
            @Nullable Instant from,
            @Nullable Instant to) {
        public Former {
            if (from == null && to == null) {
                throw new IllegalArgumentException("who folds all time itself has nothing from " + generation);
            }
        }
    }

    private Generations(ClickHouseServer server, Storage storage) {
        this.server = server;
        this.storage = storage;
    }

    /** Connects with the first question. */
    public static Generations open(URI endpoint, String user, String password, Storage storage) {
        return new Generations(
                new ClickHouseServer(endpoint, user, password, ANSWER_LIMIT, storage.cluster()), storage);
    }

    /** Every generation that has a database, by name. */
    public List<String> list() {
        return server
                .query("SELECT database FROM system.tables WHERE startsWith(database, '" + PREFIX
                        + "') AND name = 'passages' AND engine LIKE '%ReplacingMergeTree' ORDER BY database")
                .stream()
                .map(row -> row.getString("database").substring(PREFIX.length()))
                .toList();
    }

    public boolean exists(String generation) {
        return list().contains(generation);
    }

    /** The one that is shown; empty before any was. */
    public Optional<String> shown() {
        return server
                .query(
                        "SELECT extract(as_select, 'FROM " + PREFIX
                                + "([a-z0-9_]+)\\\\.passages') AS generation FROM system.tables WHERE database = 'pulso' AND name = 'passages'")
                .stream()
                .map(row -> row.getString("generation"))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /**
     * Makes {@code pulso} show this generation; one that is shown already stays so.
     *
     * @throws IllegalArgumentException when it has no database
     */
    public void promote(String generation) {
        require(generation);
        new Migrations(server).apply(database(generation));
        var views = new Views(server, storage.dispositions());
        if (views.areThere()) {
            views.turnTo(database(generation));
        } else {
            views.pointTo(database(generation));
        }
    }

    /**
     * Copies what the former generation holds of the time that one does not fold itself, where that has no row of its
     * own: passages by their enter, intervals by their start, minutes by themselves. Doing it again changes nothing.
     *
     * @return rows copied, table by table
     */
    public List<TableRows> inherit(String generation, Former former) {
        require(former.generation());
        require(generation);
        var migrations = new Migrations(server);
        migrations.apply(database(former.generation()));
        migrations.apply(database(generation));
        var copied = List.of(History.values()).stream()
                .map(history -> copy(history, former, database(generation)))
                .toList();
        server.execute("INSERT INTO pulso.schema_version VALUES (%s, %s, '', now64(3))"
                .formatted(Views.quoted(database(generation)), Views.quoted(note(former))));
        return copied;
    }

    /** Whether that was done since the generation's tables were made: with them the note of it goes. */
    boolean hasInherited(String generation, Former former) {
        return !server.query("SELECT file FROM pulso.schema_version FINAL WHERE database = %s AND file = %s"
                        .formatted(Views.quoted(database(generation)), Views.quoted(note(former))))
                .isEmpty();
    }

    private static String note(Former former) {
        return "rows of " + former.generation() + " outside of [" + former.from() + ", " + former.to() + ')';
    }

    /**
     * Deletes a generation and what is known of it.
     *
     * @throws IllegalArgumentException when it is the one that is shown
     */
    public void drop(String generation) {
        var database = database(generation);
        if (shown().filter(generation::equals).isPresent()) {
            throw new IllegalArgumentException("generation '" + generation + "' is shown; promote another one first");
        }
        server.define("DROP DATABASE IF EXISTS " + database + " SYNC");
        new Migrations(server).forget(database);
    }

    @Override
    public void close() {
        server.close();
    }

    private TableRows copy(History history, Former former, String to) {
        var from = database(former.generation());
        var key = String.join(", ", keyOf(to, history.table()));
        var columns = server.schema(to, history.table()).getColumns().stream()
                .map(column -> '`' + column.getColumnName() + '`')
                .filter(name -> !name.equals("`version`") && !name.equals("`is_deleted`"))
                .toList();
        // A copied row gives way to any that the generation makes itself, but not to one that it took out.
        var sql = """
                INSERT INTO %1$s.%3$s (%4$s, version, is_deleted)
                SELECT %5$s, ifNull(gone.gone_version, %8$d), 0
                FROM (SELECT * FROM %2$s.%3$s FINAL WHERE %6$s) AS older
                LEFT ANY JOIN (
                    SELECT %7$s, max(version) AS gone_version
                    FROM %1$s.%3$s
                    WHERE is_deleted = 1
                    GROUP BY %7$s
                ) AS gone USING (%7$s)
                SETTINGS max_partitions_per_insert_block = 0""".formatted(
                to,
                from,
                history.table(),
                String.join(", ", columns),
                String.join(", ", columns.stream().map(name -> "older." + name).toList()),
                outside(history.time, former),
                key,
                COPIED);
        return new TableRows(to + '.' + history.table(), server.change(sql));
    }

    private static String outside(String time, Former former) {
        return Stream.of(condition(time + " < ", former.from()), condition(time + " >= ", former.to()))
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining(" OR "));
    }

    private static String condition(String comparison, @Nullable Instant at) {
        return at == null ? "" : comparison + "fromUnixTimestamp64Milli(" + at.toEpochMilli() + ", 'UTC')";
    }

    private List<String> keyOf(String database, String table) {
        return server
                .query(
                        "SELECT name FROM system.columns WHERE database = '%s' AND table = '%s' AND is_in_sorting_key ORDER BY position"
                                .formatted(database, table))
                .stream()
                .map(row -> row.getString("name"))
                .toList();
    }

    private void require(String generation) {
        if (!exists(generation)) {
            throw new IllegalArgumentException("no generation '" + generation + "' in ClickHouse, there are " + list());
        }
    }

    private static String database(String generation) {
        return ClickHouseConfig.databaseOf(generation);
    }
}
