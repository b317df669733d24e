package pulso.command.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulso.wallboard.TableArchive;

/** The views of {@code pulso} and SQL that only reads, within limits that ClickHouse itself enforces. */
final class StoredTables implements TableArchive {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Columns that hold an instant, in the order in which a view's own time is looked for. */
    private static final List<String> INSTANTS =
            List.of("enter", "at", "minute", "from_at", "rejected_at", "committed_at", "valid_from", "since");

    /** Columns that hold what the contact centre's clock showed. */
    private static final List<String> LOCAL = List.of("quarter", "hour", "day", "month", "datetime", "calldate");

    private final Supplier<ClickHouseReader> reader;

    StoredTables(Supplier<ClickHouseReader> reader) {
        this.reader = reader;
    }

    /** Those without parameters: ClickHouse keeps no columns of the others. */
    @Override
    public Set<String> views() {
        var names = new TreeSet<String>();
        reader.get()
                .read(
                        "SELECT DISTINCT table FROM system.columns WHERE database = 'pulso' FORMAT JSONCompactEachRow",
                        Map.of(),
                        row -> {
                            names.add(row.get(0).asText());
                            return true;
                        });
        return names;
    }

    @Override
    public void view(String name, @Nullable Moment from, @Nullable Moment to, Limits limits, Taker taker) {
        var heads = new ArrayList<Head>();
        reader.get()
                .read(
                        "SELECT name, type FROM system.columns WHERE database = 'pulso' AND table = %s ORDER BY position FORMAT JSONCompactEachRow"
                                .formatted(ClickHouseReader.quoted(name)),
                        Map.of(),
                        row -> heads.add(
                                new Head(row.get(0).asText(), row.get(1).asText())));
        taker.heads(heads);
        var time = time(heads);
        var where = new StringBuilder();
        if (time == null && (from != null || to != null)) {
            throw new QuestionRefused("view " + name + " has no time: leave from and to out");
        }
        if (time != null && from != null) {
            where.append(" WHERE `").append(time.name()).append("` >= ").append(literal(time, from));
        }
        if (time != null && to != null) {
            where.append(where.isEmpty() ? " WHERE `" : " AND `").append(time.name());
            where.append("` < ").append(literal(time, to));
        }
        var order = time == null ? "" : " ORDER BY `" + time.name() + '`';
        reader.get()
                .read(
                        "SELECT * FROM pulso.`%s`%s%s LIMIT %d FORMAT JSONCompactEachRow"
                                .formatted(name, where, order, limits.rows()),
                        settings(limits),
                        row -> taker.row(values(row)));
    }

    @Override
    public void query(String sql, Limits limits, Taker taker) {
        reader.get().read(sql + "\nFORMAT JSONCompactEachRowWithNamesAndTypes", settings(limits), new Answer(taker));
    }

    /** The first row has the names, the second the types. */
    private static final class Answer implements Predicate<JsonNode> {
        private final Taker taker;
        private @Nullable JsonNode names;
        private boolean begun;

        private Answer(Taker taker) {
            this.taker = taker;
        }

        @Override
        public boolean test(JsonNode row) {
            if (names == null) {
                names = row;
                return true;
            }
            if (begun) {
                return taker.row(values(row));
            }
            begun = true;
            var heads = new ArrayList<Head>();
            for (int i = 0; i < row.size(); i++) {
                heads.add(new Head(names.get(i).asText(), row.get(i).asText()));
            }
            taker.heads(heads);
            return true;
        }
    }

    /** Read-only comes first: what follows are limits, and under 2 limits may still be set. */
    private static Map<String, String> settings(Limits limits) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("readonly", "2");
        settings.put("max_execution_time", Integer.toString(limits.seconds()));
        settings.put("max_memory_usage", Long.toString(limits.memoryBytes()));
        settings.put("max_result_rows", Long.toString(limits.rows()));
        settings.put("result_overflow_mode", "throw");
        return settings;
    }

    private static @Nullable Head time(List<Head> heads) {
        for (var names : List.of(INSTANTS, LOCAL)) {
            for (var name : names) {
                for (var head : heads) {
                    if (head.name().equals(name) && head.type().startsWith("Date")) {
                        return head;
                    }
                }
            }
        }
        return null;
    }

    private static String literal(Head time, Moment moment) {
        if (time.type().equals("Date") || time.type().equals("Date32")) {
            return "toDate("
                    + ClickHouseReader.quoted(moment.local().toLocalDate().toString()) + ')';
        }
        return INSTANTS.contains(time.name())
                ? "fromUnixTimestamp64Milli(" + moment.instant().toEpochMilli() + ", 'UTC')"
                : "toDateTime64(" + ClickHouseReader.quoted(moment.local().toString()) + ", 3, 'UTC')";
    }

    private static List<@Nullable Object> values(JsonNode row) {
        var values = new ArrayList<@Nullable Object>(row.size());
        row.forEach(cell -> values.add(cell.isNull() ? null : JSON.convertValue(cell, Object.class)));
        return values;
    }
}
