package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedMariaDb;
import pulso.schemas.webhook.WebhookType;
import pulso.simulator.SimulationPlan;
import pulso.simulator.Simulator;

/** Webhooks as people manage them, by command, over HTTP and by row, of a Pulso that captures a database. */
final class WebhooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Ports PORTS = Ports.free();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    private static EmbeddedMariaDb database;
    private static PulsoProcess process;
    private static HttpServer receiver;
    private static Typed typed;
    private static volatile int answers = 204;

    @BeforeAll
    static void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            TOLD.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answers, -1);
            exchange.close();
        });
        receiver.start();
        database = EmbeddedMariaDb.start(folder.resolve("mariadb"), 0, ZONE, Durability.FAST);
        try (var _ = Simulator.open(
                database.jdbcUrl("ccrepo"),
                database.adminUser(),
                database.adminPassword(),
                SimulationPlan.demo(3, ZONE, Instant.now()))) {
            // Makes the tables and the rows of webhooks without a url.
        }
        process = PulsoProcess.start(
                Files.createDirectories(folder.resolve("pulso")),
                "UTC",
                Map.of(
                        "PULSO_DATA", data().toString(),
                        "PULSO_SOURCE_URL", "jdbc:mariadb://127.0.0.1:" + database.port(),
                        "PULSO_SOURCE_USER", database.captureUser(),
                        "PULSO_SOURCE_PASSWORD", database.capturePassword(),
                        "PULSO_SOURCE_ZONE", ZONE.getId(),
                        "PULSO_KAFKA_PORT", Integer.toString(PORTS.kafka()),
                        "PULSO_HTTP_PORT", Integer.toString(PORTS.http()),
                        "PULSO_WEBHOOK_ALLOW", "127.0.0.1"),
                List.of("run", "--role", "ingest,webhook,wallboard"));
        typed = new Typed("http://127.0.0.1:" + PORTS.http(), data());
        Await.until(
                "webhooks are there",
                LIMIT,
                () -> process,
                () -> typed.run("list").exitCode() == 0);
    }

    @AfterAll
    static void stop() {
        process.close();
        database.close();
        receiver.stop(0);
        HTTP.close();
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    @Test
    void shouldDoWhatIsTyped() throws Exception {
        // When
        var added = typed.run("add", url(), "--event", "AgentLog", "--description", "of the test", "--json");

        // Then
        assertThat(added.exitCode()).as(added.output()).isZero();
        var endpoint = JSON.readTree(added.output());
        var id = endpoint.path("id").asText();
        assertThat(endpoint.path("secret").asText()).startsWith("whsec_");
        assertThat(typed.run("secret", id).output())
                .isEqualTo(endpoint.path("secret").asText() + '\n');
        assertThat(typed.run("list").output()).contains(id, "AgentLog", url(), "of the test");

        var fired = typed.run("test", id, "--event", "AgentBreak");
        assertThat(fired.exitCode()).as(fired.output()).isZero();
        assertThat(fired.output()).contains("AgentBreak", "delivered, status 204", "\"isBreak\":true");
        assertThat(TOLD).anySatisfy(told -> assertThat(fired.output()).contains(told));
        assertThat(typed.run("deliveries", id).output()).contains("AgentBreak", "status 204");
        assertThat(typed.run("pause", id).output()).contains("paused");
        assertThat(typed.run("resume", id).output()).doesNotContain("paused");
        assertThat(typed.run("replay", id, "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z")
                        .exitCode())
                .isZero();
        assertThat(typed.run("dead", id).output()).isEqualTo("nothing was given up\n");
        assertThat(typed.run("redrive", id).output()).isEqualTo("0 events are tried anew\n");
        var rotated = typed.run("rotate-secret", id, "--overlap", "60");
        assertThat(rotated.output())
                .startsWith("whsec_")
                .isNotEqualTo(endpoint.path("secret").asText() + '\n');

        answers = 500;
        var failed = typed.run("test", id);
        answers = 204;
        assertThat(failed.exitCode()).as("a test that fails").isEqualTo(1);
        assertThat(failed.output()).contains("given_up, status 500");

        assertThat(typed.run("remove", id).exitCode()).isZero();
        assertThat(typed.run("list").output()).doesNotContain(id);
    }

    @Test
    void shouldSayHowToMendWhatIsTypedWrongly() throws Exception {
        var typing = new Typed("http://127.0.0.1:" + PORTS.http(), data());
        var id = JSON.readTree(typing.run("add", url(), "--json").output())
                .path("id")
                .asText();

        assertSaid(typing.run("test", id + "x"), 2, "no endpoint '" + id + "x'; nearest is " + id);
        assertSaid(typing.run("add", url(), "--event", "AgentLogg"), 2, "nearest is AgentLog");
        assertSaid(typing.run("add", url(), "--date", "legcy"), 2, "nearest is legacy");
        assertSaid(typing.run("add", url(), "--source", "ucontct"), 2, "nearest is ucontact");
        assertSaid(typing.run("add", url(), "--concurrency", "0"), 2, "whole number of 1 to 1000");
        assertSaid(typing.run("add", "https://example.com/" + "x".repeat(250)), 2, "at most 256 characters");
        assertSaid(typing.run("replay", id, "--from", "yesterday", "--to", "today"), 2, "2026-11-20T08:00:00-03:00");
        assertSaid(typing.run("rotate-secret", id, "--overlap", "-1"), 2, "'overlap' must be seconds");
        assertSaid(typing.run("add"), 2, "Missing required parameter: 'URL'");
        assertSaid(typing.run(), 2, "which command?");
        assertSaid(typing.run("list", "--help"), 0, "--json");
        var refused = typing.run("add", "https://169.254.169.254/latest");
        assertSaid(refused, 0, "disabled");
        var stranger = Files.createDirectories(folder.resolve("stranger"));
        assertSaid(new Typed(typing.url(), stranger).run("list"), 2, "name the data folder");
        Files.writeString(stranger.resolve("admin-token"), "wrong");
        assertSaid(new Typed(typing.url(), stranger).run("list"), 2, "another admin token");
        assertSaid(new Typed("http://127.0.0.1:" + PORTS.mariaDb(), data()).run("list"), 1, "start one");
    }

    private static void assertSaid(Typed.Outcome outcome, int exitCode, String mend) {
        assertThat(outcome.output()).contains(mend);
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(exitCode);
    }

    @Test
    void shouldDescribeItsAddressesAndAnswers() throws Exception {
        var description = description();
        var id = ask("POST", "", "{\"url\": \"%s\"}".formatted(url()))
                .body()
                .path("id")
                .asText();
        var answers = Map.of(
                "", ask("GET", "", ""),
                "/{id}", ask("GET", "/" + id, ""),
                "/{id}/test", ask("POST", "/" + id + "/test", ""),
                "/{id}/deliveries", ask("GET", "/" + id + "/deliveries", ""),
                "/{id}/secret", ask("GET", "/" + id + "/secret", ""),
                "/{id}/redrive", ask("POST", "/" + id + "/redrive", ""));

        answers.forEach((path, answer) -> {
            var verb = path.endsWith("/test") || path.endsWith("/redrive") ? "post" : "get";
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertDescribed(description, schema(description, "/api/v1/webhooks" + path, verb), answer.body());
        });
        assertDescribed(
                description,
                description.at("/components/schemas/WebhookEndpoint"),
                ask("GET", "", "").body().at("/endpoints/0"));
        assertThat(texts(description.at("/components/schemas/WebhookDelivery/properties/event/enum")))
                .isEqualTo(List.of(WebhookType.values()).stream()
                        .map(WebhookType::eventName)
                        .toList());
        for (var path : description.path("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                if (path.getKey().startsWith("/api/v1/webhooks")) {
                    assertRefuses(path.getKey(), verb.getKey().toUpperCase(Locale.ROOT));
                }
            }
        }
        assertThat(ask("GET", "/" + id + "/nothing", "").status()).isEqualTo(404);
        assertThat(ask("PUT", "/" + id, "").status()).isEqualTo(405);
        assertThat(ask("POST", "", "[]").status()).isEqualTo(400);
        assertThat(ask("DELETE", "/" + id, "").body().path("removed").asText()).isEqualTo(id);
    }

    /** What is described is there, wants the token, and takes no parameter that is not described. */
    private static void assertRefuses(String path, String verb) throws Exception {
        var rest = path.substring("/api/v1/webhooks".length());
        assertThat(send(verb, path, "", "nobody").statusCode()).as(path).isEqualTo(401);
        var unknown = ask(verb, rest.replace("{id}", "nobody"), "{}");
        assertThat(unknown.status()).as(path).isEqualTo(rest.isEmpty() ? (verb.equals("GET") ? 200 : 400) : 404);
        var asked = ask(verb, rest.replace("{id}", "nobody") + "?evnt=1", "{}");
        assertThat(asked.status()).as(path).isEqualTo(400);
        assertThat(asked.body().path("error").asText()).isEqualTo("unknown-parameter");
    }

    @Test
    void shouldFollowRowsWithinTwoSeconds() throws Exception {
        var taken = new ArrayList<Duration>();
        taken.add(until(
                "INSERT INTO ccdata.webhooks (Id, name, event, url) VALUES (77, 'n', 'AgentLog', '%s')"
                        .formatted(url()),
                "active"));
        taken.add(until("UPDATE ccdata.webhooks SET url = 'https://10.0.0.1/' WHERE Id = 77", "disabled"));
        taken.add(until("UPDATE ccdata.webhooks SET url = '%s' WHERE Id = 77".formatted(url()), "active"));
        taken.add(until("UPDATE ccdata.webhooks SET url = '' WHERE Id = 77", "gone"));
        taken.add(until("UPDATE ccdata.webhooks SET url = '%s' WHERE Id = 77".formatted(url()), "active"));
        taken.add(until("DELETE FROM ccdata.webhooks WHERE Id = 77", "gone"));

        assertThat(taken.stream().sorted().toList().get(taken.size() / 2))
                .as("the middle of " + taken)
                .isLessThan(PROMISED);
    }

    /** How long after its commit a statement is in force. */
    private static Duration until(String statement, String state) throws Exception {
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl("ccdata"), database.adminUser(), database.adminPassword());
                var executing = connection.createStatement()) {
            executing.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
        long committed = System.nanoTime();
        Await.until(state + " after " + statement, Duration.ofSeconds(20), () -> process, () -> state().equals(state));
        return Duration.ofNanos(System.nanoTime() - committed);
    }

    private static String state() throws Exception {
        var answer = ask("GET", "/ucontact-table-77", "");
        if (answer.status() == 404) {
            return "gone";
        }
        return answer.body().path("disabledReason").isNull() ? "active" : "disabled";
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer ask(String method, String path, String body) throws Exception {
        var token = Files.readString(data().resolve("admin-token")).strip();
        var response = send(method, "/api/v1/webhooks" + path, body, token);
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    private static HttpResponse<String> send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + PORTS.http() + path.replace("{id}", "nobody"));
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static JsonNode description() throws Exception {
        return JSON.readTree(send("GET", "/openapi.json", "", "").body());
    }

    private static JsonNode schema(JsonNode description, String path, String verb) {
        return description.path("paths").path(path).path(verb).at("/responses/200/content/application~1json/schema");
    }

    /** Every field is described, and what is described is there, of the kind that it should be. */
    private static void assertDescribed(JsonNode description, JsonNode schema, JsonNode answer) {
        if (schema.has("$ref")) {
            assertDescribed(
                    description, description.at(schema.path("$ref").asText().substring(1)), answer);
        } else if (schema.has("items")) {
            assertThat(answer.isArray()).isTrue();
            answer.forEach(item -> assertDescribed(description, schema.path("items"), item));
        } else if (schema.has("properties")) {
            var fields = new HashSet<String>();
            schema.path("properties").fieldNames().forEachRemaining(fields::add);
            assertThat(answer.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields);
            answer.properties()
                    .forEach(field -> assertDescribed(
                            description, schema.path("properties").path(field.getKey()), field.getValue()));
        } else {
            assertThat(
                            schema.path("type").isTextual()
                                    ? List.of(schema.path("type").asText())
                                    : texts(schema.path("type")))
                    .as(schema + " of " + answer)
                    .contains(kind(answer));
            assertThat(!schema.has("enum")
                            || answer.isNull()
                            || texts(schema.path("enum")).contains(answer.asText()))
                    .as(schema + " of " + answer)
                    .isTrue();
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> "integer";
            case STRING -> "string";
            case ARRAY -> "array";
            case OBJECT, POJO, BINARY, MISSING -> "object";
        };
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
