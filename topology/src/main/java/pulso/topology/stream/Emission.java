package pulso.topology.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Passage;

/**
 * What of all that is folded is written to the derived topics: passages by their entering, intervals by their beginning
 * and minutes by themselves, from a time until another. What agents do now, dialer lists and progress are always written.
 *
 * @param from null where all is written that the raw topics hold
 * @param to not included; null where there is no end
 * @param live whether events and rejected rows are told: never by a generation that folds the past again
 * @param tellsFrom rows that were committed earlier are told of by the generation that was live before; null for none
 */
public record Emission(
        @Nullable Instant from,
        @Nullable Instant to,
        boolean live,
        @Nullable Instant tellsFrom) {
    /** The generation that people see. */
    public static final Emission LIVE = new Emission(null, null, true);

    /** What is older is told to nobody, so a generation that may become live need not know of it. */
    private static final Duration NEWS = Duration.ofHours(2);

    public Emission(@Nullable Instant from, @Nullable Instant to, boolean live) {
        this(from, to, live, null);
    }

    /** A generation that folds the past again, and may follow what comes. */
    public static Emission replay(@Nullable Instant from, @Nullable Instant to) {
        return new Emission(from, to, false);
    }

    /** Whether events are made at all: by one that is live, and by one that may become it. */
    boolean makesEvents() {
        return live || to == null;
    }

    /** Whether a record is one of which events are made. */
    boolean makesEventsOf(long recordMillis) {
        return live || (to == null && recordMillis > System.currentTimeMillis() - NEWS.toMillis());
    }

    /** The passages that are written: one that turns out to have entered at another time may come or go. */
    List<Passage> covered(List<Passage> passages) {
        if (from == null && to == null) {
            return passages;
        }
        return passages.stream().filter(passage -> covers(passage.enter())).toList();
    }

    boolean covers(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
