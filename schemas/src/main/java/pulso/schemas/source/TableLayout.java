package pulso.schemas.source;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which table of a database stands for one of the {@link SourceTable}s, and what its columns are called there.
 *
 * @param database in any letter case, as are {@code name} and the columns
 * @param columns documented name to the name in this database, where they differ
 * @param isConfigured whether somebody said so, rather than that it is the documented one
 */
public record TableLayout(
        SourceTable table, String database, String name, Map<String, String> columns, boolean isConfigured) {
    public TableLayout {
        var folded = new TreeMap<String, String>();
        columns.forEach((canonical, actual) -> folded.put(canonical.toLowerCase(Locale.ROOT), actual));
        columns = Map.copyOf(folded);
    }

    /** The documented table. */
    public static TableLayout of(SourceTable table) {
        return new TableLayout(table, table.defaultDatabase(), table.tableName(), Map.of(), false);
    }

    public String qualifiedName() {
        return database + '.' + name;
    }

    /** What a documented column is called in this table. */
    public String column(String canonical) {
        return columns.getOrDefault(canonical, canonical);
    }

    boolean isAt(String otherDatabase, String otherName) {
        return database.equalsIgnoreCase(otherDatabase) && name.equalsIgnoreCase(otherName);
    }
}
