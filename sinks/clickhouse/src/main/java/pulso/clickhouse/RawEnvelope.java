package pulso.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's envelope in one schema, read in place: the images, the operation, and which table it is of. What it says is
 * valid until the next record.
 */
final class RawEnvelope {
    private static final byte[] NOTHING = {};
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final Part[] parts;
    private final Schema image;
    private final RowImage before;
    private final RowImage after;
    private boolean hasBefore;
    private boolean hasAfter;
    private char operation;
    private long committedMillis;
    private byte[] database = NOTHING;
    private byte[] table = NOTHING;

    /** Reads, or passes over, one field. */
    private interface Part {
        void read(AvroCursor in);
    }

    /** @throws UnsupportedOperationException, or another RuntimeException, for a schema that is no such envelope */
    RawEnvelope(Schema schema) {
        var union = schema.getField("after").schema();
        this.image = union.getTypes().get(1 - RowImage.nullMember(union));
        this.before = RowImage.of(image);
        this.after = RowImage.of(image);
        if (!schema.getField("before").schema().equals(union)) {
            throw new UnsupportedOperationException("images of two kinds");
        }
        int isNull = RowImage.nullMember(union);
        this.parts = parts(schema.getFields(), field -> switch (field.name()) {
            case "before" ->
                in -> {
                    hasBefore = in.length() != isNull;
                    if (hasBefore) {
                        before.read(in);
                    }
                };
            case "after" ->
                in -> {
                    hasAfter = in.length() != isNull;
                    if (hasAfter) {
                        after.read(in);
                    }
                };
            case "source" -> origin(field.schema());
            case "op" -> {
                require(field.schema(), Schema.Type.STRING);
                yield in -> {
                    if (in.length() != 1) {
                        throw new IllegalArgumentException("no operation");
                    }
                    operation = (char) in.bytes()[in.position()];
                    in.skip(1);
                };
            }
            default -> AvroSkip.over(field.schema())::skip;
        });
    }

    private static Part[] parts(List<Schema.Field> fields, Function<Schema.Field, Part> part) {
        return fields.stream().map(part).toArray(Part[]::new);
    }

    private Part origin(Schema schema) {
        require(schema, Schema.Type.RECORD);
        require(schema.getField("ts_ms").schema(), Schema.Type.LONG);
        var fields = parts(schema.getFields(), field -> switch (field.name()) {
            case "ts_ms" -> in -> committedMillis = in.number();
            case "db" -> text(field.schema(), false);
            case "table" -> text(field.schema(), true);
            default -> AvroSkip.over(field.schema())::skip;
        });
        return in -> {
            for (var field : fields) {
                field.read(in);
            }
        };
    }

    private Part text(Schema schema, boolean isTable) {
        if (schema.isUnion()) {
            int isNull = RowImage.nullMember(schema);
            require(schema.getTypes().get(1 - isNull), Schema.Type.STRING);
            return in -> name(in, isTable, in.length() == isNull);
        }
        require(schema, Schema.Type.STRING);
        return in -> name(in, isTable, false);
    }

    private void name(AvroCursor in, boolean isTable, boolean isNull) {
        var known = isTable ? table : database;
        var bytes = isNull ? NULL : in.bytes();
        int length = isNull ? NULL.length : in.length();
        int start = isNull ? 0 : in.position();
        if (!Arrays.equals(known, 0, known.length, bytes, start, start + length)) {
            known = Arrays.copyOfRange(bytes, start, start + length);
            if (isTable) {
                table = known;
            } else {
                database = known;
            }
        }
        if (!isNull) {
            in.skip(length);
        }
    }

    private static void require(Schema schema, Schema.Type type) {
        if (schema.getType() != type) {
            throw new UnsupportedOperationException(schema.getType() + " where " + type + " was to be");
        }
    }

    void read(AvroCursor in) {
        for (var part : parts) {
            part.read(in);
        }
    }

    Schema image() {
        return image;
    }

    /** How an image looks like, whatever stands in it. */
    RowImage shape() {
        return after;
    }

    /** The row as it was; null where there was none. */
    @Nullable
    RowImage before() {
        return hasBefore ? before : null;
    }

    /** The row as it is; null where there is none. */
    @Nullable
    RowImage after() {
        return hasAfter ? after : null;
    }

    char operation() {
        return operation;
    }

    long committedMillis() {
        return committedMillis;
    }

    /** The very same bytes as long as it is the same. */
    byte[] database() {
        return database;
    }

    /** The very same bytes as long as it is the same. */
    byte[] table() {
        return table;
    }
}
