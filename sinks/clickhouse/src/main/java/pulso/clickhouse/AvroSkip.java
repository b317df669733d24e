package pulso.clickhouse;

import java.util.List;
import org.apache.avro.Schema;

/** Passes over a value of one schema. */
@FunctionalInterface
interface AvroSkip {
    /** A schema that goes deeper may name itself, and is left to whoever reads it whole. */
    int DEEPEST = 16;

    void skip(AvroCursor in);

    /** @throws UnsupportedOperationException for a schema that goes too deep */
    static AvroSkip over(Schema schema) {
        return over(schema, 0);
    }

    private static AvroSkip over(Schema schema, int depth) {
        if (depth > DEEPEST) {
            throw new UnsupportedOperationException("a schema that goes too deep");
        }
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> in -> in.skip(1);
            case INT, LONG, ENUM ->
                in -> {
                    var _ = in.number();
                };
            case FLOAT -> in -> in.skip(Float.BYTES);
            case DOUBLE -> in -> in.skip(Double.BYTES);
            case STRING, BYTES -> in -> in.skip(in.length());
            case FIXED -> {
                int size = schema.getFixedSize();
                yield in -> in.skip(size);
            }
            case RECORD ->
                record(all(schema.getFields().stream().map(Schema.Field::schema).toList(), depth));
            case UNION -> {
                var members = all(schema.getTypes(), depth);
                yield in -> members[in.length()].skip(in);
            }
            case ARRAY -> blocks(over(schema.getElementType(), depth + 1));
            case MAP -> {
                var value = over(schema.getValueType(), depth + 1);
                yield blocks(in -> {
                    in.skip(in.length());
                    value.skip(in);
                });
            }
        };
    }

    private static AvroSkip[] all(List<Schema> schemas, int depth) {
        return schemas.stream().map(schema -> over(schema, depth + 1)).toArray(AvroSkip[]::new);
    }

    private static AvroSkip record(AvroSkip[] fields) {
        return in -> {
            for (var field : fields) {
                field.skip(in);
            }
        };
    }

    /** A list comes in blocks; one whose count is negative says how long it is. */
    private static AvroSkip blocks(AvroSkip item) {
        return in -> {
            for (long count = in.number(); count != 0; count = in.number()) {
                if (count < 0) {
                    in.skip(in.length());
                } else {
                    for (long i = 0; i < count; i++) {
                        item.skip(in);
                    }
                }
            }
        };
    }
}
