package pulso.wallboard;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/**
 * Which passages a figure counts: of a ratio those above the line, of a mean or a sum those that it is made of.
 *
 * @param by the moment that puts a passage into the window
 * @param outcomes empty for all
 */
record PassageFigure(PassageArchive.By by, Set<Outcome> outcomes, Test test) {
    static final PassageFigure ALL = cohort((_, _) -> true);

    private static final long DAY_SECONDS = 86_400;
    private static final Set<Outcome> WITH_WAIT = EnumSet.complementOf(EnumSet.of(Outcome.OPEN, Outcome.SYSTEM));

    /** Whether a passage counts, by the target of its queue in the minute of its entering. */
    @FunctionalInterface
    interface Test {
        boolean counts(Passage passage, ServiceTarget target);
    }

    /** Null for figures that count rows which are no passage: refusals, rings in vain, outbound attempts. */
    static @Nullable PassageFigure of(Kpi kpi, ServiceLevelFormula formula) {
        return switch (kpi) {
            case OFFERED -> ALL;
            case ANSWERED, ANSWER_RATE -> ended(Outcome.ANSWERED);
            case ABANDONED, ABANDON_RATE -> ended(Outcome.ABANDONED);
            case EXITED_KEY -> ended(Outcome.EXITED_KEY);
            case EXITED_TIMEOUT -> ended(Outcome.EXITED_TIMEOUT);
            case EXITED_EMPTY -> ended(Outcome.EXITED_EMPTY);
            case WITHDRAWN -> ended(Outcome.WITHDRAWN);
            case SYSTEM -> ended(Outcome.SYSTEM);
            case OPEN -> ended(Outcome.OPEN);
            case SHORT_ABANDONED ->
                waited(Outcome.ABANDONED, (passage, target) -> wait(passage) < target.shortSeconds());
            case ABANDONED_WITHIN -> waited(Outcome.ABANDONED, PassageFigure::isInTime);
            case ANSWERED_WITHIN -> waited(Outcome.ANSWERED, PassageFigure::isInTime);
            case ANSWERED_LATE -> waited(Outcome.ANSWERED, (passage, target) -> !isInTime(passage, target));
            case SERVICE_LEVEL ->
                switch (formula) {
                    case SL1, SL2, SL3, SL6 -> waited(Outcome.ANSWERED, PassageFigure::isInTime);
                    case SL4, SL5 -> waited(EnumSet.of(Outcome.ANSWERED, Outcome.ABANDONED), PassageFigure::isInTime);
                };
            case ASA -> waited(Outcome.ANSWERED, (_, _) -> true);
            case ABANDON_WAIT -> waited(Outcome.ABANDONED, (_, _) -> true);
            case WAIT_MEAN, WAIT_P50, WAIT_P80, WAIT_P90, WAIT_P95, WAIT_MAX -> waited(WITH_WAIT, (_, _) -> true);
            case RECOVERED -> cohort((passage, _) -> passage.recovered());
            case RECONSTRUCTED -> cohort((passage, _) -> passage.reconstructed());
            case REPEAT_24H, REPEAT_RATE_24H -> cohort((passage, _) -> isRepeat(passage, DAY_SECONDS));
            case REPEAT_7D, REPEAT_RATE_7D -> cohort((passage, _) -> isRepeat(passage, 7 * DAY_SECONDS));
            case RING_TIME -> cohort((passage, _) -> passage.ringSeconds() != null);
            case RATED, RATING -> cohort((passage, _) -> passage.rating() != null);
            case HANDLED -> talked((_, _) -> true);
            case TALK, TALK_KNOWN, TALK_MEAN, NET_TALK, HOLD_MEAN, AHT ->
                talked((passage, _) -> passage.talkSeconds() != null);
            case HOLD -> talked((passage, _) -> passage.holdSeconds() != null && passage.holdSeconds() > 0);
            case MESSAGES, MESSAGES_MEAN -> talked((passage, _) -> passage.messages() != null);
            case TRANSFERRED, TRANSFER_RATE ->
                talked((passage, _) ->
                        passage.endType() != null && passage.endType().isTransfer());
            case ENDED_BY_CALLER -> talked((passage, _) -> passage.endType() == EndType.CALLER);
            case ENDED_BY_AGENT -> talked((passage, _) -> passage.endType() == EndType.AGENT);
            case WRAP_UP, WRAP_UP_KNOWN, WRAP_UP_MEAN ->
                new PassageFigure(PassageArchive.By.WRAP_UP_END, Set.of(), (_, _) -> true);
            case RECEIVED,
                    REFUSED,
                    REFUSED_CLOSED,
                    REFUSED_FULL,
                    REFUSED_NO_AGENTS,
                    REFUSED_BLOCKED,
                    RING_NO_ANSWER,
                    RING_REFUSED,
                    AGENT_DUMP,
                    OUT_ATTEMPTS,
                    OUT_ANSWERED,
                    OUT_ANSWER_RATE,
                    OUT_HANDLED,
                    OUT_TALK -> null;
        };
    }

    private static PassageFigure cohort(Test test) {
        return new PassageFigure(PassageArchive.By.ENTER, Set.of(), test);
    }

    private static PassageFigure ended(Outcome outcome) {
        return new PassageFigure(
                PassageArchive.By.ENTER, Set.of(outcome), (passage, _) -> passage.outcome() == outcome);
    }

    private static PassageFigure waited(Outcome outcome, Test test) {
        return waited(Set.of(outcome), test);
    }

    private static PassageFigure waited(Set<Outcome> outcomes, Test test) {
        return new PassageFigure(
                PassageArchive.By.ENTER,
                outcomes,
                (passage, target) -> outcomes.contains(passage.outcome())
                        && passage.waitSeconds() != null
                        && test.counts(passage, target));
    }

    private static PassageFigure talked(Test test) {
        return new PassageFigure(PassageArchive.By.TALK_END, Set.of(), test);
    }

    private static boolean isInTime(Passage passage, ServiceTarget target) {
        return wait(passage) <= target.thresholdSeconds();
    }

    private static long wait(Passage passage) {
        return passage.waitSeconds() == null ? Long.MAX_VALUE : passage.waitSeconds();
    }

    private static boolean isRepeat(Passage passage, long seconds) {
        return passage.sinceLastContactSeconds() != null && passage.sinceLastContactSeconds() <= seconds;
    }
}
