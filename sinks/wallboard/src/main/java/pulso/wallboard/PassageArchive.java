package pulso.wallboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** Where passages and the rows of the log behind them are looked up: the way down from a figure. */
public interface PassageArchive {
    /** The moment of a passage that a window is about. */
    enum By {
        ENTER,
        TALK_END,
        WRAP_UP_END
    }

    /** Where a passage stands in the order of answers. */
    record Place(Instant enter, String source, String channel, String interaction, String queue, int ordinal) {
        static Place of(Passage passage) {
            return new Place(
                    passage.enter(),
                    passage.source(),
                    passage.channel().wireName(),
                    passage.interaction(),
                    passage.queue(),
                    passage.ordinal());
        }
    }

    /**
     * What is wanted: passages of which a moment lies in [from, to).
     *
     * @param queues empty for all; likewise channels and outcomes
     * @param agent who answered; null for all
     * @param after only what stands behind this place
     */
    record Wanted(
            Set<String> sources,
            Set<String> queues,
            Set<Channel> channels,
            Set<Outcome> outcomes,
            @Nullable String agent,
            By by,
            Instant from,
            Instant to,
            @Nullable Place after) {}

    /** Rows of one table of the contact centre, each with its columns in the table's order. */
    record Rows(String table, List<Map<String, @Nullable Object>> rows) {}

    /**
     * Gives each passage once, its latest state, in the order of {@link Place}, until the taker says that it is enough.
     * Throws when it cannot.
     */
    void passages(Wanted wanted, Predicate<Passage> taker);

    /** The passages of one interaction, in the order of {@link Place}. */
    List<Passage> interaction(String source, Channel channel, String interaction);

    /**
     * What the contact centre's own tables hold of an interaction, each table in the order of the log.
     *
     * @param guids by which rows of telephony name the same call
     */
    List<Rows> rows(String source, Channel channel, String interaction, Set<String> guids);
}
