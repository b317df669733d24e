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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedMariaDb;
import pulso.simulator.Faults;
import pulso.simulator.SimulationPlan;
import pulso.simulator.Simulator;

/**
 * A simulated hour from the database to a receiver that verifies each signature, while the process that delivers is killed
 * again and again: every event that the ledger expects arrives, none that it does not, the same one always with the same
 * id.
 */
@Tag("long")
final class WebhookHourTest {
    /** Where it is about noon: by night little happens. */
    private static final ZoneId ZONE = zoneAtNoon();

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final int KILLS = 4;
    private static final Duration LIFE = Duration.ofSeconds(12);
    /** All of demo but one: a lost wrap-up is waited for for ten minutes of real time. */
    static final Faults FAULTS =
            new Faults(1.0 / 3, 0.5, 0.002, 0.004, 0.06, 0, 0.3, 0.01, 0.15, 0, 0.25, 0.004, 0.02, 1.5);

    @TempDir
    Path folder;

    private final Ports ports = Ports.free();
    private final Ports deliverysPorts = Ports.free();

    @Test
    void shouldTellAReceiverWhatTheLedgerExpectsThoughTheSinkIsKilled() throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(20));
        var plan = SimulationPlan.demo(7, ZONE, end.minus(Duration.ofHours(1)))
                .withEnd(end)
                .withFaults(FAULTS);
        try (var recorder = new WebhookRecorder(SECRET, folder.resolve("received.jsonl"));
                var database = EmbeddedMariaDb.start(folder.resolve("mariadb"), 0, ZONE, Durability.FAST);
                var simulator = Simulator.open(
                        database.jdbcUrl("ccrepo"), database.adminUser(), database.adminPassword(), plan);
                var pipeline = start("pipeline", "ingest,topology", database, ports)) {
            var delivery = start("delivery", "webhook,wallboard", database, deliverysPorts);
            try {
                register(recorder, delivery);
                awaitFolding(pipeline);

                simulator.writeToEnd();
                for (int kill = 0; kill < KILLS; kill++) {
                    Thread.sleep(LIFE);
                    delivery.kill();
                    delivery = start("delivery", "webhook,wallboard", database, deliverysPorts);
                }

                var expected = ToldEvents.expected(simulator.ledger());
                Await.until("every event", LIMIT, () -> pipeline, () -> {
                    var missing = ToldEvents.missing(expected, recorder);
                    if (!missing.isEmpty()) {
                        throw new IllegalStateException("missing " + missing);
                    }
                    return true;
                });
                Thread.sleep(LIFE);
                assertThat(ToldEvents.received(recorder)).isEqualTo(expected);
                assertThat(recorder.received().size()).isGreaterThan(300);
                assertSessionsAreInOrder(recorder);
            } finally {
                delivery.close();
            }
        }
    }

    private static ZoneId zoneAtNoon() {
        int east = 12 - OffsetDateTime.now(ZoneOffset.UTC).getHour();
        return ZoneId.of(east == 0 ? "Etc/GMT" : "Etc/GMT" + (east < 0 ? "+" : "-") + Math.abs(east));
    }

    private PulsoProcess start(String name, String roles, EmbeddedMariaDb database, Ports own) throws Exception {
        var place = Files.createDirectories(folder.resolve(name));
        var settings = new HashMap<>(Map.of(
                "PULSO_DATA", place.resolve("data").toString(),
                "PULSO_SOURCE_URL", "jdbc:mariadb://127.0.0.1:" + database.port(),
                "PULSO_SOURCE_USER", database.captureUser(),
                "PULSO_SOURCE_PASSWORD", database.capturePassword(),
                "PULSO_SOURCE_ZONE", ZONE.getId(),
                "PULSO_KAFKA_PORT", Integer.toString(ports.kafka()),
                "PULSO_CLICKHOUSE_PORT", Integer.toString(own.clickHouse()),
                "PULSO_HTTP_PORT", Integer.toString(own.http()),
                "PULSO_WEBHOOK_ALLOW", "127.0.0.1",
                "PULSO_WEBHOOK_MAX_AGE_SECONDS", "86400"));
        if (own.equals(deliverysPorts)) {
            settings.put("PULSO_KAFKA_BOOTSTRAP", "localhost:" + ports.kafka());
        }
        return PulsoProcess.start(place, "UTC", settings, List.of("run", "--role", roles));
    }

    /** Through the API of the process that delivers, which is there once Kafka is. */
    private void register(WebhookRecorder recorder, PulsoProcess delivery) throws Exception {
        var token = folder.resolve("delivery").resolve("data").resolve("admin-token");
        var body = new ObjectMapper()
                .createObjectNode()
                .put("url", recorder.url())
                .put("secret", SECRET)
                .put("date", "iso8601");
        try (var http = HttpClient.newHttpClient()) {
            Await.until("an endpoint", LIMIT, () -> delivery, () -> {
                var request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + deliverysPorts.http() + "/api/v1/webhooks"))
                        .header(
                                "Authorization",
                                "Bearer " + Files.readString(token).strip())
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
                return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
            });
        }
    }

    private void awaitFolding(PulsoProcess pipeline) throws Exception {
        try (var topics = new RawTopics(ports.kafka())) {
            Await.until("a complete snapshot", LIMIT, () -> pipeline, () -> {
                var status = topics.status();
                return status != null && status.completeEpoch() > 0;
            });
        }
    }

    /** Each agent's logins and breaks first come in the order in which they happened. */
    private static void assertSessionsAreInOrder(WebhookRecorder recorder) throws Exception {
        var ids = new HashSet<String>();
        var latest = new HashMap<String, OffsetDateTime>();
        for (var one : recorder.received()) {
            var event = one.body().path("event").asText();
            if ((event.equals("AgentLog") || event.equals("AgentBreak")) && ids.add(one.id())) {
                var date = OffsetDateTime.parse(one.body().path("date").asText());
                var before = latest.put(one.body().path("agent").asText(), date);
                assertThat(before == null || !date.isBefore(before))
                        .as("%s after %s", one.body(), before)
                        .isTrue();
            }
        }
    }
}
