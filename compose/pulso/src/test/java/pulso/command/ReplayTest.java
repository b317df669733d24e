package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that is folded once more, beside the Pulso that has folded it. */
final class ReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORGOTTEN = 3;

    @TempDir
    Path folder;

    @Test
    void shouldFoldTheSameAgainAndShowWhatAnotherAgeChanges() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 5, 0.05, 0)) {
            centre.writeToEnd();
            forgetTheEndOfSomeCalls(centre);
            try (var captured = new CapturedCentre(centre, folder.resolve("pulso"));
                    var warehouse = new Warehouse(captured.ports().clickHouse())) {
                captured.awaitReady();
                captured.awaitDrained();
                var replays = new Replays(captured.ports());
                var end = centre.at(24, 0).toString();

                // When
                var same = replays.run("--as", "same", "--to", end);
                var shorter = replays.run("--as", "shorter", "--to", end, "--set", "age.telephony=1h");

                // Then
                assertThat(same.exitCode()).as(same.output()).isZero();
                assertThat(shorter.exitCode()).as(shorter.output()).isZero();
                assertNothingDiffers(replays.run("--compare", "same"));
                assertThat(changed(replays.run("--compare", "shorter", "--json")))
                        .isEqualTo(new TreeSet<>(warehouse.column(touchedByAnAgeOfAnHour())))
                        .hasSizeBetween(FORGOTTEN, 10);
                assertShowsWhatIsAskedFor(replays, "shorter");
                assertThat(replays.run("--as", "same").exitCode())
                        .as("it is there already")
                        .isEqualTo(2);
                assertThat(replays.run("--drop", "g1").exitCode())
                        .as("it is shown")
                        .isEqualTo(2);

                // When
                var dropped = replays.run("--drop", "same");

                // Then
                assertThat(dropped.exitCode()).as(dropped.output()).isZero();
                assertThat(replays.traces("same")).isEmpty();
                assertThat(replays.traces("shorter")).isNotEmpty();
                assertThat(warehouse.column("SELECT name FROM system.databases"))
                        .contains("pulso_g1", "pulso_shorter")
                        .doesNotContain("pulso_same");
                assertThat(replays.run("--list").output()).contains("* g1").doesNotContain("same");
                assertNothingDiffers(replays.run("--compare", "g1", "--to", end, "--with", "g1"));
                assertErased(replays, warehouse);
            }
        }
    }

    /** Some figures, queues or days of what differs, and nothing else. */
    private static void assertShowsWhatIsAskedFor(Replays replays, String name) throws Exception {
        var all = told(replays.run("--compare", name, "--json"));
        var differing = figures(all).toList();
        assertThat(differing).isNotEmpty();
        var kpi = differing.getFirst().get("kpi").asText();
        var passage = all.get("passages").get(0).get("key");
        var queue = passage.get(3).asText();

        var ofKpi = told(replays.run("--compare", name, "--json", "--kpi", "rating," + kpi));
        var ofQueue = told(replays.run("--compare", name, "--json", "--queue", queue));
        var ofDay = told(replays.run("--compare", name, "--json", "--days", "1"));

        assertThat(figures(ofKpi))
                .containsExactlyElementsOf(differing.stream()
                        .filter(figure ->
                                Set.of("rating", kpi).contains(figure.get("kpi").asText()))
                        .toList());
        assertThat(ofKpi.get("summary").findValuesAsText("differing").stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .isEqualTo(figures(ofKpi).count());
        assertThat(ofKpi.get("passagesCompared").isNull()).isTrue();
        assertThat(ofQueue.get("agents")).isEmpty();
        assertThat(ofQueue.get("passages"))
                .contains(all.get("passages").get(0))
                .allSatisfy(each -> assertThat(each.get("key").get(3)).isEqualTo(passage.get(3)));
        assertThat(ofQueue.get("passagesCompared").asLong())
                .isBetween(1L, all.get("passagesCompared").asLong() - 1);
        assertThat(figures(ofDay)).containsExactlyElementsOf(differing);
        var today = differing.getFirst().get("day").asText();
        assertThat(replays.run("--compare", name, "--days", "1", "--to", today).exitCode())
                .as("the day before")
                .isZero();
        assertRefused(replays.run("--compare", name, "--kpi", "talked"), "did you mean 'talk'?", "transfersTaken");
        assertRefused(replays.run("--compare", name, "--queue", "Nobodys"), "no queue 'Nobodys'", queue);
        assertRefused(replays.run("--compare", name, "--days", "2", "--from", today), "--days and --from");
    }

    private static JsonNode told(Replays.Outcome compared) throws Exception {
        assertThat(compared.exitCode()).as(compared.output()).isLessThan(2);
        return JSON.readTree(compared.output());
    }

    private static Stream<JsonNode> figures(JsonNode told) {
        return Stream.of("queues", "agents")
                .flatMap(list -> StreamSupport.stream(told.get(list).spliterator(), false));
    }

    private static void assertRefused(Replays.Outcome outcome, String... words) {
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
        assertThat(outcome.output()).contains(words);
    }

    /** Of every generation and of the rows, and told of the topics that hold rows of callers. */
    private static void assertErased(Replays replays, Warehouse warehouse) throws Exception {
        var caller = warehouse
                .column("SELECT caller FROM pulso.passages WHERE channel = 'telephony' AND length(caller) > 5 LIMIT 1")
                .getFirst();

        var erased = replays.erase(caller);

        assertThat(erased.exitCode()).as(erased.output()).isZero();
        var told = JSON.readTree(erased.output());
        assertThat(told.get("erased").findValuesAsText("table"))
                .contains("pulso_g1.passages", "pulso_shorter.passages", "pulso_raw.queue_log");
        assertThat(told.get("topics").findValuesAsText("topic"))
                .contains("ucontact.ccrepo.QUEUE_LOG_REPO", "ucontact.ccrepo.CDR_REPO", "pulso.g1.passages")
                .doesNotContain(
                        "ucontact.heartbeat",
                        "ucontact.ingest.offsets",
                        "ucontact.ccdata.webhooks",
                        "ucontact.ccrepo.AUDITORY",
                        "pulso.g1.agents");
        assertThat(warehouse.column("SELECT toString(count()) FROM pulso.passages WHERE caller = '" + caller + "'"))
                .containsExactly("0");
        assertThat(JSON.readTree(replays.erase(caller).output()).get("erased")).isEmpty();
    }

    /** So that there is something which only its age ends. */
    private static void forgetTheEndOfSomeCalls(SimulatedCentre centre) throws Exception {
        var answered = new ArrayList<String>();
        for (var row : centre.rows("QUEUE_LOG_REPO")) {
            var callid = row.text("callid");
            if (callid != null && "COMPLETECALLER".equals(row.text("event")) && answered.size() < FORGOTTEN) {
                answered.add(callid);
            }
        }
        assertThat(answered).hasSize(FORGOTTEN);
        for (var callid : answered) {
            centre.execute("DELETE FROM QUEUE_LOG_REPO WHERE event = 'COMPLETECALLER' AND callid = '" + callid + "'");
        }
    }

    private static void assertNothingDiffers(Replays.Outcome compared) {
        assertThat(compared.exitCode()).as(compared.output()).isZero();
        assertThat(compared.output()).containsPattern(": 0 of \\d[\\d,]{2,} figures differ, 0 of \\d{2,} passages");
    }

    /** Of what the log never ended: all that was open for longer. */
    private static String touchedByAnAgeOfAnHour() {
        return """
            SELECT DISTINCT interaction FROM pulso_g1.passages FINAL
            WHERE channel = 'telephony' AND (outcome IN ('open', 'system') OR outcome = 'answered' AND ifNull(end_type, 'system') = 'system')
                AND coalesce(talk_end, wait_end, now64()) > enter + INTERVAL 1 HOUR""";
    }

    private static Set<String> changed(Replays.Outcome compared) throws Exception {
        assertThat(compared.exitCode()).as(compared.output()).isEqualTo(1);
        JsonNode told = JSON.readTree(compared.output());
        assertThat(told.get("passagesDiffering").asInt())
                .isEqualTo(told.get("passages").size());
        return new TreeSet<>(StreamSupport.stream(told.get("passages").spliterator(), false)
                .map(passage -> passage.get("key").get(2).asText())
                .toList());
    }
}
