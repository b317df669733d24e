package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.EventSpec;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.topology.bulk.RowBlock.Lane;
import pulso.topology.bulk.RowKey;

/** The events of a table by the bytes of their names. Confined to one thread. */
final class EventNames {
    private static final int SLOTS = 1 << 12;
    private static final int MOST = SLOTS / 4;
    private static final Map<EventKind, Lane> LANES = lanes();
    static final int DATA_COLUMNS = 5;
    private static final int ALL_DATA = (1 << DATA_COLUMNS) - 1;
    /** Events whose data depend on each other. */
    private static final Set<String> FORMS = Set.of("AGENTLOGOFF", "ATTENDEDTRANSFER");
    /** What an event of the log may bear, and no fold asks for. */
    private static final Set<Field> IN_NO_FIGURE = EnumSet.of(
            Field.URL,
            Field.CALLER_NAME,
            Field.BRIDGED_UNIQUE_ID,
            Field.CONTEXT,
            Field.CHANNEL,
            Field.ORIGINAL_POSITION);

    private final LogTable table;
    private final @Nullable Name[] slots = new Name[SLOTS];
    private int count;

    /**
     * A name that an event column holds.
     *
     * @param lane null when nobody has described such an event
     * @param dataRead a bit for each data column that the event needs
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Name(String text, byte[] bytes, @Nullable Lane lane, int dataRead) {
        /** Whether the event needs data1 (0) to data5 (4). */
        boolean reads(int column) {
            return (dataRead >>> column & 1) != 0;
        }

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
        var name =
                read(new String(bytes, from, to - from, StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, to));
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
        return spec == null
                ? new Name(text, bytes, null, 0)
                : new Name(text, bytes, LANES.get(spec.kind()), dataRead(spec));
    }

    private static int dataRead(EventSpec spec) {
        if (FORMS.contains(spec.name())) {
            return ALL_DATA;
        }
        int read = 0;
        for (int i = 0; i < spec.data().size(); i++) {
            var field = spec.data().get(i);
            read |= field == null || IN_NO_FIGURE.contains(field) ? 0 : 1 << i;
        }
        return read;
    }

    private static Map<EventKind, Lane> lanes() {
        var lanes = new EnumMap<EventKind, Lane>(EventKind.class);
        for (var kind : EventKind.values()) {
            lanes.put(
                    kind,
                    switch (kind) {
                        case NOTED -> Lane.NOTED;
                        case PHONE_LINK, PHONE_RING, PHONE_HOLD, PHONE_UNHOLD, RESTART -> Lane.EVENT;
                        default -> kind.isSession() ? Lane.EVENT : Lane.CALL;
                    });
        }
        return lanes;
    }
}
