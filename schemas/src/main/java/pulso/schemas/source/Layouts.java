package pulso.schemas.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each {@link SourceTable} lies in one source's database. No two of them lie in one table. Ingest probes by it,
 * {@link RowReader} reads by it, so whatever is behind the raw topics sees documented names only.
 */
public final class Layouts {
    /** What the configuration puts before the keys that {@link #parse} takes. */
    public static final String KEY_PREFIX = "source.table.";

    private static final Layouts DOCUMENTED = new Layouts(new EnumMap<>(SourceTable.class));
    private static final String NAME = "name";
    private static final String COLUMNS = "columns";

    private final Map<SourceTable, TableLayout> layouts;

    private Layouts(Map<SourceTable, TableLayout> configured) {
        var all = new EnumMap<SourceTable, TableLayout>(SourceTable.class);
        for (var table : SourceTable.values()) {
            all.put(table, configured.getOrDefault(table, TableLayout.of(table)));
        }
        layouts = all;
        requireDistinct(all.values());
    }

    /** Every table under its documented name, with documented columns. */
    public static Layouts documented() {
        return DOCUMENTED;
    }

    /**
     * Reads {@code <table>.name} (a table's name, or {@code database.name}) and {@code <table>.columns.<documented
     * column>} (what that column is called), tables and columns in any letter case.
     *
     * @throws IllegalArgumentException saying what is wrong and what was probably meant
     */
    public static Layouts parse(Map<String, String> flatKeys) {
        var drafts = new EnumMap<SourceTable, Draft>(SourceTable.class);
        new TreeMap<>(flatKeys).forEach((key, value) -> {
            var parts = List.of(key.split("\\.", -1));
            var table = table(parts.getFirst(), key);
            var draft = drafts.computeIfAbsent(table, _ -> new Draft());
            if (value.isBlank()) {
                throw new IllegalArgumentException(KEY_PREFIX + key + " is empty");
            }
            if (parts.size() == 2 && parts.get(1).equals(NAME)) {
                draft.name = value.strip();
            } else if (parts.size() == 3 && parts.get(1).equals(COLUMNS)) {
                draft.columns.put(column(table, parts.get(2), key), value.strip());
            } else {
                throw new IllegalArgumentException("unknown setting '" + KEY_PREFIX + key + "'; there are " + KEY_PREFIX
                        + table.configName() + ".name and " + KEY_PREFIX + table.configName() + ".columns.<column>");
            }
        });
        var configured = new EnumMap<SourceTable, TableLayout>(SourceTable.class);
        drafts.forEach((table, draft) -> configured.put(table, draft.layout(table)));
        return new Layouts(configured);
    }

    /** What stands under one table's keys. */
    private static final class Draft {
        private @Nullable String name;
        private final Map<String, String> columns = new TreeMap<>();

        private TableLayout layout(SourceTable table) {
            requireDistinctColumns(table);
            var qualified = name == null ? table.tableName() : name;
            int dot = qualified.indexOf('.');
            var database = dot < 0
                    ? table.defaultDatabase()
                    : qualified.substring(0, dot).strip();
            var own = qualified.substring(dot + 1).strip();
            if (database.isEmpty() || own.isEmpty()) {
                throw new IllegalArgumentException(key(table, NAME) + " '" + qualified + "' should look like "
                        + table.defaultDatabase() + ".TABLE");
            }
            return new TableLayout(
                    table, database, own.equalsIgnoreCase(table.tableName()) ? table.tableName() : own, columns, true);
        }

        private void requireDistinctColumns(SourceTable table) {
            var seen = new HashMap<String, String>();
            columns.forEach((canonical, actual) -> {
                var other = seen.put(actual.toLowerCase(Locale.ROOT), canonical);
                if (other != null) {
                    throw new IllegalArgumentException(key(table, COLUMNS) + '.' + other + " and " + key(table, COLUMNS)
                            + '.' + canonical + " name one column, " + actual);
                }
            });
        }
    }

    /** The configuration's key of a table's column, for messages. */
    public static String columnKey(SourceTable table, String column) {
        return key(table, COLUMNS) + '.' + column;
    }

    /** The configuration's key of a table's name, for messages. */
    public static String nameKey(SourceTable table) {
        return key(table, NAME);
    }

    public TableLayout of(SourceTable table) {
        return Objects.requireNonNull(layouts.get(table), "every table has a layout");
    }

    /** All of them, in the order of the catalogue. */
    public Collection<TableLayout> all() {
        return List.copyOf(layouts.values());
    }

    /**
     * These layouts, with one of the documented tables in another database; a name that is no documented one, or one
     * whose place is configured, changes nothing.
     */
    public Layouts placed(String database, String name) {
        var table = SourceTable.named(name);
        if (table == null || of(table).isAt(database, name)) {
            return this;
        }
        var former = of(table);
        if (!former.name().equals(table.tableName()) || !former.database().equalsIgnoreCase(table.defaultDatabase())) {
            return this;
        }
        var changed = new EnumMap<>(layouts);
        changed.put(table, new TableLayout(table, database, former.name(), former.columns(), true));
        return new Layouts(changed);
    }

    /** The layout whose table this is; a documented name is known in any database; null where none is. */
    public @Nullable TableLayout find(String database, String name) {
        TableLayout byName = null;
        for (var layout : layouts.values()) {
            if (layout.isAt(database, name)) {
                return layout;
            }
            if (layout.name().equalsIgnoreCase(name) && layout.table().name().equalsIgnoreCase(name)) {
                byName = layout;
            }
        }
        return byName;
    }

    private static void requireDistinct(Collection<TableLayout> all) {
        var seen = new HashMap<String, TableLayout>();
        for (var layout : all) {
            var other = seen.put(layout.qualifiedName().toLowerCase(Locale.ROOT), layout);
            if (other != null) {
                var configured = layout.isConfigured() ? layout : other;
                var taken = layout.isConfigured() ? other : layout;
                throw new IllegalArgumentException(nameKey(configured.table()) + " names " + configured.qualifiedName()
                        + ", which is the table of " + taken.table().tableName());
            }
        }
    }

    private static String key(SourceTable table, String rest) {
        return KEY_PREFIX + table.configName() + '.' + rest;
    }

    private static SourceTable table(String name, String key) {
        var table = SourceTable.named(name);
        if (table == null) {
            var known = Arrays.stream(SourceTable.values())
                    .map(SourceTable::configName)
                    .toList();
            throw new IllegalArgumentException("unknown table '" + name + "' in " + KEY_PREFIX + key
                    + "; did you mean '" + nearest(name, known) + "'?");
        }
        return table;
    }

    private static String column(SourceTable table, String name, String key) {
        var column = name.toLowerCase(Locale.ROOT);
        if (!table.columns().contains(column)) {
            throw new IllegalArgumentException("unknown column '" + name + "' in " + KEY_PREFIX + key
                    + "; did you mean '" + nearest(name, table.columns()) + "'?");
        }
        return column;
    }

    private static String nearest(String name, List<String> known) {
        var best = known.getFirst();
        for (var candidate : known) {
            if (distance(name.toLowerCase(Locale.ROOT), candidate) < distance(name.toLowerCase(Locale.ROOT), best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements that lead from one text to the other. */
    private static int distance(String from, String to) {
        var row = new ArrayList<Integer>();
        for (int i = 0; i <= to.length(); i++) {
            row.add(i);
        }
        for (int i = 1; i <= from.length(); i++) {
            var next = new ArrayList<>(List.of(i));
            for (int j = 1; j <= to.length(); j++) {
                int replaced = row.get(j - 1) + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                next.add(Math.min(replaced, 1 + Math.min(row.get(j), next.get(j - 1))));
            }
            row = next;
        }
        return row.getLast();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Layouts that && layouts.equals(that.layouts);
    }

    @Override
    public int hashCode() {
        return layouts.hashCode();
    }

    @Override
    public String toString() {
        return layouts.values().stream()
                .filter(TableLayout::isConfigured)
                .toList()
                .toString();
    }
}
