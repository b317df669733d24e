package pulso.schemas.kpi;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A growing distribution of whole seconds, into which {@link Distribution}s are merged. Confined to one thread. */
public final class WaitCounts {
    private final TreeMap<Integer, Long> countBySecond = new TreeMap<>();
    private long total;
    private long sum;

    public void add(Distribution distribution) {
        for (var entry : distribution.counts()) {
            add(entry.seconds(), entry.count());
        }
    }

    public void add(WaitCounts other) {
        other.countBySecond.forEach(this::add);
    }

    /** Adds, or with a negative count takes out. */
    public void add(int seconds, long count) {
        countBySecond.merge(seconds, count, (a, b) -> a + b == 0 ? null : (Long) (a + b));
        total += count;
        sum += seconds * count;
    }

    public long total() {
        return total;
    }

    public long sum() {
        return sum;
    }

    public boolean isEmpty() {
        return countBySecond.isEmpty();
    }

    public long atMost(int seconds) {
        return sumOf(countBySecond.headMap(seconds, true));
    }

    public long below(int seconds) {
        return sumOf(countBySecond.headMap(seconds, false));
    }

    public @Nullable Double mean() {
        return total == 0 ? null : (Double) ((double) sum / total);
    }

    /** The nearest-rank percentile: the smallest value that at least {@code percent} of the values do not exceed. */
    public @Nullable Integer percentile(int percent) {
        if (total == 0) {
            return null;
        }
        long rank = Math.max(1, Math.ceilDiv(total * percent, 100L));
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : countBySecond.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        return countBySecond.lastKey();
    }

    public @Nullable Integer max() {
        return countBySecond.isEmpty() ? null : countBySecond.lastKey();
    }

    public Distribution toDistribution() {
        var counts = new ArrayList<Distribution.SecondCount>(countBySecond.size());
        countBySecond.forEach(
                (seconds, count) -> counts.add(new Distribution.SecondCount(seconds, Math.toIntExact(count))));
        return new Distribution(counts);
    }

    private static long sumOf(Map<Integer, Long> part) {
        return part.values().stream().mapToLong(Long::longValue).sum();
    }
}
