package pulso.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.webhook.WebhookEvent;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.ToldEvent;
import pulso.topology.intake.RowIntake;
import pulso.topology.webhook.WebhookRules;

/** A simulated day with all its faults makes the events that its ledger expects: each once, none besides. */
class WebhookLedgerTest {
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final Instant START = Instant.parse("2026-11-18T03:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = 1)
    void shouldTellWhatTheLedgerExpectsAndNothingElse(long seed) {
        var collected = new Collected();
        var centre = new Centre(Rows.SOURCE, ZONE, RowIntake.Counts.create(), collected, WebhookRules.DEFAULT);
        var rows = new Rows(ZONE);
        var beat = new Beat(centre);

        var ledger = Rehearsal.play(
                SimulationPlan.demo(seed, ZONE, START).withEnd(START.plus(Duration.ofHours(20))), action -> {
                    beat.to(Instant.ofEpochMilli(action.writeAtMillis()));
                    centre.take(rows.of(action));
                });
        beat.to(beat.at.plus(Duration.ofMinutes(11)));

        var expected = counted(ledger.toldEvents().stream().map(WebhookLedgerTest::line));
        var told = counted(collected.events.stream().map(WebhookLedgerTest::line));
        assertThat(differences(expected, told)).isEmpty();
        assertThat(collected.events).extracting(WebhookEvent::id).doesNotHaveDuplicates();
        assertThat(collected.events.stream().map(WebhookEvent::type).distinct().count())
                .isEqualTo(7);
    }

    /** The database's clock, each second. */
    private static final class Beat {
        private final Centre centre;
        private Instant at = START;

        private Beat(Centre centre) {
            this.centre = centre;
        }

        void to(Instant time) {
            while (at.plusSeconds(1).isBefore(time)) {
                at = at.plusSeconds(1);
                centre.heartbeat(new Heartbeat(Rows.SOURCE, at, at, ""));
            }
        }
    }

    private static List<String> differences(Map<String, Long> expected, Map<String, Long> told) {
        var differences = new ArrayList<String>();
        expected.forEach((line, count) -> {
            if (!Objects.equals(count, told.get(line))) {
                differences.add("expected %d, told %d: %s".formatted(count, told.getOrDefault(line, 0L), line));
            }
        });
        told.forEach((line, count) -> {
            if (!expected.containsKey(line)) {
                differences.add("expected 0, told %d: %s".formatted(count, line));
            }
        });
        return differences;
    }

    private static Map<String, Long> counted(Stream<String> lines) {
        return lines.collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }

    private static String line(ToldEvent event) {
        return event.event() + ' ' + new TreeMap<>(event.fields());
    }

    /** What the ledger knows of it, in the same words. */
    private static String line(WebhookEvent event) {
        var fields = new TreeMap<String, String>();
        var names = switch (event.type()) {
            case AGENT_RING_NO_ANSWER -> List.of("agent", "campaign");
            case AGENT_LOG -> List.of("agent", "isLogin");
            case AGENT_BREAK -> List.of("agent", "motive", "isBreak");
            case FINISH_INTERACTION -> List.of("channel", "campaign", "agent", "duration");
            case INTERACTION_DISPOSITION -> List.of("guid", "levels");
            case PASSAGE_ABANDONED -> List.of("channel", "campaign", "enter", "waitSeconds");
            case PASSAGE_FINISHED -> List.of("channel", "campaign", "outcome", "enter", "agent", "talkSeconds");
            case QUEUE_ALERT -> List.<String>of();
        };
        for (var name : names) {
            fields.put(name, name.equals("levels") ? levels(event) : text(event, name));
        }
        return event.type().eventName() + ' ' + fields;
    }

    private static String levels(WebhookEvent event) {
        return Stream.of("value1", "value2", "value3")
                .map(name -> Optional.ofNullable(event.value(name)).orElse(""))
                .collect(Collectors.joining(":"));
    }

    private static String text(WebhookEvent event, String name) {
        var value = String.valueOf(event.value(name));
        boolean isUnattended = name.equals("agent") && "abandoned".equals(event.value("outcome"));
        if (isUnattended) {
            return "null";
        }
        return name.equals("enter") ? Long.toString(OffsetDateTime.parse(value).toEpochSecond()) : value;
    }
}
