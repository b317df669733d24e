package pulso.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;

/** Reads two generations side by side: which of their rows differ, and the minutes that figures are made of. */
public final class GenerationDiff implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(30);
    private static final String KEY = "key";
    /** Between the parts of a key. */
    private static final String SEPARATOR = "\t";

    private final ClickHouseServer server;
    private final RecordRows<QueueMinute> queueMinutes = new RecordRows<>(QueueMinute.class);
    private final RecordRows<AgentMinute> agentMinutes = new RecordRows<>(AgentMinute.class);

    /** What is compared, by the time that its rows belong to. */
    public enum Part {
        PASSAGES("enter", "source", "channel", "interaction", "queue", "toString(ordinal)"),
        QUEUE_MINUTES("minute", "source", "channel", "queue", "toString(toUnixTimestamp64Milli(minute))"),
        AGENT_MINUTES("minute", "source", "agent", "queue", "toString(toUnixTimestamp64Milli(minute))");

        private final String time;
        private final String key;

        Part(String time, String... key) {
            this.time = time;
            this.key = "arrayStringConcat([" + String.join(", ", key) + "], '" + SEPARATOR + "')";
        }

        private String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A window of both generations.
     *
     * @param from null for the beginning
     * @param to not included; null for the end
     */
    public record Window(
            String left,
            String right,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * What is seen of a row in both generations; as long as neither changes, it is equal to itself.
     *
     * @param key as {@link #key} writes it
     * @param left hash of the row; null where there is none
     */
    public record Difference(
            String key, @Nullable String left, @Nullable String right) {}

    private GenerationDiff(ClickHouseServer server) {
        this.server = server;
    }

    /** Connects with the first question. */
    public static GenerationDiff open(URI endpoint, String user, String password) {
        return new GenerationDiff(new ClickHouseServer(endpoint, user, password, ANSWER_LIMIT, null));
    }

    /** The key of a row, of its parts: source, channel, interaction, queue and ordinal, or those of a minute. */
    public static String key(Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    }

    /** The parts of a key again. */
    public static List<String> parts(String key) {
        return List.of(key.split(SEPARATOR, -1));
    }

    /** The rows that differ, or that only one of them has. */
    public List<Difference> differences(Part part, Window window) {
        var columns = columns(window.left(), part);
        var sql =
                """
            SELECT key, max(left_hash) AS l, max(right_hash) AS r
            FROM (
                SELECT %1$s AS key, toString(cityHash64(toJSONString(tuple(%2$s)))) AS left_hash, '' AS right_hash
                FROM %3$s
                UNION ALL
                SELECT %1$s AS key, '' AS left_hash, toString(cityHash64(toJSONString(tuple(%2$s)))) AS right_hash
                FROM %4$s
            )
            GROUP BY key
            HAVING l <> r
            ORDER BY key""".formatted(part.key, columns, rows(part, window.left(), window), rows(part, window.right(), window));
        return server.query(sql).stream()
                .map(row -> new Difference(row.getString(KEY), orNull(row.getString("l")), orNull(row.getString("r"))))
                .toList();
    }

    /**
     * Passages of one of the generations.
     *
     * @param queues names of queues; empty for all
     */
    public long passages(String generation, Window window, Set<String> queues) {
        var names = queues.stream().map(Views::quoted).collect(Collectors.joining(", "));
        var sql = "SELECT count() AS rows FROM (SELECT queue FROM " + rows(Part.PASSAGES, generation, window) + ')'
                + (queues.isEmpty() ? "" : " WHERE queue IN (" + names + ')');
        return server.query(sql).getFirst().getLong("rows");
    }

    /** One generation's row, column by column; empty where it has none. */
    public Map<String, String> row(Part part, String generation, String key) {
        var columns = columnNames(generation, part);
        var texts = columns.stream()
                .map(name -> "ifNull(toJSONString(`%1$s`), 'null') AS `%1$s`".formatted(name))
                .collect(Collectors.joining(", "));
        var sql = "SELECT %s FROM (SELECT * FROM %s.%s FINAL WHERE %s = %s)"
                .formatted(texts, database(generation), part.table(), part.key, Views.quoted(key));
        var row = new HashMap<String, String>();
        for (var found : server.query(sql)) {
            columns.forEach(name -> row.put(name, found.getString(name)));
        }
        return row;
    }

    /** Gives each minute of a generation once, in any order, while the answer comes. */
    public void queueMinutes(String generation, Window window, Consumer<QueueMinute> taker) {
        server.stream(
                "SELECT " + queueMinutes.columns() + " FROM " + rows(Part.QUEUE_MINUTES, generation, window),
                row -> taker.accept(queueMinutes.read(row)));
    }

    /** Likewise of agents. */
    public void agentMinutes(String generation, Window window, Consumer<AgentMinute> taker) {
        server.stream(
                "SELECT " + agentMinutes.columns() + " FROM " + rows(Part.AGENT_MINUTES, generation, window),
                row -> taker.accept(agentMinutes.read(row)));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String database(String generation) {
        return ClickHouseConfig.databaseOf(generation);
    }

    private static String rows(Part part, String generation, Window window) {
        var conditions = new ArrayList<String>();
        var from = window.from();
        var to = window.to();
        if (from != null) {
            conditions.add(part.time + " >= " + instant(from));
        }
        if (to != null) {
            conditions.add(part.time + " < " + instant(to));
        }
        return database(generation) + '.' + part.table() + " FINAL"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    private static String instant(Instant at) {
        return "fromUnixTimestamp64Milli(" + at.toEpochMilli() + ", 'UTC')";
    }

    private String columns(String generation, Part part) {
        return columnNames(generation, part).stream()
                .map(name -> '`' + name + '`')
                .collect(Collectors.joining(", "));
    }

    private List<String> columnNames(String generation, Part part) {
        return names(generation, part, "name NOT IN ('" + ColumnNames.VERSION + "', '" + ColumnNames.IS_DELETED + "')");
    }

    private List<String> names(String generation, Part part, String condition) {
        return server
                .query("SELECT name FROM system.columns WHERE database = '%s' AND table = '%s' AND %s ORDER BY position"
                        .formatted(database(generation), part.table(), condition))
                .stream()
                .map(row -> row.getString("name"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
