package pulso.topology.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import pulso.schemas.agent.AgentInterval;
import pulso.topology.passage.Spans.Span;
import pulso.topology.state.Keys;
import pulso.topology.state.State;

/**
 * Closed intervals of agents, found by the time that they overlap. Each stands, by its end, among those of about its
 * length: one that overlaps a stretch of time ends after its beginning, and before its end by more than its own length. So
 * few are looked at wherever in the past the stretch lies, as it does when one table is read after another.
 */
final class IntervalIndex {
    /** Calls last minutes, chats hours, mails days; what is longer than all of these stands by itself. */
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofMinutes(15), Duration.ofHours(2), Duration.ofDays(1));

    private static final int PART_OF_END = 2;

    private final State<AgentInterval> intervals;

    IntervalIndex(State<AgentInterval> intervals) {
        this.intervals = intervals;
    }

    void put(AgentInterval interval) {
        intervals.put(key(interval), interval);
    }

    void remove(AgentInterval interval) {
        intervals.remove(key(interval));
    }

    /** Visits all of an agent's that overlap a stretch of time, and some that do not. */
    void visit(String agent, Span span, Consumer<AgentInterval> visit) {
        for (int length = 0; length <= LENGTHS.size(); length++) {
            var from = Keys.of(agent, Integer.toString(length), Keys.time(span.from()));
            var latest = length < LENGTHS.size() ? Keys.time(span.to().plus(LENGTHS.get(length))) : Keys.AFTER_ALL;
            intervals.scan(
                    from, Keys.of(agent, Integer.toString(length), latest), (_, interval) -> visit.accept(interval));
        }
    }

    /** Drops those that ended before. */
    void forget(Instant oldest) {
        intervals.removeKeys(key -> Keys.timeIn(key, PART_OF_END).isBefore(oldest));
    }

    private static String key(AgentInterval interval) {
        return Keys.of(
                interval.agent(),
                Integer.toString(lengthOf(interval)),
                Keys.time(interval.to()),
                Keys.time(interval.from()),
                interval.kind().name(),
                interval.channel() == null ? "" : interval.channel().wireName(),
                interval.interaction() == null ? "" : interval.interaction());
    }

    private static int lengthOf(AgentInterval interval) {
        var length = Duration.between(interval.from(), interval.to());
        int index = 0;
        while (index < LENGTHS.size() && length.compareTo(LENGTHS.get(index)) > 0) {
            index++;
        }
        return index;
    }
}
