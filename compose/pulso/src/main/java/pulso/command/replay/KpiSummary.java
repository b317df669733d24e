package pulso.command.replay;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulso.command.replay.Comparison.Figure;

/**
 * How many figures of one KPI differ, and where most.
 *
 * @param of {@code queue} or {@code agent}: some figures of both bear the same name
 * @param largest the figure with the largest difference; of those where one side is unknown, the first
 */
record KpiSummary(String of, String kpi, int differing, Figure largest) {

    /** One for each KPI that differs anywhere, those first that differ most often. */
    static List<KpiSummary> of(Comparison.Result result) {
        return Stream.concat(of("queue", result.queues()), of("agent", result.agents()))
                .sorted(Comparator.comparingInt(KpiSummary::differing)
                        .reversed()
                        .thenComparing(KpiSummary::of, Comparator.reverseOrder())
                        .thenComparing(KpiSummary::kpi))
                .toList();
    }

    private static Stream<KpiSummary> of(String what, List<Figure> figures) {
        var summaries = new LinkedHashMap<String, KpiSummary>();
        for (var figure : figures) {
            summaries.merge(
                    figure.kpi(), new KpiSummary(what, figure.kpi(), 1, figure), (known, one) -> known.with(figure));
        }
        return summaries.values().stream();
    }

    private KpiSummary with(Figure figure) {
        return new KpiSummary(of, kpi, differing + 1, size(figure) > size(largest) ? figure : largest);
    }

    /** How much it differs; null where one side is unknown. */
    @Nullable
    Double difference() {
        double size = size(largest);
        return size < 0 ? null : (Double) size;
    }

    private static double size(Figure figure) {
        var before = figure.before();
        var after = figure.after();
        return before == null || after == null ? -1 : Math.abs(after.doubleValue() - before.doubleValue());
    }
}
