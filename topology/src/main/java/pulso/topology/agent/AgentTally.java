package pulso.topology.agent;

import java.time.Instant;
import pulso.schemas.kpi.AgentMinute;

/** An agent's minute while it is counted. */
final class AgentTally {
    /** The counts and sums of a minute, in the order of {@link AgentMinute}. */
    enum Count {
        LOGIN,
        BREAK,
        PAUSE,
        BUSY,
        TALK,
        HOLD,
        WRAP_UP,
        ANSWERED,
        RING_NO_ANSWER,
        RING_REFUSED,
        AGENT_DUMPS,
        OUT_ATTEMPTS,
        OUT_ANSWERED,
        TRANSFERS_TAKEN;

        private final int place = ordinal();
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
