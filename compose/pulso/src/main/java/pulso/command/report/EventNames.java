package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.LogTable;
import pulso.topology.bulk.RowBlock.Lane;
import pulso.topology.bulk.RowKey;

/** The events of a table by the bytes of their names. Confined to one thread. */
final class EventNames {
    private static final int SLOTS = 1 << 12;
    private static final int MOST = SLOTS / 4;
    private static final Map<EventKind, Lane> LANES = lanes();

    private final LogTable table;
    private final @Nullable Name[] slots = new Name[SLOTS];
    private int count;

    /**
     * A name that an event column holds.
     *
     * @param lane null when nobody has described such an event
     */
    record Name(String text, byte[] bytes, @Nullable Lane lane) {
        boolean isBlank() {
            return text.isBlank();
        }
    }

    EventNames(LogTable table) {
        this.table = table;
    }

    Name of(byte[] bytes, int from, int to) {
        int at = (int) (RowKey.high(bytes, from, to) >>> 20) & SLOTS - 1;
        for (var name = slots[at]; name != null; name = slots[at]) {
            if (Arrays.equals(name.bytes(), 0, name.bytes().length, bytes, from, to)) {
                return name;
            }
            at = at + 1 & SLOTS - 1;
        }
        var name = read(new String(bytes, from, to - from, StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, to));
        if (count < MOST) {
            count++;
            slots[at] = name;
        }
        return name;
    }

    Name of(String text) {
        return read(text, text.getBytes(StandardCharsets.UTF_8));
    }

    private Name read(String text, byte[] bytes) {
        var spec = table.find(text);
        return new Name(text, bytes, spec == null ? null : LANES.get(spec.kind()));
    }

    private static Map<EventKind, Lane> lanes() {
        var lanes = new EnumMap<EventKind, Lane>(EventKind.class);
        for (var kind : EventKind.values()) {
            lanes.put(
                    kind,
                    switch (kind) {
                        case NOTED -> Lane.NOTED;
                        case PHONE_LINK, PHONE_RING, RESTART -> Lane.EVENT;
                        default -> kind.isSession() ? Lane.EVENT : Lane.CALL;
                    });
        }
        return lanes;
    }
}
