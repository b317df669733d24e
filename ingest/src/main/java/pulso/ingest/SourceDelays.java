package pulso.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How late rows come into their tables: the median of what lies between a row's own time and its commit, over the last
 * rows that were inserted. A table that is a copy shows here how far behind its original it is.
 */
final class SourceDelays {
    private static final int ROWS = 101;

    private final Map<String, Deque<Sample>> byTopic = new HashMap<>();

    /** One inserted row. */
    record Sample(String topic, Instant committedAt, Duration delay) {}

    void add(Sample sample) {
        var samples = byTopic.computeIfAbsent(sample.topic(), _ -> new ArrayDeque<>());
        if (samples.size() == ROWS) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    Map<String, Duration> byTopic() {
        var medians = new HashMap<String, Duration>();
        byTopic.forEach((topic, samples) -> medians.put(topic, median(samples)));
        return medians;
    }

    /** The greatest of those topics that had a row lately; null where none had. */
    @Nullable
    Duration greatest(Predicate<String> topics, Instant since) {
        return byTopic.entrySet().stream()
                .filter(each -> topics.test(each.getKey())
                        && !each.getValue().getLast().committedAt().isBefore(since))
                .map(each -> median(each.getValue()))
                .max(Duration::compareTo)
                .orElse(null);
    }

    private static Duration median(Deque<Sample> samples) {
        return samples.stream().map(Sample::delay).sorted().toList().get(samples.size() / 2);
    }
}
