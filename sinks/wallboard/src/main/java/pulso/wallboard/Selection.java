package pulso.wallboard;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.settings.SettingsBook;

/**
 * Which queues a query shows at one moment, by name, group and channel. Work of agents knows no channel but that of the
 * queue it was done for: where a name is a queue of several channels, it counts for each of them.
 */
final class Selection {
    private final BoardQuery query;
    private final SettingsBook book;
    private final Instant asOf;
    private final Set<SourceQueue> onChannels = new HashSet<>();

    private record SourceQueue(String source, String queue) {}

    Selection(BoardQuery query, Board board, Instant asOf) {
        this.query = query;
        this.book = board.settings();
        this.asOf = asOf;
        if (!query.channels().isEmpty()) {
            board.queues().keySet().stream()
                    .filter(key -> query.channels().contains(key.channel()))
                    .forEach(key -> onChannels.add(new SourceQueue(key.source(), key.queue())));
        }
    }

    boolean shows(QueueKey key) {
        return (query.channels().isEmpty() || query.channels().contains(key.channel()))
                && query.sources().contains(key.source())
                && isNamed(key.source(), key.queue());
    }

    /** Whether all queues of the sources are shown. */
    boolean isWhole() {
        return query.queues().isEmpty()
                && query.groups().isEmpty()
                && query.channels().isEmpty();
    }

    boolean showsWork(String source, @Nullable String queue) {
        if (isWhole()) {
            return true;
        }
        return queue != null
                && isNamed(source, queue)
                && (query.channels().isEmpty() || onChannels.contains(new SourceQueue(source, queue)));
    }

    boolean showsLine(String source, AgentLine line) {
        var queue = line.queue();
        return isWhole()
                || (queue != null
                        && isNamed(source, queue)
                        && (query.channels().isEmpty() || query.channels().contains(line.channel())));
    }

    private boolean isNamed(String source, String queue) {
        if (!query.queues().isEmpty() && !query.queues().contains(queue)) {
            return false;
        }
        if (query.groups().isEmpty()) {
            return true;
        }
        var group = book.group(source, queue, asOf);
        return group != null && query.groups().contains(group);
    }
}
