package pulso.topology.minute;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.Moment;

/**
 * What a passage or a moment gives to which minute: the cohort's figures to the minute of entering, talk and hold to the
 * minute in which talk ended, moments to their own.
 */
public final class QueueContribution {
    private static final long DAY_SECONDS = 24 * 3600;
    private static final long WEEK_SECONDS = 7 * DAY_SECONDS;

    private QueueContribution() {}

    /**
     * @param sign +1 puts in, −1 takes out
     * @param tallies the tally of a minute of this passage's queue
     */
    public static void of(Passage passage, int sign, Function<Instant, QueueTally> tallies) {
        var cohort = tallies.apply(minuteOf(passage.enter()));
        cohort.add(QueueCount.RECEIVED, sign);
        cohort.add(QueueCount.OFFERED, sign);
        cohort.add(
                switch (passage.outcome()) {
                    case OPEN -> QueueCount.OPEN;
                    case ANSWERED -> QueueCount.ANSWERED;
                    case ABANDONED -> QueueCount.ABANDONED;
                    case EXITED_KEY -> QueueCount.EXITED_KEY;
                    case EXITED_TIMEOUT -> QueueCount.EXITED_TIMEOUT;
                    case EXITED_EMPTY -> QueueCount.EXITED_EMPTY;
                    case WITHDRAWN -> QueueCount.WITHDRAWN;
                    case SYSTEM -> QueueCount.SYSTEM;
                },
                sign);
        if (passage.waitSeconds() != null) {
            cohort.addWait(passage.outcome(), passage.waitSeconds(), sign);
        }
        if (passage.reconstructed()) {
            cohort.add(QueueCount.RECONSTRUCTED, sign);
        }
        if (passage.recovered()) {
            cohort.add(QueueCount.RECOVERED, sign);
        }
        if (passage.ringSeconds() != null) {
            cohort.add(QueueCount.RING_KNOWN, sign);
            cohort.add(QueueCount.RING_SECONDS, sign * passage.ringSeconds());
        }
        if (passage.rating() != null) {
            cohort.add(QueueCount.RATED, sign);
            cohort.add(QueueCount.RATING_HUNDREDTHS, sign * Math.round(passage.rating() * 100));
        }
        repeat(passage, sign, cohort);
        if (passage.talkEnd() != null) {
            talk(passage, sign, tallies.apply(minuteOf(passage.talkEnd())));
        }
    }

    /** Marked on the later call (KPI.md 7): whether the caller had been there a day, a week before. */
    private static void repeat(Passage passage, int sign, QueueTally cohort) {
        ofRepeat(passage.sinceLastContactSeconds(), sign, cohort);
    }

    /** Of a contact, by how long before it the same caller's former one began. */
    public static void ofRepeat(@Nullable Long since, int sign, QueueTally cohort) {
        if (since != null && since <= DAY_SECONDS) {
            cohort.add(QueueCount.REPEAT_24H, sign);
        }
        if (since != null && since <= WEEK_SECONDS) {
            cohort.add(QueueCount.REPEAT_7D, sign);
        }
    }

    private static void talk(Passage passage, int sign, QueueTally tally) {
        tally.add(QueueCount.HANDLED, sign);
        if (passage.talkSeconds() != null) {
            tally.add(QueueCount.TALK_KNOWN, sign);
            tally.add(QueueCount.TALK_SECONDS, sign * passage.talkSeconds());
        }
        if (passage.holdSeconds() != null) {
            tally.add(QueueCount.HOLD_SECONDS, sign * passage.holdSeconds());
        }
        if (passage.messages() != null) {
            tally.add(QueueCount.MESSAGES, sign * passage.messages());
        }
        var end = passage.endType();
        if (end == EndType.CALLER) {
            tally.add(QueueCount.ENDED_BY_CALLER, sign);
        } else if (end == EndType.AGENT) {
            tally.add(QueueCount.ENDED_BY_AGENT, sign);
        } else if (end != null && end.isTransfer()) {
            tally.add(QueueCount.TRANSFERRED, sign);
        }
    }

    public static void of(Moment moment, int sign, Function<Instant, QueueTally> tallies) {
        var tally = tallies.apply(minuteOf(moment.at()));
        switch (moment.kind()) {
            case RING_NO_ANSWER -> tally.add(QueueCount.RING_NO_ANSWER, sign);
            case RING_REFUSED -> tally.add(QueueCount.RING_REFUSED, sign);
            case AGENT_DUMP -> tally.add(QueueCount.AGENT_DUMPS, sign);
            case WRAP_UP -> {
                tally.add(QueueCount.WRAP_UP_KNOWN, sign);
                tally.add(QueueCount.WRAP_UP_SECONDS, sign * moment.seconds());
            }
            case REFUSED_CLOSED -> refused(QueueCount.REFUSED_CLOSED, sign, tally);
            case REFUSED_FULL -> refused(QueueCount.REFUSED_FULL, sign, tally);
            case REFUSED_NO_AGENTS -> refused(QueueCount.REFUSED_NO_AGENTS, sign, tally);
            case REFUSED_BLOCKED -> refused(QueueCount.REFUSED_BLOCKED, sign, tally);
            case TRANSFERRED -> tally.add(QueueCount.TRANSFERRED, sign);
            case TRANSFER_TAKEN -> {}
            case OUT_HANDLED -> {
                tally.add(QueueCount.OUT_HANDLED, sign);
                tally.add(QueueCount.OUT_TALK_SECONDS, sign * moment.seconds());
                tally.add(QueueCount.MESSAGES, sign * moment.messages());
            }
            case OUT_ATTEMPT -> tally.add(QueueCount.OUT_ATTEMPTS, sign);
            case OUT_ANSWERED -> {
                tally.add(QueueCount.OUT_ANSWERED, sign);
                tally.add(QueueCount.OUT_TALK_SECONDS, sign * moment.seconds());
            }
        }
    }

    private static void refused(QueueCount why, int sign, QueueTally tally) {
        tally.add(QueueCount.RECEIVED, sign);
        tally.add(QueueCount.REFUSED, sign);
        tally.add(why, sign);
    }

    static Instant minuteOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
