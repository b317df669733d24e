package pulso.ingest;

import static pulso.ingest.Finding.fail;
import static pulso.ingest.Finding.ok;
import static pulso.ingest.Finding.warn;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.ingest.SourceDatabase.FoundTable;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.TableLayout;

/**
 * Finds the tables to capture, and looks whether they have the columns that are needed; names the key of the
 * configuration that mends what is amiss. Asks the server's catalogue only, never a log table.
 */
final class TableProbe {
    private static final Set<String> TIME_TYPES = Set.of("datetime", "timestamp");
    /** Columns that hold a row's own time in tables that nobody has documented, the likeliest first. */
    private static final List<String> LIKELY_TIME_COLUMNS = List.of("datetime", "calldate", "date", "time", "created");

    private final IngestConfig config;
    private final SourceDatabase database;
    private final List<String> grants;
    private final List<Finding> findings;
    private final List<BoundTable> bound = new ArrayList<>();

    TableProbe(IngestConfig config, SourceDatabase database, List<String> grants, List<Finding> findings) {
        this.config = config;
        this.database = database;
        this.grants = grants;
        this.findings = findings;
    }

    /** The tables that can be captured; what was found of each, and of those that cannot, stands in the findings. */
    List<BoundTable> probe() throws SQLException {
        var present = database.tables();
        var seen = new HashSet<TableLayout>();
        for (var table : config.tables()) {
            var layout = config.layout(table);
            if (layout == null) {
                probe(table, null, find(present, table.database(), table.name()), present);
            } else if (seen.add(layout)) {
                probe(table, layout, find(present, layout.database(), layout.name()), present);
            }
        }
        for (var layout : config.layouts().all()) {
            if (layout.isConfigured() && !seen.contains(layout)) {
                findings.add(warn(
                        layout.qualifiedName(),
                        Layouts.KEY_PREFIX + layout.table().configName() + " is configured, and source.tables leaves "
                                + layout.qualifiedName() + " out",
                        "Add it to source.tables, or take its keys away."));
            }
        }
        return bound;
    }

    private void probe(
            CapturedTable table, @Nullable TableLayout layout, @Nullable FoundTable found, List<FoundTable> present)
            throws SQLException {
        boolean required = table.required() || (layout != null && layout.isConfigured());
        var name = layout == null ? table.toString() : layout.qualifiedName();
        if (found == null) {
            findings.add(absent(name, layout, required, present));
            if (!required && layout != null && seesAll(layout.database())) {
                bound.add(bind(table, layout, null, null));
            }
        } else if (!found.kind().equals("BASE TABLE")) {
            var view = name + " is a view, which leaves no trace in the binlog";
            var mend = "Name the table beneath it under "
                    + (layout == null ? "source.tables." : Layouts.nameKey(layout.table()) + '.');
            findings.add(required ? fail(name, view, mend) : warn(name, view + ": nothing of it is captured", mend));
        } else {
            var shape = database.shape(found);
            if (layout == null) {
                findings.add(ok(name, found.qualifiedName() + " is there; nothing is computed of it"));
            } else {
                checkColumns(name, layout, found, shape);
            }
            bound.add(bind(table, layout, found, shape));
        }
    }

    private static @Nullable FoundTable find(List<FoundTable> present, String database, String name) {
        FoundTable found = null;
        for (var table : present) {
            if (table.database().equalsIgnoreCase(database)
                    && table.name().equalsIgnoreCase(name)
                    && (found == null || table.name().equals(name))) {
                found = table;
            }
        }
        return found;
    }

    private static Finding absent(
            String name, @Nullable TableLayout layout, boolean required, List<FoundTable> present) {
        if (layout == null) {
            return fail(
                    name,
                    "There is no table " + name + ", or the user may not see it",
                    "Check its name under source.tables, and GRANT SELECT on it.");
        }
        var key = Layouts.nameKey(layout.table());
        var elsewhere = present.stream()
                .filter(table -> table.name().equalsIgnoreCase(layout.name()))
                .findFirst();
        var mend = elsewhere
                .map(table -> "There is " + table.qualifiedName() + ": if that is it, set " + key + " to "
                        + table.qualifiedName() + '.')
                .orElse("If it bears another name, set " + key + " to that; if the user may not see it, GRANT SELECT on"
                        + " it; if there is none, name the tables that there are under source.tables.");
        return required
                ? fail(name, "There is no table " + name + ", or the user may not see it", mend)
                : warn(name, "There is no table " + name + ": nothing of it is captured", mend);
    }

    /** Whether a table of that database that the user does not see is none. */
    private boolean seesAll(String schema) {
        var everywhere = " ON *.*";
        var here = " ON `" + schema.toUpperCase(Locale.ROOT) + "`.*";
        return grants.stream()
                .filter(grant -> grant.contains(everywhere) || grant.contains(here))
                .anyMatch(grant -> grant.contains("ALL PRIVILEGES") || Preflight.holds(grant, "SELECT"));
    }

    private void checkColumns(String name, TableLayout layout, FoundTable found, SourceDatabase.Shape shape) {
        var types = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        types.putAll(shape.columnTypes());
        var documented = layout.table();
        int before = findings.size();
        for (var column : documented.columns()) {
            boolean mapped = layout.columns().containsKey(column);
            if (types.containsKey(layout.column(column))) {
                continue;
            }
            var key = Layouts.columnKey(documented, column);
            var has = " (it has " + String.join(", ", shape.columnTypes().keySet()) + ')';
            if (mapped) {
                findings.add(fail(
                        name,
                        found.qualifiedName() + " has no column " + layout.column(column) + ", which " + key + " names"
                                + has,
                        "Set " + key + " to the column that stands for " + column + '.'));
            } else if (documented.requiredColumns().contains(column)) {
                findings.add(fail(
                        name,
                        found.qualifiedName() + " has no column " + column + has,
                        "Set " + key + " to the column that stands for it, or leave the table out of source.tables."));
            } else if (isMissed(layout, column)) {
                findings.add(warn(
                        name,
                        found.qualifiedName() + " has no column " + column + ": what it tells stays unknown",
                        "If another column holds it, set " + key + " to that."));
            }
        }
        checkTimeColumn(name, layout, found, types);
        if (findings.size() == before) {
            findings.add(ok(name, found.qualifiedName() + " is there" + without(layout, types)));
        }
    }

    /** Only a log's columns bear figures; the other channels' events name the agent themselves. */
    private static boolean isMissed(TableLayout layout, String column) {
        var channel = layout.table().channel();
        return channel != null && !(column.equals("agent") && channel != Channel.TELEPHONY);
    }

    private static String without(TableLayout layout, Map<String, String> types) {
        var lacking = layout.table().optionalColumns().stream()
                .filter(column -> !types.containsKey(layout.column(column)))
                .toList();
        return lacking.isEmpty() ? "" : ", without " + String.join(", ", lacking);
    }

    private void checkTimeColumn(String name, TableLayout layout, FoundTable found, Map<String, String> types) {
        var time = layout.table().timeColumn();
        var type = time == null ? null : types.get(layout.column(time));
        if (time != null && type != null && !TIME_TYPES.contains(type)) {
            findings.add(fail(
                    name,
                    "Column " + layout.column(time) + " of " + found.qualifiedName() + " is " + type + ", not DATETIME",
                    "Set " + Layouts.columnKey(layout.table(), time)
                            + " to the column that says when a row happened."));
        }
    }

    private BoundTable bind(
            CapturedTable table,
            @Nullable TableLayout layout,
            @Nullable FoundTable found,
            SourceDatabase.@Nullable Shape shape) {
        var topic = config.rawTopic(table).name();
        var time = shape == null || layout != null ? documentedTime(layout) : likelyTime(shape.columnTypes());
        var key = layout == null ? null : layout.table().keyColumn();
        return new BoundTable(
                table,
                topic,
                layout != null && layout.table().isCompacted(),
                found == null ? layoutOf(layout).database() : found.database(),
                found == null ? layoutOf(layout).name() : found.name(),
                layout == null || key == null ? null : layout.column(key),
                time,
                found != null,
                shape == null ? 0 : shape.estimatedRows());
    }

    private static TableLayout layoutOf(@Nullable TableLayout layout) {
        if (layout == null) {
            throw new IllegalStateException("only a documented table is bound before it is there");
        }
        return layout;
    }

    private static @Nullable String documentedTime(@Nullable TableLayout layout) {
        var time = layout == null ? null : layout.table().timeColumn();
        return layout == null || time == null ? null : layout.column(time);
    }

    private static @Nullable String likelyTime(Map<String, String> columnTypes) {
        for (var likely : LIKELY_TIME_COLUMNS) {
            for (var column : columnTypes.entrySet()) {
                if (column.getKey().equalsIgnoreCase(likely) && TIME_TYPES.contains(column.getValue())) {
                    return column.getKey();
                }
            }
        }
        return null;
    }
}
