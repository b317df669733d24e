package pulso.wallboard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;

/**
 * A series as it is asked for.
 *
 * @param shown which queues, and how service level is told; its window is not used
 * @param kpis the figures of each point, in the order asked for
 * @param from null for the centre's midnight; on the clock of each source unless it has an offset
 * @param to null for now
 * @param histogram upper bounds of waits, ascending; empty for no histogram
 * @param compareWeek the same window a week before is wanted beside it
 */
record SeriesQuery(
        BoardQuery shown,
        List<Kpi> kpis,
        Grain grain,
        @Nullable String from,
        @Nullable String to,
        MinuteFilter filter,
        List<Integer> histogram,
        boolean compareWeek) {
    private static final Set<String> PARAMETERS = BoardQuery.orderedSet(
            "queue",
            "queues",
            "groups",
            "channels",
            "sources",
            "kpi",
            "grain",
            "from",
            "to",
            "days",
            "hours",
            "histogram",
            "formula",
            "sl",
            "short",
            "compare");
    private static final Set<String> REPEATABLE =
            Set.of("queue", "queues", "groups", "channels", "sources", "kpi", "days", "hours", "histogram");
    private static final List<Kpi> DEFAULT_KPIS =
            List.of(Kpi.RECEIVED, Kpi.OFFERED, Kpi.ANSWERED, Kpi.ABANDONED, Kpi.SERVICE_LEVEL, Kpi.ASA, Kpi.AHT);
    private static final int MAX_BOUNDS = 100;

    static SeriesQuery of(RequestParameters given, WallboardConfig config) {
        given.allowOnly(PARAMETERS, REPEATABLE);
        var queues = given.names("queue");
        queues.addAll(given.names("queues"));
        var shown = new BoardQuery(
                new Window.Today(),
                BoardQuery.sources(given, config),
                queues,
                given.names("groups"),
                BoardQuery.channels(given),
                BoardQuery.asked(given));
        var compare = given.text("compare");
        if (compare != null && !compare.equals("week")) {
            throw RequestRefused.badParameter("compare", "no '" + compare + "'", "known: week");
        }
        return new SeriesQuery(
                shown,
                kpis(given.list("kpi")),
                BoardQuery.known("grain", given.text("grain", "1h"), Grain.values(), Grain::id),
                time(given, "from"),
                time(given, "to"),
                MinuteFilter.of(given),
                bounds(given.list("histogram")),
                compare != null);
    }

    /** The window on a source's clock: whole minutes, which begin before they end. */
    Grain.Bucket window(Instant asOf, ZoneId zone) {
        var start = from == null
                ? asOf.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()
                : wholeMinute("from", SettingsBody.moment("from", from, zone));
        var end = to == null
                ? asOf.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60)
                : wholeMinute("to", SettingsBody.moment("to", to, zone));
        if (!start.isBefore(end)) {
            throw RequestRefused.badParameter(
                    "from", "the window must begin before it ends", "from is in it, to is not");
        }
        return new Grain.Bucket(start, end);
    }

    private static @Nullable String time(RequestParameters given, String name) {
        var text = given.text(name);
        // A '+' of an offset that was not escaped arrives as a blank.
        return text == null ? null : text.replace(' ', '+');
    }

    private static Instant wholeMinute(String name, Instant moment) {
        if (!moment.equals(moment.truncatedTo(ChronoUnit.MINUTES))) {
            throw RequestRefused.badParameter(name, "is no whole minute", "for example 2026-11-21T08:00");
        }
        return moment;
    }

    private static List<Kpi> kpis(List<String> ids) {
        if (ids.isEmpty()) {
            return DEFAULT_KPIS;
        }
        if (ids.equals(List.of("all"))) {
            return Arrays.asList(Kpi.values());
        }
        var kpis = new ArrayList<Kpi>();
        for (var id : ids) {
            var kpi = BoardQuery.known("kpi", id, Kpi.values(), Kpi::id);
            if (!kpis.contains(kpi)) {
                kpis.add(kpi);
            }
        }
        return kpis;
    }

    private static List<Integer> bounds(List<String> given) {
        var bounds = new ArrayList<Integer>();
        for (var text : given) {
            int bound = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
            if (bound <= 0 || (!bounds.isEmpty() && bound <= bounds.getLast()) || bounds.size() >= MAX_BOUNDS) {
                throw RequestRefused.badParameter(
                        "histogram",
                        "'" + text + "' does not fit",
                        "whole seconds, each greater than the one before, at most " + MAX_BOUNDS
                                + ": 10,20,30 gives [0,10) [10,20) [20,30) [30,∞)");
            }
            bounds.add(bound);
        }
        return bounds;
    }
}
