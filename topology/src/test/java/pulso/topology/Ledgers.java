package pulso.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.schemas.passage.Channel;
import pulso.simulator.Ledger;

/** Compares what was collected with a simulated centre's ledger, figure by figure. */
final class Ledgers {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a ledger, which knows how things were, has no figure for. */
    private static final Set<Kpi> WITHOUT_TRUTH = Set.of(
            Kpi.ANSWER_RATE,
            Kpi.ABANDON_RATE,
            Kpi.AGENT_DUMP,
            Kpi.RECONSTRUCTED,
            Kpi.ENDED_BY_AGENT,
            Kpi.ENDED_BY_CALLER);

    private Ledgers() {}

    /** Every figure that differs, in words; empty when all agree. */
    static List<String> differences(
            Collected collected, Ledger ledger, Instant from, Instant to, int threshold, Instant asOf) {
        var differences = new ArrayList<String>();
        var truth = ledger.figures(from, to, threshold, 5, asOf);
        var parameters = new Kpi.Parameters(threshold, 5, ServiceLevelFormula.SL6);
        truth.channels()
                .forEach((channel, queues) -> queues.forEach((queue, expected) -> {
                    var actual = collected.queue(Channel.valueOf(channel.name()), queue, from, to);
                    var figures = figures(expected);
                    for (var kpi : Kpi.values()) {
                        if (!WITHOUT_TRUTH.contains(kpi)) {
                            compare(
                                    differences,
                                    channel + " " + queue + ' ' + kpi.id(),
                                    figures.get(known(figures, kpi.id())),
                                    kpi.of(actual, parameters));
                        }
                    }
                }));
        truth.agents().forEach((agent, expected) -> {
            var actual = collected.agent(agent, from, to);
            var figures = figures(expected);
            for (var kpi : AgentKpi.values()) {
                compare(differences, agent + ' ' + kpi.id(), figures.get(known(figures, kpi.id())), kpi.of(actual));
            }
        });
        return differences;
    }

    private static Map<String, @Nullable Number> figures(Object ledgerFigures) {
        var figures = new HashMap<String, @Nullable Number>();
        JSON.valueToTree(ledgerFigures)
                .properties()
                .forEach(figure -> figures.put(
                        figure.getKey(),
                        figure.getValue().isNumber() ? figure.getValue().numberValue() : null));
        return figures;
    }

    private static String known(Map<String, @Nullable Number> figures, String id) {
        if (!figures.containsKey(id)) {
            throw new IllegalStateException(
                    "the ledger knows no " + id + ", it knows " + new TreeSet<>(figures.keySet()));
        }
        return id;
    }

    private static void compare(
            List<String> differences, String what, @Nullable Number expected, @Nullable Number actual) {
        boolean same = (expected == null || actual == null)
                ? Objects.equals(expected, actual)
                : Math.abs(expected.doubleValue() - actual.doubleValue()) < 1e-9;
        if (!same) {
            differences.add("%s: ledger %s, folds %s".formatted(what.toLowerCase(Locale.ROOT), expected, actual));
        }
    }
}
