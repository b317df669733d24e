package pulso.clickhouse;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import com.clickhouse.client.api.data_formats.internal.SerializerUtils;
import com.clickhouse.data.ClickHouseColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column as RowBinary. What fills most of the rows is written here, everything else, and what does not fit,
 * by the driver.
 */
final class ColumnEncoder {
    private static final int IS_NULL = 1;
    private static final int IS_THERE = 0;
    private static final int LEAST_SCALE = 3;
    private static final int GREATEST_SCALE = 6;
    private static final int MICROS_PER_MILLI = 1_000;

    /** How a column is written here; the driver knows the rest. */
    private enum Form {
        TEXT,
        INT64,
        UINT64,
        INT32,
        UINT32,
        UINT8,
        TRUTH,
        FLOAT64,
        TIME,
        ARRAY,
        OTHER
    }

    private final ClickHouseColumn column;
    private final boolean isNullable;
    private final Form form;
    private final @Nullable ColumnEncoder element;

    ColumnEncoder(ClickHouseColumn column) {
        this.column = column;
        this.isNullable = column.isNullable();
        this.form = form(column);
        this.element =
                form == Form.ARRAY ? new ColumnEncoder(column.getNestedColumns().getFirst()) : null;
    }

    private static Form form(ClickHouseColumn column) {
        return switch (column.getDataType()) {
            case String -> Form.TEXT;
            case Int64 -> Form.INT64;
            case UInt64 -> Form.UINT64;
            case Int32 -> Form.INT32;
            case UInt32 -> Form.UINT32;
            case UInt8 -> Form.UINT8;
            case Bool -> Form.TRUTH;
            case Float64 -> Form.FLOAT64;
            case DateTime64 -> isTime(column) ? Form.TIME : Form.OTHER;
            case Array ->
                column.getArrayNestedLevel() == 1 && !column.getNestedColumns().isEmpty() ? Form.ARRAY : Form.OTHER;
            default -> Form.OTHER;
        };
    }

    private static boolean isTime(ClickHouseColumn column) {
        int scale = column.getScale();
        return (scale == LEAST_SCALE || scale == GREATEST_SCALE)
                && column.getTimeZoneOrDefault(TimeZone.getDefault()).getID().equals("UTC");
    }

    /** @throws IOException, or a RuntimeException of the driver, when the value does not fit; bytes may have been written */
    void write(RowBytes out, @Nullable Object value) throws IOException {
        if (value == null) {
            if (isNullable) {
                out.write(IS_NULL);
                return;
            }
        } else if (known(out, value)) {
            return;
        }
        if (RowBinaryFormatSerializer.writeValuePreamble(out, false, column, value)) {
            SerializerUtils.serializeData(out, value, column);
        }
    }

    /** A text that lies in bytes, for a column of texts. */
    void text(RowBytes out, byte[] bytes, int start, int length) {
        there(out);
        out.text(bytes, start, length);
    }

    /** For a column of 64 bits. */
    void number(RowBytes out, long value) {
        there(out);
        out.fixed64(value);
    }

    /** For a column of moments; the wall clock or the instant counts from 1970 in UTC. */
    void micros(RowBytes out, long micros) {
        there(out);
        out.fixed64(column.getScale() == GREATEST_SCALE ? micros : Math.floorDiv(micros, MICROS_PER_MILLI));
    }

    boolean isText() {
        return form == Form.TEXT;
    }

    boolean isInt64() {
        return form == Form.INT64;
    }

    boolean isTime() {
        return form == Form.TIME;
    }

    private void there(RowBytes out) {
        if (isNullable) {
            out.write(IS_THERE);
        }
    }

    /** Writes it whole or not at all. */
    private boolean known(RowBytes out, Object value) throws IOException {
        return switch (form) {
            case TEXT -> value instanceof String text && text(out, text);
            case INT64 ->
                (value instanceof Long || value instanceof Integer) && fixed64(out, ((Number) value).longValue());
            case UINT64 -> value instanceof Long number && number >= 0 && fixed64(out, number);
            case INT32 -> value instanceof Integer number && fixed32(out, number);
            case UINT32 -> value instanceof Integer number && number >= 0 && fixed32(out, number);
            case UINT8 -> value instanceof Integer number && number >= 0 && number <= 0xFF && one(out, number);
            case TRUTH -> value instanceof Boolean truth && one(out, truth ? 1 : 0);
            case FLOAT64 -> value instanceof Double number && fixed64(out, Double.doubleToLongBits(number));
            case TIME ->
                switch (value) {
                    case Instant at -> time(out, at);
                    case LocalDateTime at -> time(out, at.toInstant(ZoneOffset.UTC));
                    default -> false;
                };
            case ARRAY -> !isNullable && element != null && value instanceof List<?> list && list(out, list, element);
            case OTHER -> false;
        };
    }

    private boolean text(RowBytes out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        text(out, bytes, 0, bytes.length);
        return true;
    }

    private boolean fixed64(RowBytes out, long value) {
        number(out, value);
        return true;
    }

    private boolean fixed32(RowBytes out, int value) {
        there(out);
        out.fixed32(value);
        return true;
    }

    private boolean one(RowBytes out, int value) {
        there(out);
        out.write(value);
        return true;
    }

    private boolean time(RowBytes out, Instant at) {
        micros(out, WallClocks.micros(at));
        return true;
    }

    private static boolean list(RowBytes out, List<?> list, ColumnEncoder element) throws IOException {
        if (!element.isNullable && hasNull(list)) {
            return false;
        }
        out.length(list.size());
        for (var item : list) {
            element.write(out, item);
        }
        return true;
    }

    private static boolean hasNull(List<?> list) {
        for (var item : list) {
            if (item == null) {
                return true;
            }
        }
        return false;
    }

    /** A hash of 128 bits, the least byte first. */
    static void hash(RowBytes out, long high, long low) {
        out.fixed64(low);
        out.fixed64(high);
    }
}
