package pulso.topology.agent;

import java.time.Instant;
import pulso.schemas.kpi.AgentMinute;

/** An agent's minute while it is counted. */
final class AgentTally {
    /** The counts and sums of a minute, in the order of {@link AgentMinute}. */
    enum Count {
        LOGIN(0),
        BREAK(1),
        PAUSE(2),
        BUSY(3),
        TALK(4),
        HOLD(5),
        WRAP_UP(6),
        ANSWERED(7),
        RING_NO_ANSWER(8),
        RING_REFUSED(9),
        AGENT_DUMPS(10),
        OUT_ATTEMPTS(11),
        OUT_ANSWERED(12),
        TRANSFERS_TAKEN(13);

        private final int place;

        Count(int place) {
            this.place = place;
        }
    }

    private static final int COUNTS = Count.values().length;

    private final long[] counts = new long[COUNTS];

    void add(Count count, long amount) {
        counts[count.place] += amount;
    }

    static AgentTally of(AgentMinute minute) {
        var tally = new AgentTally();
        tally.add(Count.LOGIN, minute.loginSeconds());
        tally.add(Count.BREAK, minute.breakSeconds());
        tally.add(Count.PAUSE, minute.pauseSeconds());
        tally.add(Count.BUSY, minute.busySeconds());
        tally.add(Count.TALK, minute.talkSeconds());
        tally.add(Count.HOLD, minute.holdSeconds());
        tally.add(Count.WRAP_UP, minute.wrapUpSeconds());
        tally.add(Count.ANSWERED, minute.answered());
        tally.add(Count.RING_NO_ANSWER, minute.ringNoAnswer());
        tally.add(Count.RING_REFUSED, minute.ringRefused());
        tally.add(Count.AGENT_DUMPS, minute.agentDumps());
        tally.add(Count.OUT_ATTEMPTS, minute.outAttempts());
        tally.add(Count.OUT_ANSWERED, minute.outAnswered());
        tally.add(Count.TRANSFERS_TAKEN, minute.transfersTaken());
        return tally;
    }

    AgentMinute toMinute(String source, String agent, String queue, Instant minute) {
        return new AgentMinute(
                source,
                agent,
                queue,
                minute,
                get(Count.LOGIN),
                get(Count.BREAK),
                get(Count.PAUSE),
                get(Count.BUSY),
                get(Count.TALK),
                get(Count.HOLD),
                get(Count.WRAP_UP),
                get(Count.ANSWERED),
                get(Count.RING_NO_ANSWER),
                get(Count.RING_REFUSED),
                get(Count.AGENT_DUMPS),
                get(Count.OUT_ATTEMPTS),
                get(Count.OUT_ANSWERED),
                get(Count.TRANSFERS_TAKEN));
    }

    private long get(Count count) {
        return counts[count.place];
    }
}
