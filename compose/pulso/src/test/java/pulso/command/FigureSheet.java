package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.simulator.Figures;
import pulso.simulator.QueueFigures;

/**
 * The figures of a window as one of the witnesses tells them: by channel and queue, or agent, then by name, as the HTTP API
 * names them.
 */
record FigureSheet(
        SortedMap<String, Map<String, @Nullable Number>> queues,
        SortedMap<String, Map<String, @Nullable Number>> agents) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every figure of a queue that the ledger counts and the catalogue names. */
    static final List<String> OF_QUEUES = Arrays.stream(QueueFigures.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(FigureSheet::isInTheCatalogue)
            .toList();
    /** What the ledger makes of them: means, rates and sums. */
    static final List<String> MADE_OF_QUEUES = Arrays.stream(QueueFigures.class.getDeclaredMethods())
            .filter(method -> method.getParameterCount() == 0)
            .map(Method::getName)
            .filter(name -> isInTheCatalogue(name) && !OF_QUEUES.contains(name))
            .toList();
    /** What ledger, board and ClickHouse all tell of an agent. */
    static final List<String> OF_AGENTS = List.of(
            "login",
            "pause",
            "break",
            "talk",
            "hold",
            "wrapUp",
            "answered",
            "ringNoAnswer",
            "ringRefused",
            "transfersTaken",
            "outAttempts",
            "outAnswered",
            "occupancy",
            "utilisation");
    /** What ledger and board make of them. */
    static final List<String> MADE_OF_AGENTS = List.of("available", "ringNoAnswerRate");

    static FigureSheet of(Figures figures) {
        var queues = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.channels()
                .forEach((channel, named) ->
                        named.forEach((queue, truth) -> queues.put(queueOf(channel.id(), queue), numbers(truth))));
        var agents = new TreeMap<String, Map<String, @Nullable Number>>();
        figures.agents().forEach((agent, truth) -> agents.put(agent, numbers(truth)));
        return new FigureSheet(queues, agents);
    }

    /** The sheet without some agents. */
    FigureSheet without(Set<String> names) {
        var others = new TreeMap<>(agents);
        others.keySet().removeAll(names);
        return new FigureSheet(queues, others);
    }

    /** How a queue of a channel is called in a sheet. */
    static String queueOf(String channel, String queue) {
        return channel + ' ' + queue;
    }

    List<String> differencesOfQueues(FigureSheet truth, List<String> names) {
        return differences(truth.queues, queues, names);
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

    private static boolean isInTheCatalogue(String name) {
        return Arrays.stream(Kpi.values()).anyMatch(kpi -> kpi.id().equals(name));
    }

    private static Map<String, @Nullable Number> numbers(Record truth) {
        return numbers(JSON.<JsonNode>valueToTree(truth));
    }

    /** The fields of an object that hold a number or are unknown. */
    static Map<String, @Nullable Number> numbers(JsonNode object) {
        var numbers = new TreeMap<String, @Nullable Number>();
        for (var field : object.properties()) {
            if (field.getValue().isNumber() || field.getValue().isNull()) {
                numbers.put(field.getKey(), field.getValue().numberValue());
            }
        }
        return numbers;
    }
}
