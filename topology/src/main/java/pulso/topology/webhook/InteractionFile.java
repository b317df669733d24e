package pulso.topology.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;

/**
 * What of an interaction was told or waits to be told. It is forgotten with the interaction.
 *
 * @param ends ends that are or will be told: a correction of one is not told again
 * @param waiting passages that ended and are not yet told whole
 * @param finish the end of the interaction, until it is told
 * @param finishedUpTo until when it was told as finished; null when it was not
 * @param agent who attended it last
 * @param queue where it was attended last
 * @param client who it is with, where an agent began it
 * @param dueAt when the next thing has waited long enough; null when nothing waits
 * @param lastAt the latest end; the file is forgotten some time after it
 */
public record InteractionFile(
        Channel channel,
        String interaction,
        List<End> ends,
        List<Waiting> waiting,
        @Nullable Finish finish,
        @Nullable Instant finishedUpTo,
        @Nullable String agent,
        @Nullable String queue,
        @Nullable String client,
        @Nullable Instant dueAt,
        Instant lastAt) {

    /** The end of a passage, by which it is known again though a late row changes its other figures. */
    public record End(String queue, Instant enter, Instant end) {
        static End of(Passage passage) {
            return new End(passage.queue(), passage.enter(), Ends.endOf(passage));
        }

        boolean isOf(Passage passage) {
            return queue.equals(passage.queue()) && (enter.equals(passage.enter()) || end.equals(Ends.endOf(passage)));
        }
    }

    /**
     * A passage that ended.
     *
     * @param since the source's time when it was found to have ended
     * @param abandonTold whether it was told as abandoned, or is not to be
     */
    public record Waiting(Passage passage, Cause cause, Instant since, boolean abandonTold) {}

    /**
     * The end of the interaction, as far as it is known.
     *
     * @param handedOn it left its last queue alive, so it may go on in another
     * @param seconds of conversation; null where that is not known
     */
    public record Finish(
            Instant at,
            Cause cause,
            Instant since,
            boolean handedOn,
            @Nullable String guid,
            String queue,
            @Nullable String agent,
            @Nullable Long seconds,
            @Nullable String client) {}

    /** Whether the interaction was told to have finished with this passage or later. */
    boolean isFinished(Passage passage) {
        var upTo = finishedUpTo;
        return upTo != null
                && ends.stream().anyMatch(end -> end.isOf(passage) && !end.end().isAfter(upTo));
    }

    static InteractionFile empty(Channel channel, String interaction, Instant at) {
        return new InteractionFile(channel, interaction, List.of(), List.of(), null, null, null, null, null, null, at);
    }
}
