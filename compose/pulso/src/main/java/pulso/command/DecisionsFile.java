package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.command.Decision.Slots;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;

/** Reads what {@code settings} of pulso.yaml says of a source's queues, groups and agents. */
final class DecisionsFile {
    private static final String DEFAULT_QUEUE = "*";
    private static final List<String> SECTIONS = List.of("queues", "groups", "agents");
    private static final List<String> OF_QUEUE = List.of("threshold", "short", "group", "opening", "holidays");
    private static final List<String> OF_AGENT = List.of("name", "number");
    private static final int LONGEST_SECONDS = 86_400;

    private final String key;
    private final Map<String, Queue> queues = new TreeMap<>();
    private final List<Decision> agents = new ArrayList<>();

    /** A queue as it is being read. */
    private static final class Queue {
        private @Nullable Integer threshold;
        private @Nullable Integer shortSeconds;
        private @Nullable String group;
        private @Nullable List<OpeningHours.Span> opening;
        private @Nullable List<String> holidays;

        /** Hours and holidays are one slot, so a queue that says one of them takes the other from the default. */
        private Slots slots(@Nullable Queue fallback) {
            var hours = opening != null || fallback == null ? opening : fallback.opening;
            var closed = holidays != null || fallback == null ? holidays : fallback.holidays;
            boolean isSilent = opening == null && holidays == null;
            return new Slots(
                    threshold,
                    shortSeconds,
                    group,
                    isSilent
                            ? null
                            : new OpeningHours(hours == null ? List.of() : hours, closed == null ? List.of() : closed),
                    null,
                    null,
                    null);
        }
    }

    private DecisionsFile(String key) {
        this.key = key;
    }

    /** The decisions, queues first. */
    static List<Decision> read(String key, @Nullable JsonNode tree) {
        if (tree == null || tree.isNull()) {
            return List.of();
        }
        var file = new DecisionsFile(key);
        file.readSections(tree);
        var decisions = new ArrayList<Decision>();
        var fallback = file.queues.get("");
        file.queues.forEach((name, queue) -> decisions.add(
                new Decision(Setting.Kind.QUEUE, name, queue.slots(queue == fallback ? null : fallback))));
        decisions.addAll(file.agents);
        return List.copyOf(decisions);
    }

    private void readSections(JsonNode tree) {
        requireMap(key, tree);
        for (var section : tree.properties()) {
            var place = key + '.' + section.getKey();
            requireMap(place, section.getValue());
            switch (section.getKey()) {
                case "queues" -> section.getValue().properties().forEach(queue -> readQueue(place, queue));
                case "groups" -> section.getValue().properties().forEach(group -> readGroup(place, group));
                case "agents" -> section.getValue().properties().forEach(agent -> readAgent(place, agent));
                case String other -> throw unknown(key, other, SECTIONS);
            }
        }
    }

    private void readQueue(String above, Map.Entry<String, JsonNode> entry) {
        var place = above + '.' + entry.getKey();
        requireMap(place, entry.getValue());
        var queue = queue(entry.getKey());
        for (var field : entry.getValue().properties()) {
            var at = place + '.' + field.getKey();
            var value = field.getValue();
            switch (field.getKey()) {
                case "threshold" -> queue.threshold = seconds(at, value);
                case "short" -> queue.shortSeconds = seconds(at, value);
                case "group" -> assign(queue, value.asText(), at);
                case "opening" -> queue.opening = OpeningText.read(at, value);
                case "holidays" -> queue.holidays = holidays(at, value);
                case String other -> throw unknown(place, other, OF_QUEUE);
            }
        }
    }

    private void readGroup(String above, Map.Entry<String, JsonNode> entry) {
        var place = above + '.' + entry.getKey();
        if (!entry.getValue().isArray()) {
            throw new ConfigException(place + " should be a list of queues, like [\"Ventas<-\", \"Soporte<-\"]");
        }
        entry.getValue().forEach(name -> assign(queue(name.asText()), entry.getKey(), place));
    }

    private static void assign(Queue queue, String group, String place) {
        if (queue.group != null && !queue.group.equals(group)) {
            throw new ConfigException(
                    place + " puts a queue into '" + group + "' that is in '" + queue.group + "' already");
        }
        queue.group = group.isBlank() ? null : group.strip();
    }

    private void readAgent(String above, Map.Entry<String, JsonNode> entry) {
        var place = above + '.' + entry.getKey();
        requireMap(place, entry.getValue());
        var slots = new HashMap<String, String>();
        for (var field : entry.getValue().properties()) {
            if (!OF_AGENT.contains(field.getKey())) {
                throw unknown(place, field.getKey(), OF_AGENT);
            }
            slots.put(field.getKey(), field.getValue().asText().strip());
        }
        agents.add(new Decision(
                Setting.Kind.AGENT,
                entry.getKey(),
                Slots.agent(filled(slots.get("name")), filled(slots.get("number")))));
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private Queue queue(String name) {
        return queues.computeIfAbsent(name.equals(DEFAULT_QUEUE) ? "" : name, _ -> new Queue());
    }

    private static int seconds(String place, JsonNode value) {
        try {
            int seconds = Integer.parseInt(value.asText().strip());
            if (seconds >= 0 && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // Told below like a number out of bounds.
        }
        throw new ConfigException(
                place + " must be seconds in 0.." + LONGEST_SECONDS + ", is '" + value.asText() + "'");
    }

    private static List<String> holidays(String place, JsonNode value) {
        var days = new ArrayList<String>();
        for (var day : value.isArray() ? value : List.of(value)) {
            try {
                days.add(LocalDate.parse(day.asText().strip()).toString());
            } catch (DateTimeException _) {
                throw new ConfigException(place + " '" + day.asText() + "' is no day; write it like 2026-12-25");
            }
        }
        return List.copyOf(days);
    }

    private static void requireMap(String place, JsonNode node) {
        if (!node.isObject()) {
            throw new ConfigException(place + " should hold settings, not '" + node.asText() + "'");
        }
    }

    private static ConfigException unknown(String place, String name, List<String> known) {
        return new ConfigException("unknown setting '" + place + '.' + name + "'; did you mean '" + place + '.'
                + Spelling.nearest(name, known) + "'?");
    }
}
