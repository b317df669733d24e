package pulso.schemas.wire;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.Nullable;

/** The Avro schema of a Java record: one field a component, {@code @Nullable} a union with null and default null. */
public final class RecordSchemas {
    private static final String NAMESPACE = "pulso";

    private RecordSchemas() {}

    /** Equal to itself read back from its JSON: a registry that reads it knows it again. */
    public static Schema of(Class<? extends Record> type) {
        var json = record(type, new HashMap<>()).toString();
        return new SchemaParser().parse(json).mainSchema();
    }

    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Schema record(Class<?> type, Map<Class<?>, Schema> known) {
        var seen = known.get(type);
        if (seen != null) {
            return seen;
        }
        var schema = Schema.createRecord(type.getSimpleName(), null, NAMESPACE, false);
        known.put(type, schema);
        var fields = new ArrayList<Schema.Field>();
        for (var component : type.getRecordComponents()) {
            var annotated = component.getAnnotatedType();
            var plain = plain(annotated, known);
            fields.add(
                    isNullable(annotated)
                            ? new Schema.Field(component.getName(), optional(plain), null, JsonProperties.NULL_VALUE)
                            : new Schema.Field(component.getName(), plain, null, absent(component.getType(), plain)));
        }
        schema.setFields(fields);
        return schema;
    }

    /**
     * What a record written before the field was there holds: nothing counted, the first of an enum's constants; null
     * where a reader cannot do without it.
     */
    private static @Nullable Object absent(Class<?> type, Schema schema) {
        if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        }
        return switch (schema.getType()) {
            case INT -> 0;
            case LONG -> schema.getLogicalType() == null ? (Object) 0L : null;
            case DOUBLE -> 0.0;
            case BOOLEAN -> false;
            case ARRAY -> List.of();
            case STRING, RECORD, ENUM, MAP, UNION, FIXED, BYTES, FLOAT, NULL -> null;
        };
    }

    private static Schema optional(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private static Schema plain(AnnotatedType type, Map<Class<?>, Schema> known) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            var arguments = parameterized.getAnnotatedActualTypeArguments();
            var raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
            if (raw == List.class) {
                return Schema.createArray(plain(arguments[0], known));
            }
            if (raw == Map.class) {
                return Schema.createMap(plain(arguments[1], known));
            }
        }
        return switch (type.getType()) {
            case Class<?> c when c == String.class || c.isEnum() -> Schema.create(Schema.Type.STRING);
            case Class<?> c when c == int.class || c == Integer.class -> Schema.create(Schema.Type.INT);
            case Class<?> c when c == long.class || c == Long.class -> Schema.create(Schema.Type.LONG);
            case Class<?> c when c == double.class || c == Double.class -> Schema.create(Schema.Type.DOUBLE);
            case Class<?> c when c == boolean.class || c == Boolean.class -> Schema.create(Schema.Type.BOOLEAN);
            case Class<?> c
            when c == Instant.class -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case Class<?> c when c == long[].class -> Schema.createArray(Schema.create(Schema.Type.LONG));
            case Class<?> c when c.isRecord() -> record(c, known);
            default -> throw new IllegalArgumentException("no Avro form for " + type.getType());
        };
    }
}
