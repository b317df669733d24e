package pulso.clickhouse;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Distribution;

/** Rows back to the records they were made of: the way back of {@link RecordColumn}, for records without empty parts. */
final class RecordRows<T extends Record> {
    private final Constructor<T> constructor;
    private final RecordComponent[] components;

    RecordRows(Class<T> type) {
        this.components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has such a constructor", e);
        }
    }

    /** What to select. */
    String columns() {
        return RecordColumn.of(constructor.getDeclaringClass()).stream()
                .map(column -> '`' + column.name() + '`')
                .collect(Collectors.joining(", "));
    }

    T read(ClickHouseBinaryFormatReader row) {
        var values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i], row);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "a row is no " + constructor.getDeclaringClass().getSimpleName(), e);
        }
    }

    private static Object value(RecordComponent component, ClickHouseBinaryFormatReader row) {
        var column = ColumnNames.of(component.getName());
        var type = component.getType();
        if (type == String.class) {
            return row.getString(column);
        }
        if (type == Instant.class) {
            return row.getInstant(column);
        }
        if (type == long.class) {
            return row.getLong(column);
        }
        if (type == Distribution.class) {
            return distribution(row.getList(column + ".seconds"), row.getList(column + ".count"));
        }
        if (type.isEnum()) {
            var name = row.getString(column).toUpperCase(Locale.ROOT);
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + ' ' + name));
        }
        throw new IllegalStateException("no way to read " + type + " from " + column);
    }

    private static Distribution distribution(List<? extends Number> seconds, List<? extends Number> counts) {
        var entries = new ArrayList<Distribution.SecondCount>();
        for (int i = 0; i < seconds.size(); i++) {
            entries.add(new Distribution.SecondCount(
                    seconds.get(i).intValue(), counts.get(i).intValue()));
        }
        return new Distribution(entries);
    }
}
