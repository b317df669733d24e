package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.simulator.SimulationPlan;

/**
 * A generation takes the place of the first while rows come, and the first takes it back: a receiver is told of each
 * event of the live stream, the same one always by the same id, and board and ClickHouse tell what the ledger tells.
 */
@Tag("long")
final class GoingBackTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int ROWS_PER_SECOND = 12;
    /** As young as rows of a living centre: what is older than its age ends by itself. */
    private static final Duration LENGTH = Duration.ofMinutes(90);

    private static final Duration ENDED_BEFORE = Duration.ofMinutes(20);
    private static final Duration LATE_EVENTS = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void shouldTellOfEachEventOnceThoughGenerationsChange() throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(ENDED_BEFORE);
        try (var recorder = new WebhookRecorder(SECRET, folder.resolve("received.jsonl"));
                var centre = new SimulatedCentre(
                        folder.resolve("mariadb"),
                        8,
                        1,
                        0,
                        plan -> SimulationPlan.demo(plan.seed(), plan.zone(), end.minus(LENGTH))
                                .withEnd(end)
                                .withFaults(WebhookHourTest.FAULTS));
                var captured = new CapturedCentre(
                        centre,
                        folder.resolve("pulso"),
                        Map.of("PULSO_WEBHOOK_ALLOW", "127.0.0.1", "PULSO_WEBHOOK_MAX_AGE_SECONDS", "172800"))) {
            captured.awaitReady();
            register(recorder, captured);
            var writing = Thread.ofPlatform()
                    .name("centre")
                    .start(() -> centre.simulator().runAtRate(ROWS_PER_SECOND, Duration.ofMinutes(10)));
            var replays = new Replays(captured.ports());

            // When
            var there = promoted(replays, recorder, "--as", "next");
            var back = promoted(replays, recorder, "--as", "g1", "--resume");
            writing.interrupt();
            writing.join();
            assertThat(centre.writeToEnd()).as("rows that are left").isPositive();

            // Then
            assertThat(there).as("events told before the first promotion").isPositive();
            assertThat(back).as("and before the second").isGreaterThan(there);
            assertThat(replays.run("--list").output()).contains("* g1");
            captured.awaitDrained();
            captured.assertWitnessesAgree(_ -> new Witnesses.Window(centre.at(0, 0), centre.at(24, 0), 20));
            assertIsShown(captured);
            var expected = ToldEvents.expected(centre.ledger());
            Await.until("every event", LIMIT, () -> captured, () -> {
                var missing = ToldEvents.missing(expected, recorder);
                if (!missing.isEmpty()) {
                    throw new IllegalStateException("missing " + missing);
                }
                return true;
            });
            Thread.sleep(LATE_EVENTS);
            assertThat(ToldEvents.received(recorder)).isEqualTo(expected);
            assertNothingIsLeftBehind(replays);
        }
    }

    /** Returns how many requests had come before the promotion. */
    private int promoted(Replays replays, WebhookRecorder recorder, String... arguments) throws Exception {
        var name = arguments[1];
        try (var begun = replays.beginAndFollow(folder.resolve("replay-of-" + name), arguments)) {
            int told = recorder.received().size();
            var promoted = replays.promote(name);
            assertThat(promoted.exitCode()).as(promoted.output()).isZero();
            assertThat(promoted.output()).contains("it is folded by the Pulso that runs all the time");
            assertThat(begun.awaitEnd(LIMIT)).as(begun.toString()).isZero();
            return told;
        }
    }

    private static void assertIsShown(CapturedCentre captured) throws Exception {
        try (var warehouse = new Warehouse(captured.ports().clickHouse())) {
            assertThat(warehouse.column("SELECT toString(max(enter)) FROM pulso.passages"))
                    .isEqualTo(warehouse.column("SELECT toString(max(enter)) FROM pulso_g1.passages FINAL"))
                    .isNotEqualTo(warehouse.column("SELECT toString(max(enter)) FROM pulso_next.passages FINAL"));
        }
    }

    /** What was shown in between can be dropped, with all that bears its name. */
    private static void assertNothingIsLeftBehind(Replays replays) throws Exception {
        var dropped = replays.run("--drop", "next");
        assertThat(dropped.exitCode()).as(dropped.output()).isZero();
        assertThat(replays.traces("next")).isEmpty();
    }

    private static void register(WebhookRecorder recorder, CapturedCentre captured) throws Exception {
        var token = Files.readString(captured.data().resolve("admin-token")).strip();
        var body = new ObjectMapper()
                .createObjectNode()
                .put("url", recorder.url())
                .put("secret", SECRET)
                .put("date", "iso8601");
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + captured.ports().http() + "/api/v1/webhooks"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
