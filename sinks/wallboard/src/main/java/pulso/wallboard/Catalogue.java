package pulso.wallboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.NowFigure;
import pulso.schemas.kpi.Sentence;
import pulso.schemas.kpi.ServiceLevelFormula;

/** The body of {@code GET /api/v1/kpis}: what each figure means, of queues, of agents and of this moment. */
final class Catalogue {
    private Catalogue() {}

    /**
     * One figure.
     *
     * @param scope {@code queue}, {@code agent} or {@code now}
     * @param base {@code cohort} or {@code activity}; null for what is true now
     * @param higherIsBetter null where neither is
     */
    record Entry(
            String id,
            String scope,
            String unit,
            @Nullable String base,
            String better,
            @Nullable Boolean higherIsBetter,
            String formula,
            Sentence sentence) {}

    static Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("kpis", entries());
        body.put(
                "serviceLevelFormulas",
                Arrays.stream(ServiceLevelFormula.values())
                        .map(formula -> Map.of("id", formula.id(), "formula", formula.words()))
                        .toList());
        return body;
    }

    static List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (var kpi : Kpi.values()) {
            entries.add(new Entry(
                    kpi.id(),
                    "queue",
                    unit(kpi.unit()),
                    lower(kpi.base()),
                    lower(kpi.better()),
                    higherIsBetter(kpi.better()),
                    kpi.formula(),
                    kpi.sentence()));
        }
        for (var kpi : AgentKpi.values()) {
            entries.add(new Entry(
                    kpi.id(),
                    "agent",
                    unit(kpi.unit()),
                    kpi == AgentKpi.ANSWERED ? "cohort" : "activity",
                    lower(kpi.better()),
                    higherIsBetter(kpi.better()),
                    kpi.formula(),
                    kpi.sentence()));
        }
        for (var figure : NowFigure.values()) {
            entries.add(new Entry(
                    figure.id(),
                    "now",
                    unit(figure.unit()),
                    null,
                    lower(figure.better()),
                    higherIsBetter(figure.better()),
                    figure.formula(),
                    figure.sentence()));
        }
        return entries;
    }

    private static @Nullable Boolean higherIsBetter(Kpi.Better better) {
        return switch (better) {
            case HIGHER -> Boolean.TRUE;
            case LOWER -> Boolean.FALSE;
            case NEITHER -> null;
        };
    }

    private static String unit(Kpi.Unit unit) {
        return switch (unit) {
            case COUNT -> "count";
            case MEAN_COUNT -> "meanCount";
            case SECONDS -> "seconds";
            case RATIO -> "ratio";
            case SCORE -> "score";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
