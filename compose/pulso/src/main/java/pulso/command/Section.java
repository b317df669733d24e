package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings that belong together, as text: those of the installation, or those of one source. */
final class Section {
    private static final String SOURCES = "sources.";

    private final @Nullable String source;
    private final Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
    private final SortedMap<String, String> layout = new TreeMap<>();
    private @Nullable JsonNode decisions;

    /**
     * @param source which of several sources; null for the installation and for the one source
     */
    Section(@Nullable String source) {
        this.source = source;
    }

    @Nullable
    String source() {
        return source;
    }

    /** The key as it stands in the file. */
    String spelled(ConfigKey key) {
        return source == null ? key.key() : spelled(key.inSection());
    }

    /** What begins with {@code source.} in the one source's keys. */
    String spelled(String inSection) {
        return source == null ? "source." + inSection : SOURCES + source + '.' + inSection;
    }

    /** The key under which people's decisions about this source stand. */
    String decisionsKey() {
        return source == null ? "settings" : SOURCES + source + ".settings";
    }

    void put(ConfigKey key, String value) {
        values.put(key, value);
    }

    void putLayout(String key, String value) {
        layout.put(key, value);
    }

    void decide(JsonNode tree) {
        decisions = tree;
    }

    boolean isEmpty() {
        return values.isEmpty() && layout.isEmpty() && decisions == null;
    }

    /** What is said of tables and columns, without {@code source.table.}. */
    Map<String, String> layout() {
        return layout;
    }

    /** What people decided about queues and agents; null when the file does not say. */
    @Nullable
    JsonNode decisions() {
        return decisions;
    }

    @Nullable
    String text(ConfigKey key) {
        var value = values.getOrDefault(key, key.fallback() == null ? "" : key.fallback());
        return value.isBlank() ? null : value.strip();
    }

    String required(ConfigKey key) {
        var value = text(key);
        return value == null ? "" : value;
    }

    long number(ConfigKey key, long min, long max) {
        var value = required(key);
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            throw new ConfigException(spelled(key) + " must be a whole number, is '" + value + "'");
        }
        throw new ConfigException(spelled(key) + " must lie in " + min + ".." + max + ", is " + value);
    }
}
