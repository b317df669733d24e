package pulso.ingest;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Connect structures as Avro records. The conversion is planned once per schema object; the engine makes a new one when
 * a table changes. For one thread.
 */
final class AvroRecords {
    /** Tables that change often must not fill the memory with plans of schemas gone by. */
    private static final int MOST_PLANS = 1_000;

    private final IdentityHashMap<Schema, Plan> plans = new IdentityHashMap<>();

    /** How to turn one value, never null, into Avro's. */
    private interface Conversion {
        Object apply(Object value);
    }

    private record Plan(org.apache.avro.Schema avro, List<Column> columns) {}

    private record Column(Field field, Conversion conversion, boolean hasDefault) {}

    GenericRecord convert(Struct struct) {
        var plan = plans.get(struct.schema());
        if (plan == null) {
            if (plans.size() >= MOST_PLANS) {
                plans.clear();
            }
            plan = plan(struct.schema(), AvroSchemas.of(struct.schema()));
            plans.put(struct.schema(), plan);
        }
        return record(plan, struct);
    }

    private static GenericRecord record(Plan plan, Struct struct) {
        var record = new GenericData.Record(plan.avro());
        var columns = plan.columns();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var value = valueOf(struct, column);
            if (value != null) {
                record.put(i, column.conversion().apply(value));
            }
        }
        return record;
    }

    /** A column with a default may still hold NULL; reading it by its field would turn that into the default. */
    private static @Nullable Object valueOf(Struct struct, Column column) {
        return column.hasDefault() ? struct.getWithoutDefault(column.field().name()) : struct.get(column.field());
    }

    private static Plan plan(Schema schema, org.apache.avro.Schema avro) {
        var fields = schema.fields();
        var columns = new ArrayList<Column>(fields.size());
        for (var field : fields) {
            columns.add(new Column(
                    field,
                    conversion(
                            field.schema(), avro.getFields().get(field.index()).schema()),
                    field.schema().defaultValue() != null));
        }
        return new Plan(avro, List.copyOf(columns));
    }

    private static Conversion conversion(Schema schema, org.apache.avro.Schema avro) {
        return switch (schema.type()) {
            case INT8, INT16 -> value -> ((Number) value).intValue();
            case INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING -> value -> value;
            case BYTES -> AvroRecords::bytes;
            case ARRAY -> {
                var element = conversion(schema.valueSchema(), present(avro).getElementType());
                yield value -> {
                    var list = new ArrayList<@Nullable Object>();
                    for (var item : (Collection<?>) value) {
                        list.add(item == null ? null : element.apply(item));
                    }
                    return list;
                };
            }
            case MAP -> {
                var element = conversion(schema.valueSchema(), present(avro).getValueType());
                yield value -> {
                    var map = new LinkedHashMap<String, @Nullable Object>();
                    ((Map<?, ?>) value)
                            .forEach((key, item) ->
                                    map.put(Objects.toString(key), item == null ? null : element.apply(item)));
                    return map;
                };
            }
            case STRUCT -> {
                var plan = plan(schema, present(avro));
                yield value -> record(plan, (Struct) value);
            }
        };
    }

    private static Object bytes(Object value) {
        return switch (value) {
            case byte[] array -> ByteBuffer.wrap(array);
            case ByteBuffer buffer -> buffer;
            case BigDecimal number -> ByteBuffer.wrap(number.unscaledValue().toByteArray());
            case Object other ->
                throw new IllegalArgumentException(
                        "bytes expected, not " + other.getClass().getName());
        };
    }

    /** The member of an optional column's union that is not null. */
    private static org.apache.avro.Schema present(org.apache.avro.Schema schema) {
        return schema.isUnion() ? schema.getTypes().getLast() : schema;
    }
}
