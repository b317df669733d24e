package pulso.benchmark;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * When each probe was first seen at each place. Probes are numbered from 0; an even one enters the queue, the odd one
 * after it leaves. Safe for any thread.
 */
final class Trail {
    private final Map<Place, AtomicLongArray> nanos = new EnumMap<>(Place.class);
    private final int capacity;

    /** The places on a probe's way, in order. */
    enum Place {
        COMMITTED,
        RAW,
        DERIVED,
        SHOWN
    }

    Trail(int capacity) {
        this.capacity = capacity;
        for (var place : Place.values()) {
            nanos.put(place, new AtomicLongArray(capacity));
        }
    }

    /** Only the first sighting counts. */
    void seen(Place place, int probe, long atNanos) {
        if (probe >= 0 && probe < capacity) {
            of(place).compareAndSet(probe, 0, atNanos);
        }
    }

    boolean isSeen(Place place, int probe) {
        return of(place).get(probe) != 0;
    }

    /** From one place to another for the probes {@code [from, to)}; below zero where our own reader of the first was slower. */
    Spread between(Place first, Place second, int from, int to) {
        return Spread.ofNanos(IntStream.range(from, to)
                .mapToLong(probe -> at(second, probe) - at(first, probe))
                .toArray());
    }

    private AtomicLongArray of(Place place) {
        return Objects.requireNonNull(nanos.get(place));
    }

    private long at(Place place, int probe) {
        long at = of(place).get(probe);
        if (at == 0) {
            throw new BenchmarkException("probe " + probe + " was never seen at " + place);
        }
        return at;
    }
}
