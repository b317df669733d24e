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
 * @param refused the sum of the four kinds of refusal
 * @param recovered opened by REENTERQUEUE
 * @param ringKnown answered with known ring time, with their sum in {@code ringSeconds}
 * @param rated passages with a rating, with their sum in {@code ratingHundredths}
 * @param repeat24h inbound contacts whose caller had another contact within 24 hours before; likewise {@code repeat7d}
 * @param outHandled agent-started interactions that ended
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
        long refusedClosed,
        long refusedFull,
        long refusedNoAgents,
        long refusedBlocked,
        long open,
        long answered,
        long abandoned,
        long exitedKey,
        long exitedTimeout,
        long exitedEmpty,
        long withdrawn,
        long system,
        long reconstructed,
        long recovered,
        long ringKnown,
        long ringSeconds,
        long rated,
        long ratingHundredths,
        long repeat24h,
        long repeat7d,
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
        long messages,
        long transferred,
        long endedByCaller,
        long endedByAgent,
        long ringNoAnswer,
        long ringRefused,
        long agentDumps,
        long outAttempts,
        long outAnswered,
        long outTalkSeconds,
        long outHandled) {}
