package pulso.schemas.kpi;

import java.time.Instant;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;

/**
 * One minute of one queue. The parts down to {@code withdrawnWaits} belong to passages that <em>entered</em> in this
 * minute (cohort), the rest to what <em>happened</em> in it (activity). DESIGN: offered = answered + abandoned +
 * exitedKey + exitedTimeout + exitedEmpty + withdrawn + system + open, in every minute.
 *
 * @param received offered and refused at the door
 * @param answeredWaits waits of the answered with known wait; likewise the other outcomes
 * @param handled passages whose conversation ended
 * @param talkKnown those of them whose length is known
 * @param talkSeconds sum of conversation, hold included
 * @param wrapUpKnown wrap-ups that ended, with their sum in {@code wrapUpSeconds}
 * @param transferred conversations ended by a transfer
 */
public record QueueMinute(
        String source,
        Channel channel,
        String queue,
        Direction direction,
        Instant minute,
        long received,
        long offered,
        long refused,
        long open,
        long answered,
        long abandoned,
        long exitedKey,
        long exitedTimeout,
        long exitedEmpty,
        long withdrawn,
        long system,
        long reconstructed,
        Distribution answeredWaits,
        Distribution abandonedWaits,
        Distribution exitedKeyWaits,
        Distribution exitedTimeoutWaits,
        Distribution exitedEmptyWaits,
        Distribution withdrawnWaits,
        long handled,
        long talkKnown,
        long talkSeconds,
        long holdSeconds,
        long wrapUpKnown,
        long wrapUpSeconds,
        long transferred,
        long endedByCaller,
        long endedByAgent,
        long ringNoAnswer,
        long ringRefused,
        long agentDumps,
        long outAttempts,
        long outAnswered,
        long outTalkSeconds) {}
