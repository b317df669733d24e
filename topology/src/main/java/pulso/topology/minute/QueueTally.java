package pulso.topology.minute;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import pulso.schemas.kpi.Distribution;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.WaitCounts;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;

/** A queue's minute while it is counted: what a passage gives can be put in and taken out again. */
final class QueueTally {
    /** The plain counts and sums of a minute. */
    enum Count {
        RECEIVED,
        OFFERED,
        REFUSED,
        OPEN,
        ANSWERED,
        ABANDONED,
        EXITED_KEY,
        EXITED_TIMEOUT,
        EXITED_EMPTY,
        WITHDRAWN,
        SYSTEM,
        RECONSTRUCTED,
        HANDLED,
        TALK_KNOWN,
        TALK_SECONDS,
        HOLD_SECONDS,
        WRAP_UP_KNOWN,
        WRAP_UP_SECONDS,
        TRANSFERRED,
        ENDED_BY_CALLER,
        ENDED_BY_AGENT,
        RING_NO_ANSWER,
        RING_REFUSED,
        AGENT_DUMPS,
        OUT_ATTEMPTS,
        OUT_ANSWERED,
        OUT_TALK_SECONDS
    }

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<Outcome, WaitCounts> waits = new EnumMap<>(Outcome.class);

    void add(Count count, long amount) {
        counts.merge(count, amount, Long::sum);
    }

    void addWait(Outcome outcome, long seconds, int sign) {
        waits(outcome).add((int) Math.min(seconds, Integer.MAX_VALUE), sign);
    }

    private long get(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    private WaitCounts waits(Outcome outcome) {
        return waits.computeIfAbsent(outcome, _ -> new WaitCounts());
    }

    private Distribution distribution(Outcome outcome) {
        var counted = waits.get(outcome);
        return counted == null ? Distribution.NONE : counted.toDistribution();
    }

    static QueueTally of(QueueMinute minute) {
        var tally = new QueueTally();
        tally.add(Count.RECEIVED, minute.received());
        tally.add(Count.OFFERED, minute.offered());
        tally.add(Count.REFUSED, minute.refused());
        tally.add(Count.OPEN, minute.open());
        tally.add(Count.ANSWERED, minute.answered());
        tally.add(Count.ABANDONED, minute.abandoned());
        tally.add(Count.EXITED_KEY, minute.exitedKey());
        tally.add(Count.EXITED_TIMEOUT, minute.exitedTimeout());
        tally.add(Count.EXITED_EMPTY, minute.exitedEmpty());
        tally.add(Count.WITHDRAWN, minute.withdrawn());
        tally.add(Count.SYSTEM, minute.system());
        tally.add(Count.RECONSTRUCTED, minute.reconstructed());
        tally.add(Count.HANDLED, minute.handled());
        tally.add(Count.TALK_KNOWN, minute.talkKnown());
        tally.add(Count.TALK_SECONDS, minute.talkSeconds());
        tally.add(Count.HOLD_SECONDS, minute.holdSeconds());
        tally.add(Count.WRAP_UP_KNOWN, minute.wrapUpKnown());
        tally.add(Count.WRAP_UP_SECONDS, minute.wrapUpSeconds());
        tally.add(Count.TRANSFERRED, minute.transferred());
        tally.add(Count.ENDED_BY_CALLER, minute.endedByCaller());
        tally.add(Count.ENDED_BY_AGENT, minute.endedByAgent());
        tally.add(Count.RING_NO_ANSWER, minute.ringNoAnswer());
        tally.add(Count.RING_REFUSED, minute.ringRefused());
        tally.add(Count.AGENT_DUMPS, minute.agentDumps());
        tally.add(Count.OUT_ATTEMPTS, minute.outAttempts());
        tally.add(Count.OUT_ANSWERED, minute.outAnswered());
        tally.add(Count.OUT_TALK_SECONDS, minute.outTalkSeconds());
        tally.waits(Outcome.ANSWERED).add(minute.answeredWaits());
        tally.waits(Outcome.ABANDONED).add(minute.abandonedWaits());
        tally.waits(Outcome.EXITED_KEY).add(minute.exitedKeyWaits());
        tally.waits(Outcome.EXITED_TIMEOUT).add(minute.exitedTimeoutWaits());
        tally.waits(Outcome.EXITED_EMPTY).add(minute.exitedEmptyWaits());
        tally.waits(Outcome.WITHDRAWN).add(minute.withdrawnWaits());
        return tally;
    }

    QueueMinute toMinute(String source, Channel channel, String queue, Instant minute) {
        return new QueueMinute(
                source,
                channel,
                queue,
                Direction.of(queue),
                minute,
                get(Count.RECEIVED),
                get(Count.OFFERED),
                get(Count.REFUSED),
                get(Count.OPEN),
                get(Count.ANSWERED),
                get(Count.ABANDONED),
                get(Count.EXITED_KEY),
                get(Count.EXITED_TIMEOUT),
                get(Count.EXITED_EMPTY),
                get(Count.WITHDRAWN),
                get(Count.SYSTEM),
                get(Count.RECONSTRUCTED),
                distribution(Outcome.ANSWERED),
                distribution(Outcome.ABANDONED),
                distribution(Outcome.EXITED_KEY),
                distribution(Outcome.EXITED_TIMEOUT),
                distribution(Outcome.EXITED_EMPTY),
                distribution(Outcome.WITHDRAWN),
                get(Count.HANDLED),
                get(Count.TALK_KNOWN),
                get(Count.TALK_SECONDS),
                get(Count.HOLD_SECONDS),
                get(Count.WRAP_UP_KNOWN),
                get(Count.WRAP_UP_SECONDS),
                get(Count.TRANSFERRED),
                get(Count.ENDED_BY_CALLER),
                get(Count.ENDED_BY_AGENT),
                get(Count.RING_NO_ANSWER),
                get(Count.RING_REFUSED),
                get(Count.AGENT_DUMPS),
                get(Count.OUT_ATTEMPTS),
                get(Count.OUT_ANSWERED),
                get(Count.OUT_TALK_SECONDS));
    }
}
