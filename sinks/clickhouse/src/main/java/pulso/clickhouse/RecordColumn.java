package pulso.clickhouse;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.settings.OpeningHours;

/**
 * A column that a component of a record fills. A list of records, and a {@link Distribution}, fill one array column for
 * each component of the element.
 *
 * @param name the column's
 * @param type the component's, or that of the element's component
 * @param nullable whether the component may be empty
 * @param list whether the column is an array
 */
record RecordColumn(String name, Class<?> type, boolean nullable, boolean list, Getter getter) {

    /** Names of an enum's constants as columns hold them. */
    private static final ClassValue<Map<Object, String>> LOWER_NAMES = new ClassValue<>() {
        @Override
        protected Map<Object, String> computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toUnmodifiableMap(
                            constant -> constant,
                            constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT)));
        }
    };

    /** Reads the column's value off a record. */
    interface Getter {
        @Nullable
        Object get(Object record);
    }

    static List<RecordColumn> of(Class<? extends Record> type) {
        var columns = new ArrayList<RecordColumn>();
        for (var component : type.getRecordComponents()) {
            if (component.getType() == Distribution.class) {
                addElements(
                        columns, component, Distribution.SecondCount.class, record -> ((Distribution) record).counts());
            } else if (component.getType() == List.class) {
                addElements(columns, component, element(component), list -> list);
            } else {
                var accessor = accessor(component);
                columns.add(new RecordColumn(
                        ColumnNames.of(component.getName()),
                        component.getType(),
                        isNullable(component.getAnnotatedType()),
                        false,
                        record -> plain(invoke(accessor, record))));
            }
        }
        return columns;
    }

    @Nullable
    Object read(Object record) {
        return getter.get(record);
    }

    /** The same value from its form in a key. */
    @Nullable
    Object fromKey(@Nullable Object part) {
        if (part == null) {
            return null;
        }
        if (type == Instant.class && part instanceof Number millis) {
            return Instant.ofEpochMilli(millis.longValue());
        }
        return type.isEnum() ? part.toString().toLowerCase(Locale.ROOT) : part;
    }

    private static void addElements(
            List<RecordColumn> columns, RecordComponent component, Class<?> element, UnaryOperator<Object> items) {
        var outer = accessor(component);
        for (var inner : element.getRecordComponents()) {
            var accessor = accessor(inner);
            columns.add(new RecordColumn(
                    ColumnNames.of(component.getName()) + '.' + ColumnNames.snake(inner.getName()),
                    inner.getType(),
                    isNullable(inner.getAnnotatedType()),
                    true,
                    record -> column(invoke(outer, record), items, accessor)));
        }
    }

    private static @Nullable Object column(
            @Nullable Object content, UnaryOperator<Object> items, MethodHandle accessor) {
        if (content == null) {
            return null;
        }
        var values = new ArrayList<@Nullable Object>();
        for (var item : (List<?>) items.apply(content)) {
            values.add(plain(invoke(accessor, item)));
        }
        return values;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Enum<?> constant ->
                LOWER_NAMES.get(constant.getDeclaringClass()).get(constant);
            case OpeningHours hours -> words(hours);
            case null -> null;
            case Object plain -> plain;
        };
    }

    /** {@code monday 09:00-18:00, ...; closed 2026-12-25, ...}. */
    private static String words(OpeningHours hours) {
        var spans = hours.spans().stream()
                .map(span -> "%s %s-%s"
                        .formatted(
                                span.day().name().toLowerCase(Locale.ROOT),
                                clock(span.fromMinute()),
                                clock(span.toMinute())))
                .collect(Collectors.joining(", "));
        var open = spans.isEmpty() ? "always" : spans;
        return hours.holidays().isEmpty() ? open : open + "; closed " + String.join(", ", hours.holidays());
    }

    private static String clock(int minuteOfDay) {
        return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Class<?> element(RecordComponent component) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("record of component " + component.getName() + " must be public", e);
        }
    }

    private static @Nullable Object invoke(MethodHandle accessor, Object record) {
        try {
            // The call's type comes from the cast.
            return (Object) accessor.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a component cannot be read", e);
        }
    }
}
