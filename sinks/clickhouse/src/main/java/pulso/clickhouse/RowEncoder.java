package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of one table as RowBinary. */
final class RowEncoder {
    private final ColumnEncoder[] columns;

    RowEncoder(TableSchema schema) {
        this.columns = schema.getColumns().stream().map(ColumnEncoder::new).toArray(ColumnEncoder[]::new);
    }

    ColumnEncoder column(int place) {
        return columns[place];
    }

    /** @throws IOException, or a RuntimeException of the driver, when a value does not fit; bytes may have been written */
    void write(RowBytes out, @Nullable Object[] values) throws IOException {
        if (values.length != columns.length) {
            throw new IllegalArgumentException(
                    "a row of " + values.length + " values for " + columns.length + " columns");
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(out, values[i]);
        }
    }
}
