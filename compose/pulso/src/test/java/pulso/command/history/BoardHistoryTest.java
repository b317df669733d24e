package pulso.command.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.WriteAction;
import pulso.topology.stream.CentreStreams;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.Emission;
import pulso.topology.webhook.WebhookRules;
import pulso.wallboard.Archives;
import pulso.wallboard.Wallboard;
import pulso.wallboard.WallboardConfig;

/**
 * A simulated day is folded live, and looked at while it comes in; afterwards the board is asked how it stood at each of
 * those moments, and for the passages behind its figures.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BoardHistoryTest {
    /** Where the evening has just begun: a broker forgets who wrote records that look a day old. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final ZoneId ZONE =
            ZoneOffset.ofHours(Math.floorMod(21 - LocalTime.now(ZoneOffset.UTC).getHour() + 11, 24) - 11);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What counts rows that are no passage. */
    private static final Set<String> NO_PASSAGES = Set.of(
            "received",
            "refused",
            "refusedClosed",
            "refusedFull",
            "refusedNoAgents",
            "refusedBlocked",
            "ringNoAnswer",
            "ringRefused",
            "agentDump",
            "outAttempts",
            "outAnswered",
            "outHandled");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant MIDNIGHT =
            LocalDate.now(ZONE).atStartOfDay(ZONE).toInstant();

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(MIDNIGHT);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** What the event stream said first, by moment. */
    private static final Map<Instant, JsonNode> SEEN = new LinkedHashMap<>();

    private static final List<AutoCloseable> STARTED = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static LogHistory history;

    @SuppressWarnings("NullAway.Init")
    private static Wallboard board;

    private static final KeptPassages PASSAGES = new KeptPassages();

    @BeforeAll
    static void playTheDay() throws Exception {
        var kafka = started(EmbeddedKafka.start(folder.resolve("kafka"), 0)).bootstrapServers();
        var raw = Stream.of(SourceTable.values())
                .filter(LogHistory.Source::reads)
                .map(table -> Topics.raw(RawWriter.SOURCE, "ccrepo", table.name(), null))
                .toList();
        createTopics(kafka, raw);
        var registry = started(new KafkaSchemaRegistry(kafka));
        var wire = new AvroWire(registry);
        var names = raw.stream().<String>map(Topic::name).toList();
        history = new LogHistory(
                kafka,
                registry,
                List.of(new LogHistory.Source(RawWriter.SOURCE, names, Layouts.documented())),
                () -> FoldParameters.DEFAULT);
        var writer = started(new RawWriter(kafka, wire));
        writer.status(ZONE.getId(), MIDNIGHT);
        started(CentreStreams.start(
                new CentreTopology.Config(
                        RawWriter.SOURCE,
                        ZONE,
                        1,
                        "g1",
                        names,
                        Layouts.documented(),
                        kafka,
                        (short) 1,
                        Duration.ofMillis(10),
                        FoldParameters.DEFAULT,
                        Emission.replay(null, null),
                        WebhookRules.DEFAULT),
                wire,
                folder.resolve("streams")));
        board = started(Wallboard.start(
                WallboardConfig.of(kafka, "g1", Map.of(RawWriter.SOURCE, ZONE), folder.resolve("board")),
                registry,
                List.of(),
                new Archives(null, PASSAGES, null, history),
                NOW::get));
        play(writer);
    }

    /** The night is there before capture begins; then ten moments of the day. */
    private static void play(RawWriter writer) throws Exception {
        var actions = new ArrayList<WriteAction>();
        Rehearsal.play(
                SimulationPlan.demo(11, ZONE, MIDNIGHT).withScale(0.2).withEnd(MIDNIGHT.plus(Duration.ofHours(20))),
                actions::add);
        var captured = MIDNIGHT.plus(Duration.ofHours(6));
        int next = 0;
        while (isBy(actions.get(next), captured)) {
            writer.write(actions.get(next++), captured);
        }
        for (int moment = 1; moment <= 10; moment++) {
            var now = captured.plus(Duration.ofMinutes(moment * 83L))
                    .plusSeconds(moment * 7L)
                    .plusMillis(137);
            while (next < actions.size() && isBy(actions.get(next), now)) {
                writer.write(actions.get(next++), null);
            }
            NOW.set(now);
            writer.heartbeat(now);
            SEEN.put(now, settledSnapshot(now));
        }
        history.replay(RawWriter.SOURCE, NOW.get(), PASSAGES);
    }

    private static boolean isBy(WriteAction action, Instant moment) {
        return action.writeAtMillis() <= moment.toEpochMilli();
    }

    @AfterAll
    static void stop() throws Exception {
        CLIENT.shutdownNow();
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    @Test
    void shouldShowTheBoardAsItStood() throws Exception {
        assertThat(SEEN).hasSize(10);
        for (var seen : SEEN.entrySet()) {
            var at = "&at=" + seen.getKey();
            var was = json("/api/v1/board?window=today" + at);
            var agents = json("/api/v1/agents?window=today" + at).get("agents");

            for (var part : List.of("queues", "totals", "groups", "window", "timezone", "asOf")) {
                assertThat(was.get(part))
                        .as(part + at)
                        .isEqualTo(seen.getValue().get(part));
            }
            assertThat(byAgent(agents))
                    .as("agents" + at)
                    .isEqualTo(byAgent(seen.getValue().get("agents")));
        }
        var last = SEEN.get(NOW.get());
        assertThat(last == null ? 0 : last.at("/totals/inbound/kpi/offered").asInt())
                .isGreaterThan(400);
    }

    @Test
    void shouldGiveAsManyPassagesAsItsFiguresCount() throws Exception {
        var window = "from=" + MIDNIGHT + "&to=" + MIDNIGHT.plus(Duration.ofHours(24));
        var shown = json("/api/v1/board?window=" + MIDNIGHT + "/" + MIDNIGHT.plus(Duration.ofHours(24)));
        var refused = new TreeSet<String>();
        for (var kpi : Kpi.values()) {
            if (kpi.unit() != Kpi.Unit.COUNT || kpi == Kpi.MESSAGES) {
                continue;
            }
            var list = get("/api/v1/passages?format=csv&kpi=" + kpi.id() + '&' + window);
            if (list.statusCode() == 400) {
                refused.add(kpi.id());
                continue;
            }
            assertThat(list.statusCode()).isEqualTo(200);
            for (var queue : shown.get("queues")) {
                boolean alsoCountsRows =
                        kpi == Kpi.TRANSFERRED && !queue.get("channel").asText().equals("telephony");
                if (!alsoCountsRows) {
                    assertThat(rowsOf(list.body(), queue))
                            .as(kpi.id() + " of " + queue.get("queue") + queue.get("channel"))
                            .isEqualTo(queue.get("kpi").get(kpi.id()).asLong());
                }
            }
        }
        assertThat(refused).isEqualTo(NO_PASSAGES);
    }

    @Test
    void shouldSayWhatItCannotShow() throws Exception {
        assertThat(get("/api/v1/board?at=" + NOW.get().plusSeconds(1)).body()).contains("yet to come");
        assertThat(get("/api/v1/board?at=nonsense").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/board?at=" + NOW.get() + "&window=2026-01-01T00:00/2026-01-02T00:00")
                        .statusCode())
                .isEqualTo(400);
        assertThat(json("/api/v1/board?window=today&at=" + MIDNIGHT.minusSeconds(60))
                        .at("/totals/inbound/kpi/offered")
                        .asInt())
                .isZero();
    }

    private static long rowsOf(String csv, JsonNode queue) {
        var begins = RawWriter.SOURCE
                + ','
                + queue.get("queue").asText()
                + ','
                + queue.get("channel").asText()
                + ',';
        return csv.lines().filter(line -> line.startsWith(begins)).count();
    }

    /** What the event stream says first, once two of them in a row say the same and all is counted. */
    private static JsonNode settledSnapshot(Instant moment) throws Exception {
        var before = snapshot();
        while (true) {
            Thread.sleep(300);
            var now = snapshot();
            boolean countsAll = now.path("lagMs").asLong(1) == 0
                    && OffsetDateTime.parse(now.path("asOf").asText())
                            .toInstant()
                            .equals(moment);
            if (countsAll && now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private static JsonNode snapshot() throws Exception {
        var answer = CLIENT.send(request("/api/v1/stream?window=today"), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            answer.body().close();
            return JSON.createObjectNode();
        }
        try (var lines = answer.body()) {
            var data =
                    lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
            return JSON.readTree(data.substring("data:".length()));
        }
    }

    private static Map<String, JsonNode> byAgent(JsonNode agents) {
        var byAgent = new TreeMap<String, JsonNode>();
        agents.forEach(agent -> byAgent.put(agent.get("agent").asText(), agent));
        return byAgent;
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + board.port() + path))
                .build();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        var answer = get(path);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void createTopics(String kafka, List<? extends Topic<?>> raw) {
        var topics = new ArrayList<Topic<?>>(raw);
        topics.addAll(Topics.common());
        topics.add(Topics.heartbeat(RawWriter.SOURCE));
        topics.addAll(Topics.derived("g1").all());
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            TopicCreation.ensure(admin, (short) 1, topics);
        }
    }

    private static <T extends AutoCloseable> T started(T part) {
        STARTED.add(part);
        return part;
    }
}
