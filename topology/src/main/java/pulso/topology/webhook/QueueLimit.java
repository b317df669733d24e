package pulso.topology.webhook;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a figure, by queue.
 *
 * @param others of every queue that is not named; null where those are not watched
 * @param byQueue of queues by their whole name
 * @param unwatched queues that are never told
 */
public record QueueLimit<T extends Number>(@Nullable T others, Map<String, T> byQueue, Set<String> unwatched) {
    public QueueLimit {
        byQueue = Map.copyOf(byQueue);
        unwatched = Set.copyOf(unwatched);
    }

    /** The same for every queue; null where none is watched. */
    public static <T extends Number> QueueLimit<T> ofAll(@Nullable T limit) {
        return new QueueLimit<>(limit, Map.of(), Set.of());
    }

    /** Null where the queue is not watched. */
    public @Nullable T of(String queue) {
        if (unwatched.contains(queue)) {
            return null;
        }
        var own = byQueue.get(queue);
        return own == null ? others : own;
    }

    boolean isSet() {
        return others != null || !byQueue.isEmpty();
    }
}
