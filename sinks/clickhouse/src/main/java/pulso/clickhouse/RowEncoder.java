package pulso.clickhouse;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import com.clickhouse.client.api.data_formats.internal.SerializerUtils;
import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseColumn;
import com.clickhouse.data.ClickHouseDataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RowBinary. What fills most of a log's row, nothing and short texts, is written here; everything else by the
 * driver.
 */
final class RowEncoder {
    private static final int MORE_FOLLOWS = 0x80;

    private final ClickHouseColumn[] columns;
    private final boolean[] nullable;
    private final boolean[] text;

    RowEncoder(TableSchema schema) {
        this.columns = schema.getColumns().toArray(ClickHouseColumn[]::new);
        this.nullable = new boolean[columns.length];
        this.text = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            nullable[i] = columns[i].isNullable();
            text[i] = columns[i].getDataType() == ClickHouseDataType.String;
        }
    }

    /** @throws IOException, or a RuntimeException of the driver, when a value does not fit; bytes may have been written */
    void write(RowBytes out, @Nullable Object[] values) throws IOException {
        if (values.length != columns.length) {
            throw new IllegalArgumentException(
                    "a row of " + values.length + " values for " + columns.length + " columns");
        }
        for (int i = 0; i < columns.length; i++) {
            var value = values[i];
            if (value == null && nullable[i]) {
                out.write(1);
            } else if (text[i] && value instanceof String string) {
                if (nullable[i]) {
                    out.write(0);
                }
                text(out, string);
            } else if (RowBinaryFormatSerializer.writeValuePreamble(out, false, columns[i], value)) {
                SerializerUtils.serializeData(out, value, columns[i]);
            }
        }
    }

    private static void text(RowBytes out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        while (length >= MORE_FOLLOWS) {
            out.write((length & (MORE_FOLLOWS - 1)) | MORE_FOLLOWS);
            length >>>= 7;
        }
        out.write(length);
        out.write(bytes, 0, bytes.length);
    }
}
