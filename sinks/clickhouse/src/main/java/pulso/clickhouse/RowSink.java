package pulso.clickhouse;

import org.jspecify.annotations.Nullable;

/** Takes rows for a table, values in the order of its columns. */
interface RowSink {
    /** @throws UnusableRecordException when a value does not fit its column; then nothing is taken */
    void add(@Nullable Object[] values);
}
