package pulso.clickhouse;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A row as it lies in a record's bytes: where each column's text is, or its number. It is read over and over again; what
 * it says is valid until the next record.
 */
final class RowImage {
    private static final int ABSENT = -1;
    private static final int NO_NULL = -1;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** What a column holds. */
    enum Kind {
        TEXT,
        LONG,
        DOUBLE,
        TRUTH,
        /** A wall clock in microseconds since 1970, as if it were UTC. */
        WALL_MICROS
    }

    private final Kind[] kinds;
    private final boolean[] isFloat;
    private final int[] nullMembers;
    private final int[] starts;
    private final int[] lengths;
    private final long[] numbers;
    private byte[] bytes = {};
    private int from;
    private int to;

    private RowImage(Kind[] kinds, boolean[] isFloat, int[] nullMembers) {
        this.kinds = kinds;
        this.isFloat = isFloat;
        this.nullMembers = nullMembers;
        this.starts = new int[kinds.length];
        this.lengths = new int[kinds.length];
        this.numbers = new long[kinds.length];
    }

    /** @throws UnsupportedOperationException for a schema with a column of another kind */
    static RowImage of(Schema schema) {
        List<Schema.Field> fields = schema.getFields();
        var kinds = new Kind[fields.size()];
        var isFloat = new boolean[fields.size()];
        var nullMembers = new int[fields.size()];
        for (int i = 0; i < kinds.length; i++) {
            var plain = fields.get(i).schema();
            nullMembers[i] = NO_NULL;
            if (plain.isUnion()) {
                nullMembers[i] = nullMember(plain);
                plain = plain.getTypes().get(1 - nullMembers[i]);
            }
            kinds[i] = kind(plain);
            isFloat[i] = plain.getType() == Schema.Type.FLOAT;
        }
        return new RowImage(kinds, isFloat, nullMembers);
    }

    /** Where null stands in a union of null and something. */
    static int nullMember(Schema union) {
        var members = union.getTypes();
        for (int i = 0; i < 2 && members.size() == 2; i++) {
            if (members.get(i).getType() == Schema.Type.NULL
                    && members.get(1 - i).getType() != Schema.Type.NULL) {
                return i;
            }
        }
        throw new UnsupportedOperationException("a choice between " + members);
    }

    private static Kind kind(Schema schema) {
        var name = schema.getProp("connect.name");
        if ("io.debezium.time.MicroTimestamp".equals(name) && schema.getType() == Schema.Type.LONG) {
            return Kind.WALL_MICROS;
        }
        if (name != null && name.startsWith("io.debezium.time.")) {
            throw new UnsupportedOperationException(name);
        }
        return switch (schema.getType()) {
            case STRING -> Kind.TEXT;
            case INT, LONG -> Kind.LONG;
            case FLOAT, DOUBLE -> Kind.DOUBLE;
            case BOOLEAN -> Kind.TRUTH;
            case NULL, RECORD, ENUM, ARRAY, MAP, UNION, FIXED, BYTES ->
                throw new UnsupportedOperationException(schema.getType().getName());
        };
    }

    void read(AvroCursor in) {
        bytes = in.bytes();
        from = in.position();
        for (int i = 0; i < kinds.length; i++) {
            if (nullMembers[i] != NO_NULL && in.length() == nullMembers[i]) {
                lengths[i] = ABSENT;
            } else {
                lengths[i] = 0;
                switch (kinds[i]) {
                    case TEXT -> {
                        lengths[i] = in.length();
                        starts[i] = in.position();
                        in.skip(lengths[i]);
                    }
                    case LONG, WALL_MICROS -> numbers[i] = in.number();
                    case DOUBLE ->
                        numbers[i] = isFloat[i]
                                ? Double.doubleToRawLongBits(Float.intBitsToFloat(in.fixed32()))
                                : in.fixed64();
                    case TRUTH -> numbers[i] = in.truth() ? 1 : 0;
                }
            }
        }
        to = in.position();
    }

    Kind kind(int column) {
        return kinds[column];
    }

    boolean has(int column) {
        return lengths[column] != ABSENT;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int column) {
        return starts[column];
    }

    int length(int column) {
        return lengths[column];
    }

    long number(int column) {
        return numbers[column];
    }

    /** The value as {@link pulso.schemas.source.Row} has it; null where there is none. */
    @Nullable
    Object value(int column) {
        if (!has(column)) {
            return null;
        }
        return switch (kinds[column]) {
            case TEXT -> new String(bytes, starts[column], lengths[column], StandardCharsets.UTF_8);
            case LONG -> numbers[column];
            case DOUBLE -> Double.longBitsToDouble(numbers[column]);
            case TRUTH -> numbers[column] != 0;
            case WALL_MICROS -> wallClock(numbers[column]);
        };
    }

    /** The same as text; null where there is none, or no such column. */
    @Nullable
    String text(int column) {
        if (column == RawPlan.NOWHERE) {
            return null;
        }
        var value = value(column);
        return value == null ? null : value.toString();
    }

    static LocalDateTime wallClock(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
                ZoneOffset.UTC);
    }

    boolean isSame(RowImage other) {
        return Arrays.equals(bytes, from, to, other.bytes, other.from, other.to);
    }

    boolean isSame(RowImage other, int column) {
        if (!has(column) || !other.has(column)) {
            return has(column) == other.has(column);
        }
        return kinds[column] == Kind.TEXT
                ? Arrays.equals(
                        bytes,
                        starts[column],
                        starts[column] + lengths[column],
                        other.bytes,
                        other.starts[column],
                        other.starts[column] + other.lengths[column])
                : numbers[column] == other.numbers[column];
    }
}
