package pulso.clickhouse;

import java.util.Locale;
import java.util.Map;

/** How a component of a record is called as a column. */
final class ColumnNames {
    /** Words that SQL wants for itself. */
    private static final Map<String, String> RESERVED = Map.of("from", "from_at", "to", "to_at");

    /** Before the name of an instant: the same moment on the contact centre's wall clock. */
    static final String LOCAL = "local_";

    /** Version of a derived row. */
    static final String VERSION = "version";

    /** Version of a raw row. */
    static final String TOPIC_OFFSET = "topic_offset";

    static final String IS_DELETED = "is_deleted";

    /** Parts of keys that are not called as their component is. */
    private static final Map<String, String> KEY_PARTS = Map.of("list", "name");

    private ColumnNames() {}

    /** The column of a part of a topic's key. */
    static String ofKeyPart(String part) {
        return of(KEY_PARTS.getOrDefault(part, part));
    }

    static String of(String component) {
        var name = snake(component);
        return RESERVED.getOrDefault(name, name);
    }

    static String snake(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
