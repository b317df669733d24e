package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pulso.topology.bulk.RowKey;

/**
 * Text that comes again and again, queues, agents and short numbers, built once. Threads may use it side by side: one that
 * misses what another has just kept builds the text anew.
 */
final class Texts {
    private static final int SLOTS = 1 << 13;
    private static final int LONGEST = 40;

    private final @Nullable Known[] slots = new Known[SLOTS];

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] bytes, String text) {}

    String of(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int at = (int) (RowKey.high(bytes, from, to) >>> 24) & SLOTS - 1;
        var known = slots[at];
        if (known != null && Arrays.equals(known.bytes(), 0, known.bytes().length, bytes, from, to)) {
            return known.text();
        }
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        slots[at] = new Known(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }
}
