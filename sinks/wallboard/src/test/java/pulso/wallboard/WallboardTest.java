package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pulso.schemas.dialer.DialerList;

/** The HTTP API on a real port, fed by a real broker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WallboardTest extends RunningWallboard {
    @Test
    void shouldShowWhatWasCommittedBeforeAndAfterItsStart() throws Exception {
        var now = Instant.now();
        try (var writer = writer()) {
            writer.write(
                    Samples.queueMinute(
                            Samples.SALES,
                            now.truncatedTo(ChronoUnit.MINUTES),
                            new Samples.Minute(List.of(4, 30), List.of(9), 1, 100, 20)),
                    Samples.waiting(Samples.SALES, "c1", now.minusSeconds(30)),
                    Samples.available("ana", now.minusSeconds(60), now, Samples.SALES));
            writer.heartbeat(Samples.SOURCE, now);
            try (var wallboard = start(writer)) {
                awaitReady(wallboard);

                var board = json(get(wallboard, "/api/v1/board?window=15m"));
                assertThat(board.path("timezone").asText()).isEqualTo("America/Montevideo");
                assertThat(board.path("stale").asBoolean()).isFalse();
                var sales = board.path("queues").path(0);
                assertThat(sales.path("queue").asText()).isEqualTo(Samples.SALES);
                assertThat(sales.path("now").path("waiting").asInt()).isEqualTo(1);
                assertThat(sales.path("now").path("atRisk").asInt()).isEqualTo(1);
                assertThat(sales.path("agents").path("available").asInt()).isEqualTo(1);
                assertThat(sales.path("kpi").path("offered").asInt()).isEqualTo(4);
                assertThat(sales.path("kpi").path("serviceLevel").asDouble()).isEqualTo(1.0 / 3);
                assertThat(json(get(wallboard, "/api/v1/board?window=15m&sl=60"))
                                .at("/queues/0/kpi/serviceLevel")
                                .asDouble())
                        .isEqualTo(2.0 / 3);

                writer.remove(Samples.waiting(Samples.SALES, "c1", now));
                await(() -> json(get(wallboard, "/api/v1/passages?open=true"))
                        .path("passages")
                        .isEmpty());
            }
        }
    }

    @Test
    void shouldAnswer503UntilItIsRestored() throws Exception {
        try (var writer = writer()) {
            var config = WallboardConfig.of(
                    kafka.bootstrapServers(), "never-made", Map.of(Samples.SOURCE, Samples.ZONE), folder.resolve("n"));
            try (var wallboard = Wallboard.start(config, writer.registry, List.of())) {
                await(() -> get(wallboard, "/health/ready").body().contains("does not exist yet"));

                assertThat(wallboard.ready()).isFalse();
                for (var path : List.of("/api/v1/board", "/api/v1/agents", "/api/v1/passages", "/api/v1/stream")) {
                    var answer = get(wallboard, path);
                    assertThat(answer.statusCode()).as(path).isEqualTo(503);
                    assertThat(json(answer).path("error").asText()).isEqualTo("restoring");
                }
                assertThat(get(wallboard, "/health/ready").statusCode()).isEqualTo(503);
                assertThat(get(wallboard, "/health/live").statusCode()).isEqualTo(200);
                assertThat(get(wallboard, "/").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            awaitReady(wallboard);
            for (var path : List.of(
                    "/api/v1/board?windows=today",
                    "/api/v1/board?at=2026-11-21T08:00",
                    "/api/v1/board?window=15m&window=30m",
                    "/api/v1/board?channels=fax",
                    "/api/v1/board?formula=sl7",
                    "/api/v1/board?sl=-1",
                    "/api/v1/board?sl=soon",
                    "/api/v1/board?sources=elsewhere",
                    "/api/v1/agents?x=1",
                    "/api/v1/passages?open=false",
                    "/api/v1/passages?open=true&window=today",
                    "/api/v1/kpis?x=1",
                    "/api/v1/series?grain=2h",
                    "/api/v1/dialer?queues=a",
                    "/api/v1/settings?source=elsewhere",
                    "/api/v1/stream?window=5h")) {
                var answer = get(wallboard, path);

                assertThat(answer.statusCode()).as(path).isEqualTo(400);
                assertThat(json(answer).path("message").asText()).isNotEmpty();
                assertThat(json(answer).path("hint").asText()).isNotEmpty();
            }
        }
    }

    @Test
    void shouldServeEveryAddressItDescribes() throws Exception {
        var passages = new MemoryPassages();
        passages.passages.add(Samples.waiting(Samples.SALES, "c1", Instant.now()));
        var archives = new Archives(null, passages, new MemoryTables(), null);
        try (var writer = writer();
                var wallboard = Wallboard.start(config(writer), writer.registry, List.of(), archives)) {
            writer.write(Samples.available("a+b", Instant.now(), Instant.now(), Samples.SALES));
            writer.write(Samples.available("ana <1> Ñ", Instant.now(), Instant.now(), Samples.SALES));
            awaitReady(wallboard);
            await(() -> json(get(wallboard, "/api/v1/agents")).path("agents").size() == 2);

            var description = json(get(wallboard, "/openapi.json"));
            for (var path : description.path("paths").properties()) {
                var url = path.getKey()
                        .replace("{agent}", "ana%20%3C1%3E%20%C3%91")
                        .replace("{source}/{channel}/{interaction}", "ucontact/telephony/c1")
                        .replace("{name}", "calls")
                        .replace("{id}", "1");
                // Webhooks are another part's: they are compared where that part is.
                boolean isOwn = !url.startsWith("/api/v1/webhooks") && !url.endsWith("/stream");
                if (isOwn && path.getValue().has("get")) {
                    assertThat(get(wallboard, url).statusCode()).as(url).isEqualTo(200);
                }
            }
            assertDescribed(
                    description.at("/components/schemas/Passage"),
                    json(get(wallboard, "/api/v1/passages")).at("/passages/0"));
            assertThat(get(wallboard, "/api/v1/agents/nobody").statusCode()).isEqualTo(404);
            assertThat(get(wallboard, "/api/v2/board").statusCode()).isEqualTo(404);
            assertThat(get(wallboard, "/nothing.js").statusCode()).isEqualTo(404);
            for (var file : List.of(
                    "board.js",
                    "board.css",
                    "widgets.js",
                    "live.js",
                    "texts.js",
                    "passages.js",
                    "webhooks.html",
                    "webhooks.js",
                    "webhooks-texts.js")) {
                assertThat(get(wallboard, "/" + file).statusCode()).as(file).isEqualTo(200);
            }
            assertThat(get(wallboard, "/metrics").body())
                    .contains("pulso_wallboard_lag_seconds{source=\"ucontact\"}", "jvm_memory_used_bytes");
        }
    }

    @Test
    void shouldDescribeEveryFieldOfItsAnswers() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            writer.write(
                    Samples.available("ana", Instant.now(), Instant.now(), Samples.SALES),
                    Samples.waiting(Samples.SALES, "c1", Instant.now()));
            awaitReady(wallboard);
            await(() -> !json(get(wallboard, "/api/v1/passages?open=true"))
                    .path("passages")
                    .isEmpty());

            var schemas = json(get(wallboard, "/openapi.json")).at("/components/schemas");
            var board = json(get(wallboard, "/api/v1/board"));
            assertDescribed(schemas.path("Board"), board);
            assertDescribed(schemas.path("Queue"), board.at("/queues/0"));
            assertDescribed(schemas.path("Target"), board.at("/queues/0/target"));
            assertDescribed(
                    schemas.path("CatalogueEntry"),
                    json(get(wallboard, "/api/v1/kpis")).at("/kpis/0"));
            var series = json(get(wallboard, "/api/v1/series?compare=week&histogram=10"));
            assertDescribed(schemas.path("Series"), series);
            assertDescribed(schemas.path("QueueSeries"), series.at("/series/0"));
            assertDescribed(schemas.path("Point"), series.at("/series/0/points/0"));
            assertDescribed(schemas.path("Points"), series.at("/series/0/before"));
            assertDescribed(schemas.path("TotalSeries"), series.at("/totals/inbound"));
            assertDescribed(schemas.path("Settings"), json(get(wallboard, "/api/v1/settings")));
            assertDescribed(schemas.path("Dialer"), json(get(wallboard, "/api/v1/dialer")));
            assertDescribed(schemas.path("Kpi"), board.at("/queues/0/kpi"));
            assertDescribed(schemas.path("Now"), board.at("/queues/0/now"));
            assertDescribed(schemas.path("Totals"), board.path("totals"));
            assertDescribed(schemas.path("SourceState"), board.at("/sources/0"));
            assertDescribed(
                    schemas.path("Agent"),
                    json(get(wallboard, "/api/v1/agents")).at("/agents/0"));
            assertDescribed(
                    schemas.path("OpenPassage"),
                    json(get(wallboard, "/api/v1/passages?open=true")).at("/passages/0"));
        }
    }

    @Test
    void shouldExplainEveryFigureItShows() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            writer.write(
                    Samples.available("ana", Instant.now(), Instant.now(), Samples.SALES),
                    Samples.waiting(Samples.SALES, "c1", Instant.now()));
            awaitReady(wallboard);
            await(() -> json(get(wallboard, "/api/v1/agents")).path("agents").size() == 1);

            var explained = new TreeMap<String, Set<String>>();
            for (var kpi : json(get(wallboard, "/api/v1/kpis")).path("kpis")) {
                assertThat(explained
                                .computeIfAbsent(kpi.path("scope").asText(), _ -> new TreeSet<>())
                                .add(kpi.path("id").asText()))
                        .isTrue();
                for (var language : List.of("en", "es", "pt")) {
                    assertThat(kpi.path("sentence").path(language).asText()).isNotBlank();
                }
                assertThat(kpi.path("formula").asText()).isNotBlank();
            }
            var board = json(get(wallboard, "/api/v1/board"));
            assertThat(explained.get("queue")).hasSizeGreaterThan(55).isEqualTo(names(board.at("/queues/0/kpi")));
            var now = names(board.at("/queues/0/now"));
            assertThat(now.remove("longestWaitSince")).isTrue();
            now.add("longestWait");
            assertThat(explained.get("now")).isEqualTo(now);
            assertThat(names(json(get(wallboard, "/api/v1/agents")).at("/agents/0")))
                    .containsAll(explained.getOrDefault("agent", Set.of()));
        }
    }

    @Test
    void shouldTellHowFarTheDialerIs() throws Exception {
        try (var writer = writer();
                var wallboard = start(writer)) {
            writer.write(
                    new DialerList(Samples.SOURCE, "Encuestas->", "base-1", 100L, true, 80L, 30, 5, 5, 0),
                    new DialerList(Samples.SOURCE, "Cobros->", "base-2", null, null, null, 3, 0, 0, 0));
            awaitReady(wallboard);
            await(() -> json(get(wallboard, "/api/v1/dialer")).path("lists").size() == 2);

            var lists = json(get(wallboard, "/api/v1/dialer?campaign=Encuestas-%3E"))
                    .path("lists");
            assertThat(lists).hasSize(1);
            assertThat(lists.at("/0/done").asInt()).isEqualTo(60);
            assertThat(lists.at("/0/progress").asDouble()).isEqualTo(0.6);
            assertThat(lists.at("/0/list").asText()).isEqualTo("base-1");

            writer.remove(new DialerList(Samples.SOURCE, "Cobros->", "base-2", null, null, null, 3, 0, 0, 0));
            await(() -> json(get(wallboard, "/api/v1/dialer")).path("lists").size() == 1);
        }
    }

    @Test
    void shouldKeepTwoCentresApart() throws Exception {
        var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        try (var writer = writer()) {
            var here = Samples.queueMinute(Samples.SALES, minute, new Samples.Minute(List.of(4), List.of(), 0, 9, 0));
            var there =
                    Samples.queueMinute(Samples.SALES, minute, new Samples.Minute(List.of(4, 5), List.of(), 0, 9, 0));
            var ana = Samples.available("ana", minute, minute, Samples.SALES);
            var call = Samples.waiting(Samples.SALES, "c1", minute);
            writer.write(here, Samples.in("second", there), ana, Samples.in("second", ana), Samples.in("second", call));
            var config = WallboardConfig.of(
                    kafka.bootstrapServers(),
                    writer.topics.generation(),
                    Map.of(Samples.SOURCE, Samples.ZONE, "second", Samples.ZONE),
                    folder.resolve("apart"));
            try (var wallboard = Wallboard.start(config, writer.registry, List.of())) {
                awaitReady(wallboard);

                var queues = json(get(wallboard, "/api/v1/board?window=15m")).path("queues");
                assertThat(queues.findValuesAsText("source")).containsExactly("second", "ucontact");
                assertThat(queues.findValuesAsText("answered")).containsExactly("2", "1");
                assertThat(queues.findValuesAsText("waiting")).containsExactly("1", "0");
                assertThat(queues.findValuesAsText("loggedIn")).containsExactly("1", "1");
                assertThat(json(get(wallboard, "/api/v1/agents")).path("agents").findValuesAsText("source"))
                        .containsExactly("second", "ucontact");
                assertThat(json(get(wallboard, "/api/v1/board?sources=second")).path("queues"))
                        .hasSize(1);
                assertThat(json(get(wallboard, "/api/v1/series?from=" + minute.minusSeconds(60) + "&kpi=answered"))
                                .path("series")
                                .findValues("total")
                                .stream()
                                .map(total -> total.at("/kpi/answered").asInt()))
                        .containsExactly(2, 1);
            }
        }
    }

    @Test
    void shouldOnlyBeReadAndOnlyByThoseAllowed() throws Exception {
        try (var writer = writer();
                var wallboard = Wallboard.start(
                        config(writer).withReaders(Set.of("https://crm\\.example"), 10), writer.registry, List.of())) {
            awaitReady(wallboard);

            var post = send(wallboard, request(wallboard, "/api/v1/board").POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
            var head = send(wallboard, request(wallboard, "/api/v1/board").HEAD());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
            var friend = send(wallboard, request(wallboard, "/api/v1/board").header("Origin", "https://crm.example"));
            assertThat(friend.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://crm.example");
            var stranger =
                    send(wallboard, request(wallboard, "/api/v1/board").header("Origin", "https://evil.example"));
            assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            var packed = send(wallboard, request(wallboard, "/api/v1/kpis").header("Accept-Encoding", "gzip"));
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        }
    }

    @Test
    void shouldShowTheHealthOfOtherParts() throws Exception {
        var other = new HealthSource() {
            private volatile HealthSource.Health health = new Health(State.STARTING, "snapshot 40 %");

            @Override
            public String name() {
                return "ingest";
            }

            @Override
            public Health health() {
                return health;
            }
        };
        try (var writer = writer();
                var wallboard = Wallboard.start(config(writer), writer.registry, List.of(other))) {
            awaitReady(wallboard);

            assertThat(get(wallboard, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(wallboard, "/health/ready").body()).contains("snapshot 40 %");
            assertThat(get(wallboard, "/health/live").statusCode()).isEqualTo(200);

            other.health = new HealthSource.Health(HealthSource.State.FAILED, "no grant");
            assertThat(get(wallboard, "/health/live").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldKeepItsTokenToItself() throws Exception {
        var data = folder.resolve("token");

        var token = AdminToken.in(data);

        var file = data.resolve(AdminToken.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token.matches(Files.readString(file).strip())).isTrue();
        assertThat(token.matches("guess")).isFalse();
        assertThat(AdminToken.in(data).matches(Files.readString(file).strip())).isTrue();
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertDescribed(JsonNode schema, JsonNode answer) {
        assertThat(answer.properties().stream().map(Map.Entry::getKey))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(schema.path("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
