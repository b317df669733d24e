package pulso.topology.agent;

import java.util.Arrays;

/** What is put into the buckets of an {@link AgentHour} and taken out of them, until it is added to what is known. */
final class AgentTally {
    /** The counts and sums of a minute, in the order of {@link pulso.schemas.kpi.AgentMinute}. */
    enum Count {
        LOGIN(0),
        BREAK(1),
        PAUSE(2),
        BUSY(3),
        TALK(4),
        HOLD(5),
        WRAP_UP(6),
        ANSWERED(7),
        RING_NO_ANSWER(8),
        RING_REFUSED(9),
        AGENT_DUMPS(10),
        OUT_ATTEMPTS(11),
        OUT_ANSWERED(12),
        TRANSFERS_TAKEN(13);

        private final int place;

        Count(int place) {
            this.place = place;
        }

        int place() {
            return place;
        }
    }

    private static final int AMOUNT_BITS = 48;

    /** A place above, an amount below: sorted by place. */
    private long[] entries = new long[8];

    private int size;

    void add(int bucket, Count count, long amount) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        long place = AgentHour.place(bucket, count.place);
        entries[size++] = (place << AMOUNT_BITS) | (amount & ((1L << AMOUNT_BITS) - 1));
    }

    /** Whether all that was put in was taken out again. */
    boolean isNothing() {
        Arrays.sort(entries, 0, size);
        for (int i = 0; i < size; ) {
            int place = placeOf(entries[i]);
            long added = 0;
            for (; i < size && placeOf(entries[i]) == place; i++) {
                added += amountOf(entries[i]);
            }
            if (added != 0) {
                return false;
            }
        }
        return true;
    }

    /** What is known with this added to it, and which of its buckets differ by that. */
    Sum addTo(AgentHour known) {
        Arrays.sort(entries, 0, size);
        var cells = known.cells();
        var sum = new long[cells.length + size];
        int length = 0;
        long changed = 0;
        int next = 0;
        for (int i = 0; i < cells.length || next < size; ) {
            int place = next < size ? placeOf(entries[next]) : Integer.MAX_VALUE;
            long amount = 0;
            if (i < cells.length && AgentHour.placeOf(cells[i]) <= place) {
                place = AgentHour.placeOf(cells[i]);
                amount = AgentHour.amountOf(cells[i]);
                i++;
            }
            long added = 0;
            for (; next < size && placeOf(entries[next]) == place; next++) {
                added += amountOf(entries[next]);
            }
            if (added != 0) {
                changed |= 1L << AgentHour.bucketOf(place);
            }
            if (amount + added != 0) {
                sum[length++] = AgentHour.cell(place, amount + added);
            }
        }
        return new Sum(new AgentHour(Arrays.copyOf(sum, length)), changed);
    }

    private static long amountOf(long entry) {
        return (entry << (Long.SIZE - AMOUNT_BITS)) >> (Long.SIZE - AMOUNT_BITS);
    }

    private static int placeOf(long entry) {
        return (int) (entry >>> AMOUNT_BITS);
    }

    /**
     * @param changed a bit for each bucket that differs from what was known
     */
    record Sum(AgentHour hour, long changed) {}
}
