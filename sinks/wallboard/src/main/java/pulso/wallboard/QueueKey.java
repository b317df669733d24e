package pulso.wallboard;

import java.util.Comparator;
import pulso.schemas.passage.Channel;

/** A queue of a source: the same name on two channels is two queues. */
record QueueKey(String source, Channel channel, String queue) implements Comparable<QueueKey> {
    private static final Comparator<QueueKey> ORDER = Comparator.comparing(QueueKey::source)
            .thenComparing(QueueKey::queue)
            .thenComparing(QueueKey::channel);

    @Override
    public int compareTo(QueueKey other) {
        return ORDER.compare(this, other);
    }
}
