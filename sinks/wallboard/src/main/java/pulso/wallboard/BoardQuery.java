package pulso.wallboard;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.passage.Channel;

/**
 * What a client asks to see. Equal queries share one stream.
 *
 * @param sources never empty
 * @param queues empty for all
 * @param groups empty for all, those of no group too
 * @param channels empty for all
 */
record BoardQuery(
        Window window,
        Set<String> sources,
        Set<String> queues,
        Set<String> groups,
        Set<Channel> channels,
        Asked asked) {
    static final Set<String> PARAMETERS =
            orderedSet("window", "sources", "queues", "groups", "channels", "sl", "short", "formula");
    private static final int MAX_THRESHOLD_SECONDS = 86_400;

    static BoardQuery of(RequestParameters given, WallboardConfig config) {
        given.allowOnly(PARAMETERS);
        var sources = sources(given, config);
        var zone = config.zone(sources.iterator().next());
        return new BoardQuery(
                Window.parse(given.text("window", "today"), zone, config.memory()),
                sources,
                given.names("queues"),
                given.names("groups"),
                channels(given),
                asked(given));
    }

    static Asked asked(RequestParameters given) {
        return new Asked(
                given.number("sl", MAX_THRESHOLD_SECONDS),
                given.number("short", MAX_THRESHOLD_SECONDS),
                formula(given));
    }

    /** The source whose clock dates the answer. */
    String firstSource() {
        return sources.iterator().next();
    }

    static Set<String> sources(RequestParameters given, WallboardConfig config) {
        var sources = given.names("sources");
        for (var source : sources) {
            if (!config.sources().containsKey(source)) {
                throw RequestRefused.badParameter(
                        "sources",
                        "no source '" + source + "'",
                        Nearest.hint(source, config.sources().keySet()));
            }
        }
        return sources.isEmpty() ? new TreeSet<>(config.sources().keySet()) : sources;
    }

    static Set<Channel> channels(RequestParameters given) {
        return given.names("channels").stream()
                .map(name -> known("channels", name, Channel.values(), Channel::wireName))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ServiceLevelFormula formula(RequestParameters given) {
        var id = given.text("formula", Asked.NOTHING.formula().id()).toLowerCase(Locale.ROOT);
        return known("formula", id, ServiceLevelFormula.values(), ServiceLevelFormula::id);
    }

    static <T> T known(String parameter, String name, T[] values, Function<T, String> nameOf) {
        for (var value : values) {
            if (nameOf.apply(value).equals(name)) {
                return value;
            }
        }
        throw RequestRefused.badParameter(
                parameter,
                "no '" + name + "'",
                Nearest.hint(name, Arrays.stream(values).map(nameOf).toList()));
    }

    static Set<String> orderedSet(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
