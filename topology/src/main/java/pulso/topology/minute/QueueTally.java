package pulso.topology.minute;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.WaitCounts;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;

/** A queue's minute while it is counted: what a passage gives can be put in and taken out again. */
public final class QueueTally {
    private static final QueueCount[] COUNTS = QueueCount.values();

    private final long[] counts = new long[COUNTS.length];
    private final Map<Outcome, WaitCounts> waits = new EnumMap<>(Outcome.class);

    void add(QueueCount count, long amount) {
        counts[count.place()] += amount;
    }

    void addWait(Outcome outcome, long seconds, int sign) {
        waits(outcome).add((int) Math.min(seconds, Integer.MAX_VALUE), sign);
    }

    private long get(QueueCount count) {
        return counts[count.place()];
    }

    private WaitCounts waits(Outcome outcome) {
        return waits.computeIfAbsent(outcome, _ -> new WaitCounts());
    }

    private Distribution distribution(Outcome outcome) {
        var counted = waits.get(outcome);
        return counted == null ? Distribution.NONE : counted.toDistribution();
    }

    /** Whether all that was put in was taken out again. */
    boolean isNothing() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return waits.values().stream().allMatch(WaitCounts::isEmpty);
    }

    void add(QueueMinute minute) {
        for (var count : COUNTS) {
            add(count, count.of(minute));
        }
        addWaits(Outcome.ANSWERED, minute.answeredWaits());
        addWaits(Outcome.ABANDONED, minute.abandonedWaits());
        addWaits(Outcome.EXITED_KEY, minute.exitedKeyWaits());
        addWaits(Outcome.EXITED_TIMEOUT, minute.exitedTimeoutWaits());
        addWaits(Outcome.EXITED_EMPTY, minute.exitedEmptyWaits());
        addWaits(Outcome.WITHDRAWN, minute.withdrawnWaits());
    }

    private void addWaits(Outcome outcome, Distribution known) {
        if (!known.counts().isEmpty()) {
            waits(outcome).add(known);
        }
    }

    public QueueMinute toMinute(String source, Channel channel, String queue, Instant minute) {
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
                distribution(Outcome.ANSWERED),
                distribution(Outcome.ABANDONED),
                distribution(Outcome.EXITED_KEY),
                distribution(Outcome.EXITED_TIMEOUT),
                distribution(Outcome.EXITED_EMPTY),
                distribution(Outcome.WITHDRAWN),
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
