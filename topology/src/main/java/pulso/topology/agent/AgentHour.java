package pulso.topology.agent;

/**
 * The counts of sixty buckets of one agent in one queue, which is an hour where a bucket is a minute: most hold one or two
 * of the fourteen counts, so only those that are not 0 stand here, in the order of their {@link #place}.
 *
 * @param cells each an amount and where it belongs; never changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record AgentHour(long[] cells) {
    static final AgentHour EMPTY = new AgentHour(new long[0]);
    static final int BUCKETS = 60;

    /** More than there are counts, and places of all buckets together: both powers of two. */
    private static final int COUNTS = 16;

    private static final int PLACES = 1024;

    /** Where a count of a bucket stands. */
    static int place(int bucket, int count) {
        return bucket * COUNTS + count;
    }

    static int bucketOf(int place) {
        return place / COUNTS;
    }

    static int countOf(int place) {
        return place % COUNTS;
    }

    static long cell(int place, long amount) {
        return amount * PLACES + place;
    }

    static int placeOf(long cell) {
        return (int) Math.floorMod(cell, (long) PLACES);
    }

    static long amountOf(long cell) {
        return Math.floorDiv(cell, (long) PLACES);
    }
}
