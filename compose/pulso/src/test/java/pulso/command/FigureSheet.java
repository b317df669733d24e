package pulso.command;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.simulator.AgentFigures;
import pulso.simulator.Figures;
import pulso.simulator.QueueFigures;

/** The figures of a window as one of the witnesses tells them: by queue or agent, then by name, as the HTTP API names them. */
record FigureSheet(
        SortedMap<String, Map<String, @Nullable Number>> queues,
        SortedMap<String, Map<String, @Nullable Number>> agents) {
    /** Every figure of a queue that the ledger knows and the catalogue names. */
    static final List<String> OF_QUEUES = Arrays.stream(QueueFigures.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> Arrays.stream(Kpi.values()).anyMatch(kpi -> kpi.id().equals(name)))
            .toList();
    /** What ledger, board and ClickHouse all tell of an agent. */
    static final List<String> OF_AGENTS =
            List.of("login", "pause", "break", "talk", "hold", "wrapUp", "answered", "ringNoAnswer", "ringRefused");
    /** What board and ClickHouse tell of an agent besides. */
    static final List<String> OF_AGENTS_BESIDES = List.of("outAttempts", "outAnswered", "occupancy", "utilisation");

    static FigureSheet of(Figures figures) {
        var queues = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.queues().forEach((queue, truth) -> queues.put(queue, components(truth)));
        var agents = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.agents().forEach((agent, truth) -> agents.put(agent, components(truth)));
        return new FigureSheet(queues, agents);
    }

    List<String> differencesOfQueues(FigureSheet truth) {
        return differences(truth.queues, queues, OF_QUEUES);
    }

    List<String> differencesOfAgents(FigureSheet truth, List<String> names) {
        return differences(truth.agents, agents, names);
    }

    /** In words; who is not told of has nothing but zeros and unknowns. */
    private static List<String> differences(
            Map<String, Map<String, @Nullable Number>> truth,
            Map<String, Map<String, @Nullable Number>> told,
            List<String> names) {
        var differences = new ArrayList<String>();
        var whos = new TreeSet<>(truth.keySet());
        whos.addAll(told.keySet());
        for (var who : whos) {
            var expected = truth.get(who);
            var actual = told.get(who);
            for (var name : names) {
                if (expected == null || actual == null) {
                    var number = Objects.requireNonNull(expected == null ? actual : expected)
                            .get(name);
                    if (number != null && number.doubleValue() != 0) {
                        differences.add(who + ' ' + name + ": " + number + " where the other tells nothing");
                    }
                } else if (!expected.containsKey(name) || !actual.containsKey(name)) {
                    differences.add(who + ' ' + name + " is missing");
                } else if (!same(expected.get(name), actual.get(name))) {
                    differences.add(who + ' ' + name + ": " + expected.get(name) + " is told as " + actual.get(name));
                }
            }
        }
        return differences;
    }

    private static boolean same(@Nullable Number expected, @Nullable Number actual) {
        if (expected == null || actual == null) {
            return expected == null && actual == null;
        }
        return Double.compare(expected.doubleValue(), actual.doubleValue()) == 0;
    }

    private static Map<String, @Nullable Number> components(Record truth) {
        var figures = new TreeMap<String, @Nullable Number>();
        for (var component : truth.getClass().getRecordComponents()) {
            var isBreak = truth instanceof AgentFigures && component.getName().equals("breakTime");
            try {
                figures.put(isBreak ? "break" : component.getName(), (Number)
                        component.getAccessor().invoke(truth));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return figures;
    }
}
