package pulso.schemas.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row exactly as stored, nothing interpreted. Columns are found by name in any letter case. Values are {@link String},
 * {@link Long}, {@link Double}, {@link Boolean}, {@link BigDecimal}, {@link LocalDateTime} (the wall clock of a
 * DATETIME), {@link java.time.LocalDate}, {@link Instant} (a TIMESTAMP) or {@link java.nio.ByteBuffer}; an SQL
 * NULL is an absent column.
 */
public record Row(Map<String, Object> values) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Row {
        if (!(values instanceof ColumnValues)) {
            var folded = new TreeMap<String, Object>();
            values.forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
            values = folded;
        }
    }

    public @Nullable Object get(String column) {
        return values.get(column);
    }

    public @Nullable String text(String column) {
        var value = values.get(column);
        return value == null ? null : value.toString();
    }

    /** A whole number; null where the column is empty or holds no number. */
    public @Nullable Long number(String column) {
        return switch (values.get(column)) {
            case null -> null;
            case Long number -> number;
            case Double number -> number.longValue();
            case BigDecimal number -> number.longValue();
            case Boolean truth -> truth ? 1L : 0L;
            case Object other -> parse(other.toString());
        };
    }

    public @Nullable LocalDateTime dateTime(String column) {
        return values.get(column) instanceof LocalDateTime time ? time : null;
    }

    /** A moment that needs no zone: a TIMESTAMP, or a time with its offset. */
    public @Nullable Instant instant(String column) {
        return values.get(column) instanceof Instant time ? time : null;
    }

    /** For people: the row as a JSON object, every value as text. */
    public String json() {
        var node = JSON.createObjectNode();
        values.forEach((name, value) -> node.put(name, value.toString()));
        return node.toString();
    }

    private static @Nullable Long parse(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
