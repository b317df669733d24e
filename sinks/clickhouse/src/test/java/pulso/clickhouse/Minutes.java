package pulso.clickhouse;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.WaitCounts;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;

/** Collects what is counted in one minute of one queue. */
final class Minutes {
    private final Map<QueueCount, Long> counts = new EnumMap<>(QueueCount.class);
    private final Map<Outcome, WaitCounts> waits = new EnumMap<>(Outcome.class);

    Minutes add(QueueCount count, long value) {
        counts.merge(count, value, Long::sum);
        return this;
    }

    /** A wait of so many seconds, as often as said. */
    Minutes waited(Outcome outcome, long seconds, long times) {
        waits.computeIfAbsent(outcome, _ -> new WaitCounts()).add(Math.toIntExact(seconds), times);
        return this;
    }

    private long get(QueueCount count) {
        return counts.getOrDefault(count, 0L);
    }

    private Distribution waits(Outcome outcome) {
        @Nullable WaitCounts found = waits.get(outcome);
        return found == null ? Distribution.NONE : found.toDistribution();
    }

    QueueMinute of(String source, Channel channel, String queue, Instant minute) {
        return new QueueMinute(
                source,
                channel,
                queue,
                Direction.of(queue),
                minute,
                get(QueueCount.RECEIVED),
                get(QueueCount.OFFERED),
                get(QueueCount.REFUSED),
                get(QueueCount.REFUSED_CLOSED),
                get(QueueCount.REFUSED_FULL),
                get(QueueCount.REFUSED_NO_AGENTS),
                get(QueueCount.REFUSED_BLOCKED),
                get(QueueCount.OPEN),
                get(QueueCount.ANSWERED),
                get(QueueCount.ABANDONED),
                get(QueueCount.EXITED_KEY),
                get(QueueCount.EXITED_TIMEOUT),
                get(QueueCount.EXITED_EMPTY),
                get(QueueCount.WITHDRAWN),
                get(QueueCount.SYSTEM),
                get(QueueCount.RECONSTRUCTED),
                get(QueueCount.RECOVERED),
                get(QueueCount.RING_KNOWN),
                get(QueueCount.RING_SECONDS),
                get(QueueCount.RATED),
                get(QueueCount.RATING_HUNDREDTHS),
                get(QueueCount.REPEAT_24H),
                get(QueueCount.REPEAT_7D),
                waits(Outcome.ANSWERED),
                waits(Outcome.ABANDONED),
                waits(Outcome.EXITED_KEY),
                waits(Outcome.EXITED_TIMEOUT),
                waits(Outcome.EXITED_EMPTY),
                waits(Outcome.WITHDRAWN),
                get(QueueCount.HANDLED),
                get(QueueCount.TALK_KNOWN),
                get(QueueCount.TALK_SECONDS),
                get(QueueCount.HOLD_SECONDS),
                get(QueueCount.WRAP_UP_KNOWN),
                get(QueueCount.WRAP_UP_SECONDS),
                get(QueueCount.MESSAGES),
                get(QueueCount.TRANSFERRED),
                get(QueueCount.ENDED_BY_CALLER),
                get(QueueCount.ENDED_BY_AGENT),
                get(QueueCount.RING_NO_ANSWER),
                get(QueueCount.RING_REFUSED),
                get(QueueCount.AGENT_DUMPS),
                get(QueueCount.OUT_ATTEMPTS),
                get(QueueCount.OUT_ANSWERED),
                get(QueueCount.OUT_TALK_SECONDS),
                get(QueueCount.OUT_HANDLED));
    }
}
