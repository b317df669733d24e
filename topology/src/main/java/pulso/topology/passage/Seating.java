package pulso.topology.passage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.Seats.OpenTalk;
import pulso.topology.passage.Seats.StrayEnd;
import pulso.topology.state.Keys;
import pulso.topology.state.State;

/** Keeps, by queue and agent, the conversations without an end and the ends without a conversation. */
public final class Seating {
    private final State<Seats> seats;

    Seating(State<Seats> seats) {
        this.seats = seats;
    }

    /** Keeps the seats of the agents concerned: open conversations and stray ends of this interaction. */
    void keep(Derived before, Derived after, String interaction) {
        var talks = talks(after, interaction);
        var strays = strays(after, interaction);
        var talksBefore = talks(before, interaction);
        var straysBefore = strays(before, interaction);
        if (talks.equals(talksBefore) && strays.equals(straysBefore)) {
            return;
        }
        var keys = new TreeSet<String>();
        keys.addAll(talksBefore.keySet());
        keys.addAll(straysBefore.keySet());
        keys.addAll(talks.keySet());
        keys.addAll(strays.keySet());
        for (var key : keys) {
            var known = seats.get(key);
            var next = (known == null ? Seats.EMPTY : known)
                    .replacing(interaction, talks.getOrDefault(key, List.of()), strays.getOrDefault(key, List.of()));
            if (next.isEmpty()) {
                seats.remove(key);
            } else if (!next.equals(known)) {
                seats.put(key, next);
            }
        }
    }

    private static Map<String, List<OpenTalk>> talks(Derived derived, String interaction) {
        var talks = new HashMap<String, List<OpenTalk>>();
        for (var passage : derived.passages()) {
            if (passage.outcome() == Outcome.ANSWERED
                    && canStillEndOtherwise(passage)
                    && passage.agent() != null
                    && passage.waitEnd() != null) {
                talks.computeIfAbsent(Keys.of(passage.queue(), passage.agent()), _ -> new ArrayList<>())
                        .add(new OpenTalk(interaction, passage.waitEnd()));
            }
        }
        return talks;
    }

    private static Map<String, List<StrayEnd>> strays(Derived derived, String interaction) {
        var strays = new HashMap<String, List<StrayEnd>>();
        for (var row : derived.orphans()) {
            if (row.queue() != null && row.agent() != null) {
                strays.computeIfAbsent(Keys.of(row.queue(), row.agent()), _ -> new ArrayList<>())
                        .add(new StrayEnd(interaction, row));
            }
        }
        return strays;
    }

    /** Stray ends and the conversations that they end, where this interaction has a part in it. */
    List<Pair> pairs(String interaction, Derived derived, BiPredicate<OpenTalk, StrayEnd> fits) {
        var keys = new TreeSet<>(talks(derived, interaction).keySet());
        keys.addAll(strays(derived, interaction).keySet());
        var pairs = new ArrayList<Pair>();
        for (var key : keys) {
            var known = seats.get(key);
            var pair = known == null ? null : pair(known, fits);
            if (pair != null) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    /** A stray end and the conversation it ends. */
    record Pair(OpenTalk talk, StrayEnd stray) {}

    private static @Nullable Pair pair(Seats seats, BiPredicate<OpenTalk, StrayEnd> fits) {
        for (var stray : seats.strays()) {
            for (var talk : seats.talks()) {
                if (talk.isEndedBy(stray) && fits.test(talk, stray)) {
                    return new Pair(talk, stray);
                }
            }
        }
        return null;
    }

    /** Open, or ended by a default: by age where a restart may still be told, or the other way round. */
    public static boolean canStillEndOtherwise(Passage passage) {
        return passage.isWaiting()
                || passage.isInService()
                || passage.outcome() == Outcome.SYSTEM
                || passage.endType() == EndType.SYSTEM;
    }
}
