package pulso.ingest;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's offsets say about how much of the binlog is read and how much of it may be kept as a place to
 * resume from. The two differ because the engine counts a lone statement (a DDL) as a transaction that never ends:
 * until the next one begins, its beats carry the position before it, with an event count that grows while the server
 * idles. Resuming there would skip that many events of later transactions, so such offsets are never kept.
 */
final class ReadProgress {
    private static final String GTIDS = "gtids";
    private static final String EVENTS_READ = "event";
    private static final String ROWS_READ = "row";
    /** An idle server speaks up this seldom; inside a transaction the events follow one another at once. */
    private static final long IDLE_SILENCE_MS = 300;

    private static final long EVENTS_BETWEEN_IDLE_BEATS = 2;

    private @Nullable String gtids;
    private GtidPosition done = GtidPosition.NONE;
    private boolean keptInsideTransaction;
    private @Nullable String keptGtids;

    private long lastBeatMs;
    private long lastBeatEvents;
    private boolean idleAfterStatement;

    ReadProgress(@Nullable Map<String, ?> keptOffset) {
        if (keptOffset != null) {
            advance(keptOffset);
            keep(keptOffset);
        }
    }

    /** A row with this offset was read: always a place to resume from. */
    void row(Map<String, ?> offset) {
        advance(offset);
        keep(offset);
        forgetBeats();
    }

    /**
     * The engine spoke up without a row.
     *
     * @return whether its offset may be kept
     */
    boolean beat(Map<String, ?> offset, long saidAtMs) {
        advance(offset);
        long events = number(offset.get(EVENTS_READ));
        if (events == 0) {
            forgetBeats();
            // After a restart inside a transaction the engine beats once with the position before it.
            if (keptInsideTransaction && Objects.equals(keptGtids, offset.get(GTIDS))) {
                return false;
            }
            keep(offset);
            return true;
        }
        if (lastBeatEvents > 0) {
            idleAfterStatement = events - lastBeatEvents <= EVENTS_BETWEEN_IDLE_BEATS
                    && events > lastBeatEvents
                    && saidAtMs - lastBeatMs >= IDLE_SILENCE_MS;
        }
        lastBeatEvents = events;
        lastBeatMs = saidAtMs;
        return false;
    }

    /** Whether every row of every transaction up to this position has been read. */
    boolean covers(GtidPosition asked) {
        long missing = asked.transactionsBeyond(done);
        return missing == 0 || (missing == 1 && idleAfterStatement);
    }

    private void advance(Map<String, ?> offset) {
        var now = (String) offset.get(GTIDS);
        if (now != null && !now.equals(gtids)) {
            var position = GtidPosition.parse(now);
            if (position.covers(done)) {
                gtids = now;
                done = position;
                forgetBeats();
            }
        }
    }

    private void keep(Map<String, ?> offset) {
        keptGtids = (String) offset.get(GTIDS);
        keptInsideTransaction = number(offset.get(EVENTS_READ)) > 0 || number(offset.get(ROWS_READ)) > 0;
    }

    private void forgetBeats() {
        lastBeatEvents = 0;
        lastBeatMs = 0;
        idleAfterStatement = false;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
