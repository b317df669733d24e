package pulso.webhook;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.EndpointCursor.Parked;

/**
 * Events of one endpoint that are not done, in one line for each key: only the first of a line is ever under way, so a
 * key keeps its order however often its first event has to be tried. Holds places in the topic, not events. Not safe for
 * threads: its lane's lock guards it.
 *
 * <p>A mistake here loses events or tells them out of order.
 */
final class Lines {
    private final Map<String, Line> byKey = new HashMap<>();
    private final PriorityQueue<Line> waiting = new PriorityQueue<>();
    private int size;
    private long numbers;

    /** One key's events; {@link Lines} alone changes it. */
    static final class Line implements Comparable<Line> {
        private final String key;
        private final ArrayDeque<Waiting> events = new ArrayDeque<>();
        private long number;

        private Line(String key) {
            this.key = key;
        }

        Waiting first() {
            return events.getFirst();
        }

        /** By when it is due, then by when it came. */
        @Override
        public int compareTo(Line other) {
            int byDue = first().next().compareTo(other.first().next());
            return byDue != 0 ? byDue : Long.compare(number, other.number);
        }
    }

    /** One event's place and what was tried. */
    record Waiting(int partition, long offset, int attempts, Instant next, Instant accepted) {
        Waiting again(Instant later) {
            return new Waiting(partition, offset, attempts + 1, later, accepted);
        }

        Waiting postponed(Instant later) {
            return new Waiting(partition, offset, attempts, later, accepted);
        }
    }

    /** What keeps its order: an interaction or an agent of one source. */
    static String key(String source, String key) {
        return source + '/' + key;
    }

    int size() {
        return size;
    }

    /** Behind whatever waits of its key. */
    void add(String key, Waiting event) {
        var line = byKey.get(key);
        size++;
        if (line == null) {
            line = new Line(key);
            byKey.put(key, line);
            line.events.add(event);
            enqueue(line);
        } else {
            line.events.add(event);
        }
    }

    /** The line that has been due longest, even one that is not due yet. */
    @Nullable
    Line peek() {
        return waiting.peek();
    }

    /** Takes out the line that {@link #peek} showed; it is under way until {@link #done} or {@link #later}. */
    Line take() {
        return waiting.remove();
    }

    /** The first event is done, delivered or given up: the next one of its key may go. */
    void done(Line line) {
        line.events.removeFirst();
        size--;
        if (line.events.isEmpty()) {
            byKey.remove(line.key);
        } else {
            enqueue(line);
        }
    }

    /** The first event waits on, and with it those behind it. */
    void later(Line line, Waiting changed) {
        line.events.removeFirst();
        line.events.addFirst(changed);
        enqueue(line);
    }

    List<Parked> toParked() {
        var parked = new ArrayList<Parked>(size);
        for (var line : byKey.values()) {
            for (var event : line.events) {
                parked.add(new Parked(
                        line.key, event.partition(), event.offset(), event.attempts(), event.next(), event.accepted()));
            }
        }
        return parked;
    }

    private void enqueue(Line line) {
        line.number = numbers++;
        waiting.add(line);
    }
}
