package pulso.command.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which queues a report shows; all where none is named. */
record QueueFilter(Set<String> names) {
    boolean isAll() {
        return names.isEmpty();
    }

    boolean shows(@Nullable String queue) {
        return names.isEmpty() || (queue != null && names.contains(queue));
    }
}
