package pulso.schemas.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/**
 * How one schema of Debezium's envelope lies in bytes: reads what rows are made of and steps over the rest, without a
 * generic record in between. Immutable.
 */
final class EnvelopeShape {
    private final List<Part> parts;

    private enum Role {
        BEFORE,
        AFTER,
        SOURCE,
        OPERATION,
        OTHER
    }

    /** What of the origin is read. */
    private enum OriginRole {
        DATABASE,
        TABLE,
        COMMITTED,
        OTHER
    }

    private record Part(Role role, Schema schema, @Nullable Image image, List<OriginPart> origin) {}

    private record OriginPart(
            OriginRole role, Schema schema, @Nullable Plain plain) {}

    /** A row before or after: the schema of the row, and where in its union it stands. */
    private record Image(Schema schema, int branch, List<Plain> columns) {}

    /** A value that stands in one piece; of a union with null, the branch that is not. */
    private record Plain(Schema.Type type, int branch) {}

    /** What was read; values as Avro has them, texts as String. */
    static final class Read {
        private @Nullable Schema image;
        private @Nullable Object @Nullable [] before;
        private @Nullable Object @Nullable [] after;
        private String database = "";
        private String table = "";
        private long committedMillis;
        private String operation = "";

        @Nullable
        Schema image() {
            return image;
        }

        @Nullable
        Object @Nullable [] before() {
            return before;
        }

        @Nullable
        Object @Nullable [] after() {
            return after;
        }

        String database() {
            return database;
        }

        String table() {
            return table;
        }

        long committedMillis() {
            return committedMillis;
        }

        String operation() {
            return operation;
        }
    }

    private EnvelopeShape(List<Part> parts) {
        this.parts = parts;
    }

    /** @return null for a schema that holds something that does not stand in one piece, or no envelope at all */
    static @Nullable EnvelopeShape of(Schema envelope) {
        var parts = new ArrayList<Part>();
        for (var field : envelope.getFields()) {
            var schema = field.schema();
            var role = switch (field.name()) {
                case "before" -> Role.BEFORE;
                case "after" -> Role.AFTER;
                case "source" -> Role.SOURCE;
                case "op" -> Role.OPERATION;
                default -> Role.OTHER;
            };
            var image = role == Role.BEFORE || role == Role.AFTER ? image(schema) : null;
            var origin = role == Role.SOURCE ? origin(schema) : List.<OriginPart>of();
            boolean isReadable = switch (role) {
                case BEFORE, AFTER -> image != null;
                case SOURCE -> !origin.isEmpty();
                case OPERATION -> schema.getType() == Schema.Type.STRING;
                case OTHER -> true;
            };
            if (!isReadable) {
                return null;
            }
            parts.add(new Part(role, schema, image, origin));
        }
        var roles = parts.stream().map(Part::role).filter(role -> role != Role.OTHER);
        return roles.distinct().count() == Role.values().length - 1 ? new EnvelopeShape(List.copyOf(parts)) : null;
    }

    private static @Nullable Image image(Schema union) {
        if (!union.isUnion()) {
            return null;
        }
        for (int branch = 0; branch < union.getTypes().size(); branch++) {
            var schema = union.getTypes().get(branch);
            if (schema.getType() == Schema.Type.RECORD) {
                var columns = new ArrayList<Plain>();
                for (var field : schema.getFields()) {
                    var plain = plain(field.schema());
                    if (plain == null) {
                        return null;
                    }
                    columns.add(plain);
                }
                return union.getTypes().size() == 2 ? new Image(schema, branch, List.copyOf(columns)) : null;
            }
        }
        return null;
    }

    private static List<OriginPart> origin(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return List.of();
        }
        var parts = new ArrayList<OriginPart>();
        for (var field : schema.getFields()) {
            var role = switch (field.name()) {
                case "db" -> OriginRole.DATABASE;
                case "table" -> OriginRole.TABLE;
                case "ts_ms" -> OriginRole.COMMITTED;
                default -> OriginRole.OTHER;
            };
            var plain = plain(field.schema());
            if (role != OriginRole.OTHER && plain == null) {
                return List.of();
            }
            parts.add(new OriginPart(role, field.schema(), plain));
        }
        return schema.getField("ts_ms") == null ? List.of() : List.copyOf(parts);
    }

    private static @Nullable Plain plain(Schema schema) {
        if (!schema.isUnion()) {
            return isPlain(schema) ? new Plain(schema.getType(), -1) : null;
        }
        var types = schema.getTypes();
        for (int branch = 0; branch < types.size(); branch++) {
            boolean isOptional = types.size() == 2 && types.get(1 - branch).getType() == Schema.Type.NULL;
            if (isOptional && isPlain(types.get(branch))) {
                return new Plain(types.get(branch).getType(), branch);
            }
        }
        return null;
    }

    private static boolean isPlain(Schema schema) {
        return switch (schema.getType()) {
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> true;
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL -> false;
        };
    }

    Read read(BinaryDecoder in) {
        try {
            var read = new Read();
            for (var part : parts) {
                switch (part.role()) {
                    case BEFORE -> read.before = image(part.image(), read, in);
                    case AFTER -> read.after = image(part.image(), read, in);
                    case SOURCE -> origin(part.origin(), read, in);
                    case OPERATION -> read.operation = in.readString();
                    case OTHER -> GenericDatumReader.skip(part.schema(), in);
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object @Nullable [] image(@Nullable Image image, Read read, BinaryDecoder in)
            throws IOException {
        if (image == null || in.readIndex() != image.branch()) {
            return null;
        }
        read.image = image.schema();
        var values = new @Nullable Object[image.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(image.columns().get(i), in);
        }
        return values;
    }

    private static void origin(List<OriginPart> parts, Read read, BinaryDecoder in) throws IOException {
        for (var part : parts) {
            var plain = part.plain();
            if (part.role() == OriginRole.OTHER || plain == null) {
                GenericDatumReader.skip(part.schema(), in);
                continue;
            }
            var value = value(plain, in);
            switch (part.role()) {
                case DATABASE -> read.database = String.valueOf(value);
                case TABLE -> read.table = String.valueOf(value);
                case COMMITTED -> {
                    if (!(value instanceof Long millis)) {
                        throw new IllegalArgumentException("the time of commit is no number: " + value);
                    }
                    read.committedMillis = millis;
                }
                case OTHER -> {}
            }
        }
    }

    private static @Nullable Object value(Plain plain, BinaryDecoder in) throws IOException {
        if (plain.branch() >= 0 && in.readIndex() != plain.branch()) {
            return null;
        }
        return switch (plain.type()) {
            case STRING -> in.readString();
            case BYTES -> in.readBytes(null);
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL ->
                throw new IllegalStateException("not in one piece: " + plain.type());
        };
    }
}
