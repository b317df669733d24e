package pulso.topology.oracle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/** Figures by bucket and name, nothing said of what is zero, so that two ways of counting compare. */
final class Figures {
    private final NavigableMap<String, NavigableMap<String, Long>> counts = new TreeMap<>();
    private final NavigableMap<String, String> passages = new TreeMap<>();

    void queue(Channel channel, String queue, Instant at, String figure, long count) {
        add("queue " + channel + ' ' + queue + ' ' + at.truncatedTo(ChronoUnit.MINUTES), figure, count);
    }

    void agent(String agent, String queue, Instant at, String figure, long count) {
        add("agent " + agent + " [" + queue + "] " + at.truncatedTo(ChronoUnit.MINUTES), figure, count);
    }

    /** Adds the seconds of [from, to) to each minute that they touch. */
    void agentSeconds(String agent, String queue, Instant from, Instant to, String figure) {
        var cursor = from;
        while (cursor.isBefore(to)) {
            var next = cursor.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            var until = next.isBefore(to) ? next : to;
            agent(agent, queue, cursor, figure, until.getEpochSecond() - cursor.getEpochSecond());
            cursor = until;
        }
    }

    void add(String bucket, String figure, long count) {
        if (count != 0) {
            counts.computeIfAbsent(bucket, _ -> new TreeMap<>()).merge(figure, count, Long::sum);
        }
    }

    void passage(Channel channel, String interaction, String queue, int ordinal, String facts) {
        passages.put(channel + " " + interaction + ' ' + queue + ' ' + ordinal, facts);
    }

    /** How many figures there are, passages included. */
    long size() {
        return passages.size()
                + counts.values().stream().mapToLong(NavigableMap::size).sum();
    }

    /** One figure over all buckets of a kind. */
    long sum(String kind, String figure) {
        return counts.entrySet().stream()
                .filter(bucket -> bucket.getKey().startsWith(kind))
                .mapToLong(bucket -> bucket.getValue().getOrDefault(figure, 0L))
                .sum();
    }

    /** Every difference in words; empty when there is none. */
    static List<String> differences(Figures oracle, Figures folds) {
        var differences = new ArrayList<String>();
        compare(differences, "passage ", oracle.passages, folds.passages);
        var buckets = new TreeSet<>(oracle.counts.keySet());
        buckets.addAll(folds.counts.keySet());
        for (var bucket : buckets) {
            compare(differences, bucket + ' ', of(oracle, bucket), of(folds, bucket));
        }
        return differences;
    }

    private static NavigableMap<String, String> of(Figures figures, String bucket) {
        var text = new TreeMap<String, String>();
        figures.counts.getOrDefault(bucket, new TreeMap<>()).forEach((name, count) -> {
            if (count != 0) {
                text.put(name, count.toString());
            }
        });
        return text;
    }

    private static void compare(
            List<String> differences, String where, Map<String, String> oracle, Map<String, String> folds) {
        if (oracle.equals(folds)) {
            return;
        }
        var names = new TreeSet<>(oracle.keySet());
        names.addAll(folds.keySet());
        for (var name : names) {
            @Nullable String expected = oracle.get(name);
            @Nullable String actual = folds.get(name);
            if (expected == null || !expected.equals(actual)) {
                differences.add(where + name + ":\n    oracle " + expected + "\n    folds  " + actual);
            }
        }
    }
}
