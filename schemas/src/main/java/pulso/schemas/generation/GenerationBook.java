package pulso.schemas.generation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pulso.schemas.topic.Topics;

/** All generations, as a reader of {@code pulso.generations} knows them. Safe for use by several threads. */
public final class GenerationBook {
    private final Map<String, Generation> generations = new ConcurrentHashMap<>();

    public void put(Generation generation) {
        generations.put(generation.name(), generation);
    }

    public void remove(String name) {
        generations.remove(name);
    }

    public Optional<Generation> find(String name) {
        return Optional.ofNullable(generations.get(name));
    }

    /** In the order in which they were begun. */
    public List<Generation> all() {
        return generations.values().stream()
                .sorted(Comparator.comparing(Generation::begunAt).thenComparing(Generation::name))
                .toList();
    }

    /** The generation that people see: the one that was promoted last; the first where none ever was. */
    public String current() {
        return generations.values().stream()
                .filter(generation -> generation.promotedAt() != null)
                .max(Comparator.comparing(GenerationBook::promotedAt).thenComparing(Generation::name))
                .map(Generation::name)
                .orElse(Topics.FIRST_GENERATION);
    }

    /** The generation that people saw before the current one; empty where no other was ever promoted. */
    public Optional<Generation> former() {
        var current = current();
        return generations.values().stream()
                .filter(generation ->
                        generation.promotedAt() != null && !generation.name().equals(current))
                .max(Comparator.comparing(GenerationBook::promotedAt).thenComparing(Generation::name));
    }

    /** What a generation is folded with; the defaults for one that nobody described. */
    public FoldParameters parameters(String name) {
        return find(name)
                .map(generation -> FoldParameters.parse(generation.parameters()))
                .orElse(FoldParameters.DEFAULT);
    }

    private static Instant promotedAt(Generation generation) {
        var at = generation.promotedAt();
        return at == null ? Instant.MIN : at;
    }
}
