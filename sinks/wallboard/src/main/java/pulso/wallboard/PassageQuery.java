package pulso.wallboard;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/**
 * Which passages a client asks for: those behind a figure, in the same window and with the same filters as the board.
 *
 * @param kpi the figure; null for every passage that entered
 * @param agent who answered
 * @param outcomes empty for all
 * @param limit the most that one answer gives
 * @param after where the page before ended
 */
record PassageQuery(
        BoardQuery shown,
        @Nullable Kpi kpi,
        PassageFigure figure,
        @Nullable Direction direction,
        @Nullable String agent,
        @Nullable String caller,
        Set<Outcome> outcomes,
        int limit,
        PassageArchive.@Nullable Place after) {
    static final int MAX_PAGE = 1_000;

    private static final int DEFAULT_PAGE = 100;
    private static final Set<String> OWN =
            Set.of("kpi", "direction", "agent", "caller", "outcome", "limit", "cursor", "open", "from", "to");

    /**
     * @param most the greatest limit
     * @param otherwise the limit where the request names none
     */
    static PassageQuery of(RequestParameters given, WallboardConfig config, int most, int otherwise) {
        var known = new LinkedHashSet<>(BoardQuery.PARAMETERS);
        known.addAll(new TreeSet<>(OWN));
        given.allowOnly(known);
        if (!given.text("open", "false").equals("false")) {
            throw RequestRefused.badParameter("open", "it is true or false", "open=true lists those that are open now");
        }
        var kpi = kpi(given.text("kpi"));
        var outcomes = outcomes(given.names("outcome"));
        var direction = given.text("direction");
        var asked = BoardQuery.asked(given);
        var limit = given.number("limit", most);
        if (limit != null && limit == 0) {
            throw RequestRefused.badParameter("limit", "it must be at least 1", "1.." + most);
        }
        return new PassageQuery(
                shown(given, config),
                kpi,
                kpi == null ? PassageFigure.ALL : figure(kpi, asked),
                direction == null
                        ? null
                        : BoardQuery.known("direction", direction, Direction.values(), Direction::wireName),
                given.text("agent"),
                given.text("caller"),
                outcomes,
                limit == null ? otherwise : limit,
                PassageCursor.read(given.text("cursor")));
    }

    static PassageQuery page(RequestParameters given, WallboardConfig config) {
        return of(given, config, MAX_PAGE, DEFAULT_PAGE);
    }

    /** What the archive is to look for; it may find more than counts. */
    PassageArchive.Wanted wanted(Instant from, Instant to) {
        var both = outcomes.isEmpty() ? figure.outcomes() : outcomes;
        return new PassageArchive.Wanted(
                shown.sources(), shown.queues(), shown.channels(), both, agent, figure.by(), from, to, after);
    }

    /** Whether a passage found has what the query itself says of it; queue, group and target are the reader's. */
    boolean allows(Passage passage) {
        return (direction == null || passage.direction() == direction)
                && (outcomes.isEmpty() || outcomes.contains(passage.outcome()))
                && (agent == null || agent.equals(passage.agent()))
                && (caller == null || isCaller(passage.caller()));
    }

    private boolean isCaller(@Nullable String other) {
        return caller != null && other != null && normal(caller).equals(normal(other));
    }

    /** As repeat callers are compared: trimmed, in lower case; of a number the digits alone. */
    private static String normal(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.matches("[\\d +().:-]+") ? lower.replaceAll("\\D", "") : lower;
    }

    private static BoardQuery shown(RequestParameters given, WallboardConfig config) {
        var sources = BoardQuery.sources(given, config);
        var from = given.text("from");
        var to = given.text("to");
        if ((from == null) != (to == null) || (from != null && given.text("window") != null)) {
            throw RequestRefused.badParameter(
                    from == null ? "to" : "from", "from and to go together, and without window", Window.HINT);
        }
        var zone = config.zone(sources.iterator().next());
        var text = from == null ? given.text("window", "today") : from + '/' + to;
        return new BoardQuery(
                Window.parse(text, zone, Window.ANY_LENGTH),
                sources,
                given.names("queues"),
                given.names("groups"),
                BoardQuery.channels(given),
                BoardQuery.asked(given));
    }

    private static @Nullable Kpi kpi(@Nullable String id) {
        return id == null ? null : BoardQuery.known("kpi", id, Kpi.values(), Kpi::id);
    }

    private static PassageFigure figure(Kpi kpi, Asked asked) {
        var figure = PassageFigure.of(kpi, asked.formula());
        if (figure == null) {
            throw RequestRefused.badParameter(
                    "kpi",
                    kpi.id() + " counts rows of the log that are no passage: " + kpi.formula(),
                    "GET /api/v1/views/events lists them");
        }
        return figure;
    }

    private static Set<Outcome> outcomes(Set<String> names) {
        return names.stream()
                .map(name -> BoardQuery.known("outcome", name, Outcome.values(), PassageColumns::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
