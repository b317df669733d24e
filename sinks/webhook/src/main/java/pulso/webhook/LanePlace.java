package pulso.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.webhook.EndpointCursor.Parked;
import pulso.schemas.webhook.EndpointCursor.Replay;

/**
 * Where one endpoint stands in the topic: with the reading all share, or on its own behind it. Not safe for threads: its
 * lane's lock guards it.
 */
final class LanePlace {
    private final SharedPlace shared;
    private final long[] next;
    private final List<Replay> replays;
    private boolean joined;
    private boolean dirty;

    /**
     * @param next the offsets to read next, those ahead of the shared reading included
     */
    LanePlace(SharedPlace shared, long[] next, boolean joined, List<Replay> replays) {
        this.shared = shared;
        this.next = next.clone();
        this.joined = joined;
        this.replays = new ArrayList<>(replays);
    }

    boolean takesShared(int partition, long offset) {
        return joined && offset >= next[partition];
    }

    boolean isJoined() {
        return joined;
    }

    long next(int partition) {
        return next[partition];
    }

    void passed(int partition, long offset) {
        if (offset > next[partition]) {
            next[partition] = offset;
            dirty = true;
        }
    }

    /** Leaves the shared reading before this event. */
    void leave(int partition, long offset) {
        for (int other = 0; other < next.length; other++) {
            next[other] = Math.max(next[other], shared.next(other));
        }
        next[partition] = offset;
        joined = false;
        dirty = true;
    }

    /** Goes with the shared reading from where that stands, whatever lies before; while that stands still. */
    void joinNow() {
        for (int partition = 0; partition < next.length; partition++) {
            next[partition] = shared.next(partition);
        }
        joined = true;
        dirty = true;
    }

    /** Joins the shared reading if it has come as far; while that stands still. */
    void joinIfLevel() {
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < shared.next(partition)) {
                return;
            }
        }
        if (!joined) {
            joined = true;
            dirty = true;
        }
    }

    boolean hasToRead() {
        return !joined || !replays.isEmpty();
    }

    @Nullable
    Replay replay() {
        return replays.isEmpty() ? null : replays.getFirst();
    }

    void addReplay(Replay replay) {
        replays.add(replay);
        dirty = true;
    }

    /** The first replay has come to this offset. */
    void replayedTo(long offset) {
        var first = replays.removeFirst();
        if (offset < first.end()) {
            replays.addFirst(new Replay(first.partition(), offset, first.end(), first.from(), first.to()));
        }
        dirty = true;
    }

    long behind() {
        long behind = 0;
        for (int partition = 0; partition < next.length; partition++) {
            long own = joined ? Math.max(next[partition], shared.next(partition)) : next[partition];
            behind += Math.max(0, shared.end(partition) - own);
        }
        return behind;
    }

    void changed() {
        dirty = true;
    }

    boolean isDirty() {
        return dirty;
    }

    /** Without positions when it goes with the shared reading: the page of that one says where it stands. */
    EndpointCursor page(String endpoint, List<Parked> parked, Instant now) {
        dirty = false;
        return new EndpointCursor(
                endpoint, joined ? List.of() : SharedPlace.positions(next), parked, replays, List.of(), now);
    }
}
