package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.webhook.EndpointCursor.Absence;
import pulso.schemas.webhook.EndpointCursor.Position;

/**
 * Where the reading stands that all endpoints share, and when what lies before it was first seen. One thread moves it;
 * an endpoint joins it only while it stands still, under {@link #turnstile}.
 */
final class SharedPlace {
    private static final int MOST_ABSENCES = 200;

    private final AtomicLongArray next = new AtomicLongArray(Topics.PARTITIONS);
    private final AtomicLongArray ends = new AtomicLongArray(Topics.PARTITIONS);
    private final List<Absence> absences;
    private final ReentrantLock turnstile = new ReentrantLock();

    SharedPlace(long[] start, long[] end, List<Absence> absences) {
        for (int partition = 0; partition < start.length; partition++) {
            next.set(partition, start[partition]);
            ends.set(partition, end[partition]);
        }
        this.absences = List.copyOf(absences);
    }

    ReentrantLock turnstile() {
        return turnstile;
    }

    long next(int partition) {
        return next.get(partition);
    }

    void moveTo(int partition, long offset) {
        next.set(partition, offset);
        if (ends.get(partition) < offset) {
            ends.set(partition, offset);
        }
    }

    void endsAt(int partition, long offset) {
        ends.set(partition, offset);
    }

    long end(int partition) {
        return ends.get(partition);
    }

    long[] positions() {
        var positions = new long[Topics.PARTITIONS];
        for (int partition = 0; partition < positions.length; partition++) {
            positions[partition] = next.get(partition);
        }
        return positions;
    }

    long behind() {
        long behind = 0;
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            behind += Math.max(0, ends.get(partition) - next.get(partition));
        }
        return behind;
    }

    /** When a record was first seen: when it was written, or when somebody came to read again. */
    Instant seenAt(int partition, long offset, Instant writtenAt) {
        for (var absence : absences) {
            if (absence.partition() == partition && offset >= absence.from() && offset < absence.to()) {
                return absence.seenAt();
            }
        }
        return writtenAt;
    }

    EndpointCursor cursor(long[] positions, Instant now) {
        return new EndpointCursor(EndpointCursor.SHARED, positions(positions), List.of(), List.of(), absences, now);
    }

    static List<Position> positions(long[] offsets) {
        var positions = new ArrayList<Position>(offsets.length);
        for (int partition = 0; partition < offsets.length; partition++) {
            positions.add(new Position(partition, offsets[partition]));
        }
        return positions;
    }

    /** The absences known, with that from the last reading until now; none that the topic has forgotten. */
    static List<Absence> absences(
            List<Absence> known, long[] from, long[] to, Duration away, long[] beginnings, Instant now) {
        var all = new ArrayList<Absence>();
        for (var absence : known) {
            if (absence.to() > beginnings[absence.partition()]) {
                all.add(absence);
            }
        }
        for (int partition = 0; partition < from.length; partition++) {
            if (from[partition] < to[partition] && away.compareTo(Duration.ofMinutes(1)) > 0) {
                all.add(new Absence(partition, from[partition], to[partition], now));
            }
        }
        return all.size() <= MOST_ABSENCES ? all : all.subList(all.size() - MOST_ABSENCES, all.size());
    }
}
