package pulso.wallboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;

/** An archive that finds more than it was asked for, as an archive may. */
final class MemoryPassages implements PassageArchive {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::enter)
            .thenComparing(Place::source)
            .thenComparing(Place::channel)
            .thenComparing(Place::interaction)
            .thenComparing(Place::queue)
            .thenComparingInt(Place::ordinal);

    final List<Passage> passages = new ArrayList<>();

    @Override
    public void passages(Wanted wanted, Predicate<Passage> taker) {
        for (var passage : ordered()) {
            var after = wanted.after();
            if (after == null || ORDER.compare(Place.of(passage), after) > 0) {
                if (!taker.test(passage)) {
                    return;
                }
            }
        }
    }

    @Override
    public List<Passage> interaction(String source, Channel channel, String interaction) {
        return ordered().stream()
                .filter(passage -> passage.source().equals(source)
                        && passage.channel() == channel
                        && passage.interaction().equals(interaction))
                .toList();
    }

    @Override
    public List<Rows> rows(String source, Channel channel, String interaction, Set<String> guids) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("event", "ENTERQUEUE");
        row.put("interaction", interaction);
        return List.of(new Rows("queue_log", List.of(row)));
    }

    private List<Passage> ordered() {
        return passages.stream().sorted(Comparator.comparing(Place::of, ORDER)).toList();
    }
}
