package pulso.topology.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** How passages and interactions end: pure questions about them. */
final class Ends {
    /** As long as somebody who left a queue alive may take to enter the next. */
    static final Duration HANDING_ON = Duration.ofSeconds(30);

    private Ends() {}

    static boolean hasEnded(Passage passage) {
        return !passage.isWaiting() && !passage.isInService();
    }

    /** When a passage ended, but for its wrap-up; while it has not, when it began. */
    static Instant endOf(Passage passage) {
        var end = passage.outcome() == Outcome.ANSWERED ? passage.talkEnd() : passage.waitEnd();
        return end == null ? passage.enter() : end;
    }

    /** Passages of one change that have ended. */
    static List<Passage> ended(List<Passage> passages) {
        return passages.stream().filter(Ends::hasEnded).toList();
    }

    static boolean isHandedOn(Passage passage) {
        return switch (passage.outcome()) {
            case EXITED_KEY, EXITED_TIMEOUT, EXITED_EMPTY, WITHDRAWN -> true;
            case ANSWERED -> passage.endType() != null && passage.endType().isTransfer();
            case ABANDONED, SYSTEM, OPEN -> false;
        };
    }

    /** The passages by which an interaction went on until the last of them ended, in the order of their ends. */
    static List<Passage> stretch(List<Passage> passages, Predicate<Passage> isTold) {
        var byEnd = new ArrayList<>(passages);
        byEnd.sort(Comparator.comparing(Ends::endOf));
        var stretch = new ArrayList<Passage>();
        for (var passage : byEnd.reversed()) {
            if (isTold.test(passage) || (!stretch.isEmpty() && !leadsTo(passage, stretch.getFirst()))) {
                break;
            }
            stretch.addFirst(passage);
        }
        return stretch;
    }

    private static boolean leadsTo(Passage passage, Passage next) {
        var limit = isHandedOn(passage) ? endOf(passage).plus(HANDING_ON) : endOf(passage);
        return !next.enter().isAfter(limit);
    }

    /** The last passage of a stretch that somebody answered; the last one where nobody did. */
    static Passage attended(List<Passage> stretch) {
        for (var passage : stretch.reversed()) {
            if (passage.outcome() == Outcome.ANSWERED) {
                return passage;
            }
        }
        return stretch.getLast();
    }

    /** Who had the conversation last; null where there was none. */
    static @Nullable String agentOf(Passage passage) {
        if (passage.outcome() != Outcome.ANSWERED) {
            return null;
        }
        return passage.lastAgent() == null ? passage.agent() : passage.lastAgent();
    }

    /** Seconds of conversation; null as soon as the length of one of them is not known. */
    static @Nullable Long talk(List<Passage> stretch) {
        long seconds = 0;
        for (var passage : stretch) {
            if (passage.outcome() == Outcome.ANSWERED) {
                if (passage.talkSeconds() == null) {
                    return null;
                }
                seconds += passage.talkSeconds();
            }
        }
        return seconds;
    }

    static @Nullable String client(List<Passage> stretch) {
        return stretch.stream()
                .map(Passage::caller)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
