package pulso.command.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;

/**
 * The figures of each interval of the window, from minutes that do not change any more. Everybody the log names is on it,
 * also who did nothing in the window. Confined to one thread.
 */
final class Sheet {
    private final Window window;
    private final ZoneId zone;
    private final Grain grain;
    private final TreeMap<Instant, Cells> byInterval = new TreeMap<>();
    private final TreeSet<QueueKey> queues = new TreeSet<>();
    private final TreeSet<String> agents = new TreeSet<>();
    private final Map<Instant, Optional<Cells>> byMinute = new HashMap<>();
    private Instant lastMinute = Instant.MIN;
    private @Nullable Cells lastCells;

    /** The bounds that were asked for; null where the log's own are meant. */
    record Window(@Nullable Instant from, @Nullable Instant to, Hours hours) {
        boolean holds(Instant minute, ZoneId zone) {
            return (from == null || !minute.isBefore(from))
                    && (to == null || minute.isBefore(to))
                    && hours.holds(minute, zone);
        }
    }

    /** A queue, as figures are kept of it. */
    record QueueKey(String queue, Channel channel) implements Comparable<QueueKey> {
        @Override
        public int compareTo(QueueKey other) {
            int byName = queue.compareTo(other.queue);
            return byName != 0 ? byName : channel.compareTo(other.channel);
        }
    }

    /** The figures of one interval. */
    static final class Cells {
        private final Map<QueueKey, QueueFigures> queues = new HashMap<>();
        private final Map<String, AgentFigures> agents = new HashMap<>();

        QueueFigures of(QueueKey queue) {
            return queues.computeIfAbsent(queue, _ -> new QueueFigures());
        }

        AgentFigures of(String agent) {
            return agents.computeIfAbsent(agent, _ -> new AgentFigures());
        }

        void addAll(Cells other) {
            other.queues.forEach((queue, figures) -> of(queue).add(figures));
            other.agents.forEach((agent, figures) -> of(agent).add(figures));
        }
    }

    Sheet(Window window, Grain grain, ZoneId zone) {
        this.window = window;
        this.grain = grain;
        this.zone = zone;
    }

    void add(QueueMinute minute) {
        var key = new QueueKey(minute.queue(), minute.channel());
        queues.add(key);
        var cells = at(minute.minute());
        if (cells != null) {
            cells.of(key).add(minute);
        }
    }

    void add(AgentMinute minute) {
        var cells = at(minute.minute());
        if (cells != null) {
            cells.of(minute.agent()).add(minute);
        }
    }

    Hours hours() {
        return window.hours();
    }

    boolean isCounted(Instant minute) {
        return window.hours().holds(minute, zone);
    }

    void know(String agent) {
        agents.add(agent);
    }

    /** Null when the minute is not in the window. */
    private @Nullable Cells at(Instant minute) {
        if (!minute.equals(lastMinute)) {
            lastMinute = minute;
            lastCells = byMinute.computeIfAbsent(
                            minute,
                            _ -> window.holds(minute, zone)
                                    ? Optional.of(cellsForUpdate(grain.floor(minute, zone)))
                                    : Optional.empty())
                    .orElse(null);
        }
        return lastCells;
    }

    Set<QueueKey> queues() {
        return queues;
    }

    Set<String> agents() {
        return agents;
    }

    /** The figures of the interval that begins with an instant; nothing where nothing happened. */
    Cells cells(Instant start) {
        var found = byInterval.get(start);
        return found == null ? new Cells() : found;
    }

    Cells cellsForUpdate(Instant start) {
        return byInterval.computeIfAbsent(start, _ -> new Cells());
    }

    Cells total() {
        var total = new Cells();
        byInterval.values().forEach(total::addAll);
        return total;
    }

    void forEachInterval(Instant from, Instant to, BiConsumer<Instant, Instant> visit) {
        for (var start = grain.floor(from, zone); start.isBefore(to); start = grain.next(start, zone)) {
            visit.accept(start, grain.next(start, zone));
        }
    }
}
