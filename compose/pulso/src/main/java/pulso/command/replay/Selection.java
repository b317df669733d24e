package pulso.command.replay;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import pulso.command.ConfigException;
import pulso.command.Spelling;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;

/**
 * What of a comparison is asked for. Passages are no figures: who asks for some figures is not told of them; agents are
 * of no queue: who asks for some queues is not told of them.
 *
 * @param kpis ids of the catalogue; empty for all, and for passages
 * @param queues names of queues; empty for all, and for agents
 */
record Selection(Set<String> kpis, Set<String> queues) {
    static final Selection ALL = new Selection(Set.of(), Set.of());

    /** @throws ConfigException when the catalogue has no such figure, with those that it has */
    static Selection of(List<String> kpis, List<String> queues) {
        var known = new TreeSet<String>();
        Stream.concat(
                        Arrays.stream(Kpi.values()).map(Kpi::id),
                        Arrays.stream(AgentKpi.values()).map(AgentKpi::id))
                .forEach(known::add);
        for (var kpi : kpis) {
            requireKnown("KPI", kpi, known);
        }
        return new Selection(Set.copyOf(kpis), Set.copyOf(queues));
    }

    /** @throws ConfigException when a queue was asked for that neither generation has in the window */
    void requireQueues(Collection<String> existing) {
        for (var queue : queues) {
            requireKnown("queue", queue, existing);
        }
    }

    private static void requireKnown(String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw new ConfigException("no %s '%s'%s; there are: %s"
                    .formatted(
                            what,
                            name,
                            known.isEmpty() ? "" : ", did you mean '" + Spelling.nearest(name, known) + "'?",
                            known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }

    boolean isOfKpi(String kpi) {
        return kpis.isEmpty() || kpis.contains(kpi);
    }

    boolean isOfQueue(String queue) {
        return queues.isEmpty() || queues.contains(queue);
    }

    boolean hasPassages() {
        return kpis.isEmpty();
    }

    boolean hasAgents() {
        return queues.isEmpty();
    }
}
