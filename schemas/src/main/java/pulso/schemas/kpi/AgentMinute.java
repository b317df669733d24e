package pulso.schemas.kpi;

import java.time.Instant;

/**
 * One minute of one agent, clipped by the clock. With an empty queue: login, break, pause and busy time, which know no
 * queue; with a queue: what was done for it.
 *
 * @param busySeconds the union of talking (hold included), outbound talking and wrap-up: two chats at once count once
 * @param transfersTaken interactions taken over from another agent
 * @param answered passages answered that entered in this minute
 */
public record AgentMinute(
        String source,
        String agent,
        String queue,
        Instant minute,
        long loginSeconds,
        long breakSeconds,
        long pauseSeconds,
        long busySeconds,
        long talkSeconds,
        long holdSeconds,
        long wrapUpSeconds,
        long answered,
        long ringNoAnswer,
        long ringRefused,
        long agentDumps,
        long outAttempts,
        long outAnswered,
        long transfersTaken) {}
