package pulso.topology.passage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.topology.state.Keys;

/**
 * Says what follows from an interaction's rows. What followed last of the interactions in hand is kept, since with each
 * row it is asked for once more, as what was before: a matter of time alone, since {@link PassageFold} is pure.
 */
final class Derivations {
    private static final int KEPT = 10_000;

    private final String source;
    private final FoldParameters parameters;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param at the log's time at which it was derived
     * @param until when age will change it if no row does; null when it never will
     */
    private record Known(
            CallRows call,
            Restart.Log restarts,
            Instant at,
            @Nullable Instant until,
            Derived derived) {
        /** The rows are the same object, and neither a restart nor age has come between. */
        @SuppressWarnings("ReferenceEquality")
        boolean holds(CallRows asked, Restart.Log restartsNow, Instant now) {
            return call == asked
                    && restarts.equals(restartsNow)
                    && (now.equals(at) || (now.isAfter(at) && (until == null || now.isBefore(until))));
        }
    }

    Derivations(String source, FoldParameters parameters) {
        this.source = source;
        this.parameters = parameters;
    }

    Derived of(CallRows call, Restart.Log restarts, Instant now) {
        var touching = call.channel() == Channel.TELEPHONY ? restarts : Restart.Log.NONE;
        var key = Keys.of(call.channel().wireName(), call.interaction());
        var last = known.get(key);
        if (last != null && last.holds(call, touching, now)) {
            return last.derived();
        }
        var longest = parameters.longest(call.channel());
        var derived = PassageFold.derive(source, call, touching, now, longest);
        var began = derived.oldestOpen();
        known.put(key, new Known(call, touching, now, began == null ? null : began.plus(longest), derived));
        return derived;
    }

    void forget(CallRows call) {
        known.remove(Keys.of(call.channel().wireName(), call.interaction()));
    }
}
