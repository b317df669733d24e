package pulso.topology.minute;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Passage;
import pulso.topology.minute.QueueTally.Count;
import pulso.topology.passage.Moment;

/**
 * What a passage or a moment gives to which minute: the cohort's figures to the minute of entering, talk and hold to the
 * minute in which talk ended, moments to their own.
 */
final class QueueContribution {
    private QueueContribution() {}

    /**
     * @param sign +1 puts in, −1 takes out
     * @param tallies the tally of a minute of this passage's queue
     */
    static void of(Passage passage, int sign, Function<Instant, QueueTally> tallies) {
        var cohort = tallies.apply(minuteOf(passage.enter()));
        cohort.add(Count.RECEIVED, sign);
        cohort.add(Count.OFFERED, sign);
        cohort.add(
                switch (passage.outcome()) {
                    case OPEN -> Count.OPEN;
                    case ANSWERED -> Count.ANSWERED;
                    case ABANDONED -> Count.ABANDONED;
                    case EXITED_KEY -> Count.EXITED_KEY;
                    case EXITED_TIMEOUT -> Count.EXITED_TIMEOUT;
                    case EXITED_EMPTY -> Count.EXITED_EMPTY;
                    case WITHDRAWN -> Count.WITHDRAWN;
                    case SYSTEM -> Count.SYSTEM;
                },
                sign);
        if (passage.waitSeconds() != null) {
            cohort.addWait(passage.outcome(), passage.waitSeconds(), sign);
        }
        if (passage.reconstructed()) {
            cohort.add(Count.RECONSTRUCTED, sign);
        }
        if (passage.talkEnd() != null) {
            talk(passage, sign, tallies.apply(minuteOf(passage.talkEnd())));
        }
    }

    private static void talk(Passage passage, int sign, QueueTally tally) {
        tally.add(Count.HANDLED, sign);
        if (passage.talkSeconds() != null) {
            tally.add(Count.TALK_KNOWN, sign);
            tally.add(Count.TALK_SECONDS, sign * passage.talkSeconds());
        }
        if (passage.holdSeconds() != null) {
            tally.add(Count.HOLD_SECONDS, sign * passage.holdSeconds());
        }
        var end = passage.endType();
        if (end == EndType.CALLER) {
            tally.add(Count.ENDED_BY_CALLER, sign);
        } else if (end == EndType.AGENT) {
            tally.add(Count.ENDED_BY_AGENT, sign);
        } else if (end != null && end.isTransfer()) {
            tally.add(Count.TRANSFERRED, sign);
        }
    }

    static void of(Moment moment, int sign, Function<Instant, QueueTally> tallies) {
        var tally = tallies.apply(minuteOf(moment.at()));
        switch (moment.kind()) {
            case RING_NO_ANSWER -> tally.add(Count.RING_NO_ANSWER, sign);
            case RING_REFUSED -> tally.add(Count.RING_REFUSED, sign);
            case AGENT_DUMP -> tally.add(Count.AGENT_DUMPS, sign);
            case WRAP_UP -> {
                tally.add(Count.WRAP_UP_KNOWN, sign);
                tally.add(Count.WRAP_UP_SECONDS, sign * moment.seconds());
            }
            case REFUSED -> {
                tally.add(Count.RECEIVED, sign);
                tally.add(Count.REFUSED, sign);
            }
            case OUT_ATTEMPT -> tally.add(Count.OUT_ATTEMPTS, sign);
            case OUT_ANSWERED -> {
                tally.add(Count.OUT_ANSWERED, sign);
                tally.add(Count.OUT_TALK_SECONDS, sign * moment.seconds());
            }
        }
    }

    static Instant minuteOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
