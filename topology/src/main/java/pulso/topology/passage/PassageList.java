package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Outcome;

/** The passages of one interaction while its rows are read: finds the one that a row speaks of. */
final class PassageList implements Iterable<PassageBuilder> {
    private final String source;
    private final CallRows call;
    private final List<PassageBuilder> builders = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();

    PassageList(String source, CallRows call) {
        this.source = source;
        this.call = call;
    }

    @Override
    public Iterator<PassageBuilder> iterator() {
        return builders.iterator();
    }

    PassageBuilder open(QueueEvent row, String queue, Instant enter, boolean rebuilt) {
        int ordinal = ordinals.merge(queue, 1, Integer::sum);
        var builder = new PassageBuilder(source, row, call.interaction(), queue, ordinal, enter, rebuilt);
        builder.touch(row);
        builders.add(builder);
        return builder;
    }

    boolean isFirst(PassageBuilder builder) {
        return builder == builders.getFirst();
    }

    @Nullable
    PassageBuilder latest(@Nullable String queue) {
        for (int i = builders.size() - 1; i >= 0; i--) {
            if (builders.get(i).queue().equals(queue)) {
                return builders.get(i);
            }
        }
        return null;
    }

    /** The latest open passage of a queue; of any queue where the row names none. */
    @Nullable
    PassageBuilder openIn(@Nullable String queue) {
        for (int i = builders.size() - 1; i >= 0; i--) {
            var builder = builders.get(i);
            if (builder.isOpen() && (queue == null || builder.queue().equals(queue))) {
                return builder;
            }
        }
        return null;
    }

    @Nullable
    PassageBuilder inServiceIn(@Nullable String queue, @Nullable String agent) {
        for (int i = builders.size() - 1; i >= 0; i--) {
            var builder = builders.get(i);
            boolean fits = queue == null || builder.queue().equals(queue);
            boolean sameAgent = agent == null || builder.isOf(agent);
            if (builder.isInService() && fits && sameAgent) {
                return builder;
            }
        }
        return null;
    }

    /** The last whose conversation with this agent had ended by then and has no wrap-up yet. */
    @Nullable
    PassageBuilder wrappedUpBy(QueueEvent row) {
        PassageBuilder target = null;
        for (var builder : builders) {
            var end = builder.talkEnd();
            boolean sameAgent = row.agent() == null || row.agent().equals(builder.agent());
            if (end != null && sameAgent && !end.isAfter(row.at()) && !builder.hasWrapUp()) {
                target = builder;
            }
        }
        return target;
    }

    /** The passage that a rating of the whole interaction speaks of: the last answered, by entering. */
    @Nullable
    PassageBuilder lastAnswered() {
        PassageBuilder last = null;
        for (var builder : builders) {
            if (builder.is(Outcome.ANSWERED) && (last == null || isLater(builder, last))) {
                last = builder;
            }
        }
        return last;
    }

    private static boolean isLater(PassageBuilder builder, PassageBuilder than) {
        int byEnter = builder.enter().compareTo(than.enter());
        return byEnter > 0 || (byEnter == 0 && builder.ordinal() >= than.ordinal());
    }
}
