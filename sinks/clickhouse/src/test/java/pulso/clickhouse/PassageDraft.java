package pulso.clickhouse;

import static pulso.clickhouse.Servers.SOURCE;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** A passage while it is made up. */
final class PassageDraft {
    final Channel channel;
    final String queue;
    final String id;
    final Instant enter;
    Outcome outcome = Outcome.OPEN;

    @Nullable
    Instant waitEnd;

    @Nullable
    Long wait;

    @Nullable
    String agent;

    @Nullable
    Long ring;

    @Nullable
    Instant talkEnd;

    @Nullable
    EndType end;

    @Nullable
    Long talk;

    @Nullable
    Long hold;

    @Nullable
    Instant wrapUpEnd;

    @Nullable
    Long wrapUp;

    int transfers;

    @Nullable
    Long messages;

    @Nullable
    Double rating;

    @Nullable
    Long sinceContact;

    @Nullable
    String caller;

    boolean recovered;
    boolean reconstructed;

    PassageDraft(Channel channel, String queue, String id, Instant enter) {
        this.channel = channel;
        this.queue = queue;
        this.id = id;
        this.enter = enter;
    }

    Passage build() {
        return new Passage(
                SOURCE,
                channel,
                id,
                queue,
                1,
                Direction.of(queue),
                enter,
                outcome,
                waitEnd,
                wait,
                agent,
                ring,
                talkEnd,
                end,
                talk,
                hold,
                null,
                wrapUpEnd,
                wrapUp,
                null,
                null,
                0,
                0,
                0,
                null,
                null,
                null,
                caller,
                null,
                null,
                transfers,
                messages,
                rating,
                sinceContact,
                recovered,
                reconstructed,
                false,
                enter);
    }
}
