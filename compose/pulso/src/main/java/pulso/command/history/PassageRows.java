package pulso.command.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Passage;

/** Rows of ClickHouse's {@code passages} back to the records they were made of: a column is its component in snake case. */
final class PassageRows {
    private static final RecordComponent[] COMPONENTS = Passage.class.getRecordComponents();

    private final Constructor<Passage> constructor;

    PassageRows() {
        try {
            constructor = Passage.class.getDeclaredConstructor(
                    Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has such a constructor", e);
        }
    }

    /** What to select, instants as milliseconds. */
    String columns() {
        return Arrays.stream(COMPONENTS)
                .map(component -> {
                    var column =
                            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                    return component.getType() == Instant.class
                            ? "toUnixTimestamp64Milli(passages." + column + ')'
                            : "passages." + column;
                })
                .collect(Collectors.joining(", "));
    }

    Passage read(JsonNode row) {
        var values = new @Nullable Object[COMPONENTS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(COMPONENTS[i].getType(), row.get(i));
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a row is no passage: " + row, e);
        }
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Class<?> type, JsonNode cell) {
        if (cell.isNull()) {
            return null;
        }
        if (type == String.class) {
            return cell.asText();
        }
        if (type == Instant.class) {
            return Instant.ofEpochMilli(cell.asLong());
        }
        if (type == int.class) {
            return cell.asInt();
        }
        if (type == Long.class) {
            return cell.asLong();
        }
        if (type == Double.class) {
            return cell.asDouble();
        }
        if (type == boolean.class) {
            return cell.asBoolean();
        }
        var name = cell.asText().toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + ' ' + name));
    }
}
