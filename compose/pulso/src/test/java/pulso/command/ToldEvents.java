package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pulso.simulator.Ledger;
import pulso.simulator.ToldEvent;

/** What other systems are to be told by webhooks, and what a receiver was told, in the same words. */
final class ToldEvents {
    private ToldEvents() {}

    /** How often the ledger expects each. */
    static Map<String, Long> expected(Ledger ledger) {
        return counted(ledger.toldEvents().stream().map(ToldEvents::line));
    }

    static List<String> missing(Map<String, Long> expected, WebhookRecorder recorder) throws Exception {
        var received = received(recorder);
        return expected.entrySet().stream()
                .filter(entry -> received.getOrDefault(entry.getKey(), 0L) < entry.getValue())
                .map(entry -> entry.getValue() + " of " + entry.getKey())
                .limit(20)
                .toList();
    }

    /** Different events by what they say; the same id says the same, and every signature is right. */
    static Map<String, Long> received(WebhookRecorder recorder) throws Exception {
        var ids = new HashSet<String>();
        var bodies = new HashMap<String, JsonNode>();
        var lines = new ArrayList<String>();
        for (var one : recorder.received()) {
            assertThat(one.verified()).as(one.toString()).isTrue();
            var known = bodies.putIfAbsent(one.id(), one.body());
            assertThat(known == null || known.equals(one.body())).as(one.id()).isTrue();
            if (ids.add(one.id())) {
                lines.add(line(one.body()));
            }
        }
        return counted(lines.stream());
    }

    private static Map<String, Long> counted(Stream<String> lines) {
        return lines.collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }

    private static String line(ToldEvent event) {
        return event.event() + ' ' + new TreeMap<>(event.fields());
    }

    /** What the ledger knows of it, in the same words. */
    private static String line(JsonNode body) {
        var names = switch (body.path("event").asText()) {
            case "AgentRingNoAnswer" -> List.of("agent", "campaign");
            case "AgentLog" -> List.of("agent", "isLogin");
            case "AgentBreak" -> List.of("agent", "motive", "isBreak");
            case "FinishInteraction" -> List.of("channel", "campaign", "agent", "duration");
            case "InteractionDisposition" -> List.of("guid", "levels");
            case "PassageAbandoned" -> List.of("channel", "campaign", "enter", "waitSeconds");
            case "PassageFinished" -> List.of("channel", "campaign", "outcome", "enter", "agent", "talkSeconds");
            default -> List.<String>of();
        };
        var fields = new TreeMap<String, String>();
        names.forEach(name -> fields.put(name, text(body, name)));
        return body.path("event").asText() + ' ' + fields;
    }

    private static String text(JsonNode body, String name) {
        if (name.equals("levels")) {
            return Stream.of("value1", "value2", "value3")
                    .map(level -> body.path(level).asText(""))
                    .collect(Collectors.joining(":"));
        }
        if (name.equals("agent") && body.path("outcome").asText().equals("abandoned")) {
            return "null";
        }
        var text = body.path(name).asText();
        return name.equals("enter") ? Long.toString(OffsetDateTime.parse(text).toEpochSecond()) : text;
    }
}
