package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pulso.schemas.passage.Channel;
import pulso.topology.passage.Callers.Called;
import pulso.topology.passage.Derived;

/**
 * Who called when, over all channels. A contact is counted as a repeated one when no other can come before it any more.
 * Confined to one thread.
 */
final class Contacts {
    /** Farther apart, two contacts have nothing to do with each other. */
    private static final Duration REPEATING = Duration.ofDays(7);

    private final Map<String, List<Entry>> byCaller = new HashMap<>();

    private static final class Entry {
        private static final Comparator<Entry> IN_ORDER =
                Comparator.comparing((Entry entry) -> entry.enter).thenComparing(entry -> entry.key);

        private final Instant enter;
        private final String key;
        private final Channel channel;
        private final String queue;
        private boolean isCounted;

        Entry(Instant enter, String key, Channel channel, String queue) {
            this.enter = enter;
            this.key = key;
            this.channel = channel;
            this.queue = queue;
        }
    }

    void add(Called called, Derived derived) {
        var first = derived.passages().getFirst();
        byCaller.computeIfAbsent(called.caller(), _ -> new ArrayList<>(2))
                .add(new Entry(
                        called.contact().enter(), called.contact().key(), first.channel(), first.queue()));
    }

    /** Counts those that entered before a moment, as nothing comes any more that entered earlier. */
    void settleBefore(Instant moment, QueueParts queues) {
        var oldest = moment.equals(Instant.MAX) ? moment : moment.minus(REPEATING);
        byCaller.values().removeIf(entries -> {
            entries.sort(Entry.IN_ORDER);
            for (int i = 0; i < entries.size(); i++) {
                var entry = entries.get(i);
                if (!entry.isCounted && entry.enter.isBefore(moment)) {
                    entry.isCounted = true;
                    if (i > 0) {
                        count(entries.get(i - 1), entry, queues);
                    }
                }
            }
            entries.removeIf(entry -> entry.isCounted && entry.enter.isBefore(oldest));
            return entries.isEmpty();
        });
    }

    private static void count(Entry former, Entry entry, QueueParts queues) {
        var since = Duration.between(former.enter, entry.enter);
        if (since.compareTo(REPEATING) <= 0) {
            queues.addRepeat(entry.channel, entry.queue, entry.enter, since.toSeconds());
        }
    }
}
