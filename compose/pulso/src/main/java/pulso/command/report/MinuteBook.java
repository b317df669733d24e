package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Minutes that may still change, the latest version of each; those too old for that are given away, so that a long log
 * needs no more memory than a short one. Confined to one thread.
 */
final class MinuteBook<K, M> {
    /** The folds keep a minute for 17 days. */
    private static final Duration MAY_CHANGE = Duration.ofDays(18);

    private final TreeMap<Instant, Map<K, M>> byMinute = new TreeMap<>();
    private final Consumer<M> settled;
    private Instant settledAt = Instant.EPOCH;

    MinuteBook(Consumer<M> settled) {
        this.settled = settled;
    }

    void put(Instant minute, K key, M figures) {
        byMinute.computeIfAbsent(minute, _ -> new HashMap<>()).put(key, figures);
        if (minute.isAfter(settledAt.plus(1, ChronoUnit.DAYS))) {
            settledAt = minute;
            settle(byMinute.headMap(minute.minus(MAY_CHANGE)));
        }
    }

    /** Gives the rest away: nothing comes any more. */
    void settleAll() {
        settle(byMinute);
    }

    private void settle(Map<Instant, Map<K, M>> minutes) {
        minutes.values().forEach(figures -> figures.values().forEach(settled));
        minutes.clear();
    }
}
