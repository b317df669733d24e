package pulso.topology.passage;

import java.util.ArrayList;
import java.util.List;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;

/** What followed from an interaction's rows before a row came, and what follows now. */
public record InteractionChange(Channel channel, String interaction, Derived before, Derived after) {
    /** Passages that are there no more as they were. */
    public List<Passage> passagesGone() {
        return without(before.passages(), after.passages());
    }

    /** Passages that were not there before as they are. */
    public List<Passage> passagesCome() {
        return without(after.passages(), before.passages());
    }

    public List<Moment> momentsGone() {
        return without(before.moments(), after.moments());
    }

    public List<Moment> momentsCome() {
        return without(after.moments(), before.moments());
    }

    /** What is left when each of the others has taken one that equals it; most often the two begin alike. */
    private static <T> List<T> without(List<T> all, List<T> others) {
        int alike = 0;
        int shorter = Math.min(all.size(), others.size());
        while (alike < shorter && all.get(alike).equals(others.get(alike))) {
            alike++;
        }
        if (alike == all.size()) {
            return List.of();
        }
        var rest = new ArrayList<>(all.subList(alike, all.size()));
        others.subList(alike, others.size()).forEach(rest::remove);
        return rest;
    }
}
