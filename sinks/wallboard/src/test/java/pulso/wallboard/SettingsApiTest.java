package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings over HTTP, written to a real topic and read back from it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SettingsApiTest extends RunningWallboard {
    private static final String SALES = "/api/v1/settings/queues/Ventas%3C-";

    @SuppressWarnings("NullAway.Init")
    private DerivedWriter writer;

    @BeforeEach
    void open() {
        writer = writer();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void shouldHoldAtOnceAndAfterARestart() throws Exception {
        var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        writer.write(
                Samples.queueMinute(Samples.SALES, minute, new Samples.Minute(List.of(15), List.of(), 0, 10, 0)),
                Samples.available("ana", minute, minute, Samples.SALES));
        try (var wallboard = start(writer)) {
            awaitReady(wallboard);
            assertThat(serviceLevel(wallboard)).isEqualTo(1);

            var said = put(wallboard, SALES, """
                    {"threshold": 10, "short": 3, "group": "money",
                     "opening": {"mon": ["08:00-12:00", "14:00-18:00"]}, "holidays": ["2026-12-25"],
                     "validFrom": "%s"}""".formatted(minute));
            put(wallboard, "/api/v1/settings/agents/ana", "{\"name\": \"Ana Pérez\", \"number\": \"201\"}");

            assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
            assertThat(json(said).at("/inForce/opening/mon/1").asText()).isEqualTo("14:00-18:00");
            // The answer came when it held.
            assertThat(serviceLevel(wallboard)).isZero();
            assertHolds(wallboard);
        }
        try (var again = start(writer)) {
            awaitReady(again);
            assertThat(serviceLevel(again)).isZero();
            assertHolds(again);
        }
    }

    @Test
    void shouldKeepTheHistory() throws Exception {
        try (var wallboard = start(writer)) {
            awaitReady(wallboard);
            var support = "/api/v1/settings/queues/Soporte%3C-";
            put(wallboard, support, "{\"threshold\": 30, \"validFrom\": \"2026-01-01T08:00:30\"}");
            put(wallboard, support, "{\"threshold\": 40, \"validFrom\": \"2026-03-01\"}");
            put(wallboard, support, "{\"threshold\": 35, \"validFrom\": \"2026-02-01T00:00:00-03:00\"}");
            put(wallboard, support, "{\"threshold\": 41, \"validFrom\": \"2026-03-01\"}");
            var last = send(wallboard, authorized(wallboard, support).DELETE());

            var versions = json(last).path("versions");
            assertThat(versions.findValuesAsText("threshold")).containsExactly("30", "35", "41", "null");
            assertThat(versions.at("/0/validFrom").asText()).isEqualTo("2026-01-01T08:00:00-03:00");
            assertThat(versions.at("/1/changedBy").asText()).isEqualTo("api");
            // To say again what holds adds nothing.
            put(wallboard, support, "{\"threshold\": 30, \"validFrom\": \"2026-01-15\"}");
            assertThat(json(put(wallboard, support, "{}")).path("versions")).hasSize(4);
            assertThat(find(json(get(wallboard, "/api/v1/settings")).path("queues"), "queue", "Soporte<-")
                            .path("versions"))
                    .hasSize(4);
        }
    }

    @Test
    void shouldChangeNothingWithoutTheToken() throws Exception {
        try (var wallboard = start(writer)) {
            awaitReady(wallboard);
            var address = "/api/v1/settings/queues/Nadie%3C-";
            var body = HttpRequest.BodyPublishers.ofString("{\"threshold\": 1}");
            for (var request : List.of(
                    request(wallboard, address).PUT(body),
                    request(wallboard, address).PUT(body).header("Authorization", "Bearer guess"),
                    request(wallboard, address).PUT(body).header("Authorization", token(wallboard)),
                    request(wallboard, address).DELETE())) {
                var answer = send(wallboard, request);

                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            }
            assertThat(get(wallboard, "/api/v1/settings").body()).doesNotContain("Nadie");
            assertThat(get(wallboard, address).statusCode()).isEqualTo(405);
            assertThat(send(wallboard, authorized(wallboard, "/api/v1/settings").PUT(body))
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithABody() throws Exception {
        try (var wallboard = start(writer)) {
            awaitReady(wallboard);
            for (var wrong : Map.of(
                            "{\"treshold\": 20}", "did you mean 'threshold'?",
                            "{\"threshold\": -1}", "for example 20",
                            "{\"threshold\": \"20\"}", "for example 20",
                            "{\"opening\": {\"lun\": [\"08:00-18:00\"]}}", "known: mon",
                            "{\"opening\": {\"mon\": [\"22:00-06:00\"]}}", "over midnight",
                            "{\"opening\": {}}", "always open",
                            "{\"holidays\": [\"25/12\"]}", "2026-12-25",
                            "{\"validFrom\": \"tomorrow\"}", "the centre's clock",
                            "[1]", "threshold",
                            "{", "threshold")
                    .entrySet()) {
                var answer = put(wallboard, SALES, wrong.getKey());

                assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
                assertThat(json(answer).path("hint").asText()).as(answer.body()).contains(wrong.getValue());
            }
            var zone = put(wallboard, "/api/v1/settings/source", "{\"zone\": \"America/Montevido\"}");
            assertThat(json(zone).path("hint").asText()).contains("America/Montevideo");
            assertThat(put(wallboard, "/api/v1/settings/queue/x", "{}").statusCode())
                    .isEqualTo(404);
            assertThat(send(wallboard, authorized(wallboard, SALES + "x").DELETE())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(put(wallboard, SALES + "?source=elsewhere", "{}").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldAskWhichOfTwoCentresIsMeant() throws Exception {
        var config = WallboardConfig.of(
                kafka.bootstrapServers(),
                writer.topics.generation(),
                Map.of(Samples.SOURCE, Samples.ZONE, "second", Samples.ZONE),
                folder.resolve("two"));
        try (var wallboard = Wallboard.start(config, writer.registry, List.of())) {
            awaitReady(wallboard);
            var address = "/api/v1/settings/queues/Doble%3C-";
            var header = "Bearer "
                    + Files.readString(folder.resolve("two").resolve(AdminToken.FILE))
                            .strip();

            var unnamed = send(
                    wallboard,
                    request(wallboard, address)
                            .header("Authorization", header)
                            .PUT(HttpRequest.BodyPublishers.ofString("{\"threshold\": 7}")));
            assertThat(json(unnamed).path("hint").asText()).contains("second").contains("ucontact");
            var named = send(
                    wallboard,
                    request(wallboard, address + "?source=second")
                            .header("Authorization", header)
                            .PUT(HttpRequest.BodyPublishers.ofString("{\"threshold\": 7}")));
            assertThat(named.statusCode()).isEqualTo(200);
            assertThat(get(wallboard, "/api/v1/settings?source=ucontact").body())
                    .doesNotContain("Doble");
            assertThat(get(wallboard, "/api/v1/settings?source=second").body()).contains("Doble");
        }
    }

    private static void assertHolds(Wallboard wallboard) throws Exception {
        var sales = json(get(wallboard, "/api/v1/board?groups=money")).at("/queues/0");
        assertThat(sales.path("target").toString())
                .isEqualTo("{\"sl\":10,\"short\":3,\"formula\":\"sl6\",\"by\":\"settings\"}");
        assertThat(sales.path("group").asText()).isEqualTo("money");
        assertThat(json(get(wallboard, "/api/v1/agents")).at("/agents/0/name").asText())
                .isEqualTo("Ana Pérez");
        var agents = json(get(wallboard, "/api/v1/settings")).path("agents");
        assertThat(find(agents, "agent", "ana").at("/inForce/number").asText()).isEqualTo("201");
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return list.valueStream()
                .filter(each -> each.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(list.toString()));
    }

    private static double serviceLevel(Wallboard wallboard) throws Exception {
        return json(get(wallboard, "/api/v1/board?window=15m"))
                .at("/queues/0/kpi/serviceLevel")
                .asDouble();
    }

    private HttpResponse<String> put(Wallboard wallboard, String path, String body) throws Exception {
        return send(wallboard, authorized(wallboard, path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder authorized(Wallboard wallboard, String path) throws Exception {
        return request(wallboard, path).header("Authorization", "Bearer " + token(wallboard));
    }

    private String token(Wallboard wallboard) throws Exception {
        assertThat(wallboard.port()).isPositive();
        return Files.readString(config(writer).dataFolder().resolve(AdminToken.FILE))
                .strip();
    }
}
