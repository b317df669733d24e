package pulso.wallboard;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.kpi.ServiceLevelParts;
import pulso.schemas.kpi.ServiceTarget;

/** Figures with what was in time, each minute judged by its own target; several add up. Confined to one thread. */
final class Judged {
    private final QueueFigures figures = new QueueFigures();
    private ServiceLevelParts parts = ServiceLevelParts.NONE;

    QueueFigures figures() {
        return figures;
    }

    ServiceLevelParts parts() {
        return parts;
    }

    void add(QueueFigures more, ServiceTarget target) {
        figures.add(more);
        parts = parts.plus(ServiceLevelParts.of(more, target));
    }

    void add(Judged more) {
        figures.add(more.figures);
        parts = parts.plus(more.parts);
    }

    Map<String, @Nullable Number> kpi(Collection<Kpi> wanted, ServiceLevelFormula formula) {
        var judgement = new Kpi.Judgement(parts, formula);
        var kpi = LinkedHashMap.<String, @Nullable Number>newLinkedHashMap(wanted.size());
        wanted.forEach(each -> kpi.put(each.id(), each.of(figures, judgement)));
        return kpi;
    }
}
