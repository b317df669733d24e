package pulso.clickhouse;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes rows for a table. */
interface RowSink {
    /**
     * Takes values in the order of the columns.
     *
     * @throws UnusableRecordException when a value does not fit its column; then nothing is taken
     */
    void add(@Nullable Object[] values);

    /**
     * Takes a row that encodes itself.
     *
     * @throws UnusableRecordException when it cannot; then nothing is taken
     */
    void add(EncodedRow row);

    /** A row that knows its bytes. */
    interface EncodedRow {
        void writeTo(RowBytes out, RowEncoder encoder) throws IOException;
    }
}
