package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the columns of one record stand in its bytes. Confined to one thread. */
final class Fields {
    private final int[] from = new int[Column.COUNT];
    private final int[] to = new int[Column.COUNT];
    private final @Nullable String[] spelled = new String[Column.COUNT];
    private byte[] bytes = {};
    private boolean isSpelled;
    private long high;
    private long low;

    void reset(byte[] record) {
        bytes = record;
        Arrays.fill(to, 0);
        Arrays.fill(from, 0);
        if (isSpelled) {
            Arrays.fill(spelled, null);
            isSpelled = false;
        }
        high = 0;
        low = 0;
    }

    void set(Column column, int start, int end) {
        from[column.index()] = start;
        to[column.index()] = end;
    }

    /** A value that does not stand in the bytes as such, since quotes were doubled in it. */
    void spell(Column column, String value) {
        spelled[column.index()] = value;
        isSpelled = true;
    }

    /** What all columns together hold, whatever their order. */
    void addIdentity(long moreHigh, long moreLow) {
        high += moreHigh;
        low += moreLow;
    }

    long identityHigh() {
        return high;
    }

    long identityLow() {
        return low;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(Column column) {
        return from[column.index()];
    }

    int to(Column column) {
        return to[column.index()];
    }

    boolean isSpelled(Column column) {
        return isSpelled && spelled[column.index()] != null;
    }

    /** Null where the column is empty or missing. */
    @Nullable
    String text(Column column) {
        if (isSpelled && spelled[column.index()] != null) {
            return spelled[column.index()];
        }
        int start = from[column.index()];
        int end = to[column.index()];
        return start >= end ? null : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
