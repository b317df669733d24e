package pulso.command.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.HttpSchemaRegistry;
import pulso.wallboard.Wallboard;
import pulso.wallboard.WallboardConfig;

/** Clients that share no code with Pulso read its topics, with nothing but Kafka's address and the registry's. */
class OutsiderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("src", "test", "outsider").toAbsolutePath();
    private static final int ROWS = 25;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init")
    private static SampleTopics samples;

    @SuppressWarnings("NullAway.Init")
    private static Wallboard wallboard;

    @BeforeAll
    static void serve() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        samples = new SampleTopics(kafka.bootstrapServers());
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            TopicCreation.ensure(admin, (short) 1, Topics.common());
            TopicCreation.ensure(admin, (short) 1, SampleTopics.DERIVED.all());
        }
        wallboard = Wallboard.start(
                WallboardConfig.of(
                                kafka.bootstrapServers(),
                                Topics.FIRST_GENERATION,
                                Map.of("ucontact", ZoneId.of("America/Montevideo")),
                                folder.resolve("board"))
                        .withAddress("127.0.0.1", 0),
                samples.registry,
                List.of());
        samples.writeRows(ROWS);
        samples.writeWiderRow(100);
        samples.writeLists("ucontact", "norte");
    }

    @AfterAll
    static void stop() {
        wallboard.close();
        samples.close();
        kafka.close();
    }

    private static String registry() {
        return "http://127.0.0.1:" + wallboard.port() + "/registry";
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(registry() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    private static String run(Path where, String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile(folder, "outsider", ".log");
        var process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectError(log.toFile())
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log) + output).isZero();
        return output;
    }

    @Test
    void shouldBeReadByAClientThatKnowsNothingOfPulso() throws Exception {
        if (!Files.isDirectory(SCRIPT.resolve("node_modules"))) {
            var _ = run(SCRIPT, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent");
        }
        var lists = SampleTopics.DERIVED.dialerLists().name();

        var lines = new ArrayList<JsonNode>();
        for (var line : run(
                        SCRIPT,
                        "node",
                        "read.js",
                        kafka.bootstrapServers(),
                        registry(),
                        SampleTopics.ROWS.name(),
                        lists)
                .lines()
                .toList()) {
            lines.add(JSON.readTree(line));
        }

        var rows = lines.stream()
                .filter(line -> line.path("topic").asText().equals(SampleTopics.ROWS.name()))
                .toList();
        assertThat(rows).hasSize(ROWS + 1);
        for (int i = 0; i < ROWS; i++) {
            var row = rows.get(i);
            assertThat(row.path("key").asText()).isEqualTo("call-" + i);
            assertThat(row.path("headers").path("position").asText()).isEqualTo("binlog.000001:" + i);
            assertThat(row.path("value").path("id").asInt()).isEqualTo(i);
            assertThat(row.path("value").path("event").asText()).isEqualTo("CONNECT");
            assertThat(row.path("value").path("datetime").asLong())
                    .isEqualTo(SampleTopics.START.plusSeconds(i).toEpochMilli() * 1_000);
        }
        assertThat(rows.getLast().path("value").path("addition").asText()).isEqualTo("ñ");
        assertThat(lines)
                .filteredOn(line -> line.path("topic").asText().equals(lists))
                .extracting(line -> line.path("value").path("source").asText()
                        + ' '
                        + line.path("value").path("name").asText())
                .containsExactlyInAnyOrder("ucontact lista-ñ", "norte lista-ñ");
    }

    @Test
    void shouldAnswerAsConfluentsRegistryDoes() throws Exception {
        var subject = SampleTopics.ROWS.name() + "-value";

        var latest = get("/subjects/" + subject + "/versions/latest");

        assertThat(latest.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        var version = JSON.readTree(latest.body());
        assertThat(version.path("version").asInt()).isEqualTo(2);
        assertThat(version.path("subject").asText()).isEqualTo(subject);
        assertThat(version.path("schema").asText()).contains("addition");
        int id = version.path("id").asInt();
        assertThat(json("/schemas/ids/" + id).path("schema")).isEqualTo(version.path("schema"));
        assertThat(json("/schemas/ids/" + id + "/versions")
                        .get(0)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(json("/subjects")).anyMatch(name -> name.asText().equals(subject));
        assertThat(json("/subjects/" + subject + "/versions").toString()).isEqualTo("[1,2]");
        assertThat(json("/subjects/" + subject + "/versions/1/schema").path("fields"))
                .hasSize(3);
        assertThat(json("/config").path("compatibilityLevel").asText()).isEqualTo("BACKWARD_TRANSITIVE");
        assertThat(json("/schemas/types").toString()).isEqualTo("[\"AVRO\"]");
    }

    @Test
    void shouldRefuseAsConfluentsRegistryDoes() throws Exception {
        var codes = Map.of(
                "/subjects/nobody/versions",
                40401,
                "/subjects/" + SampleTopics.ROWS.name() + "-value/versions/9",
                40402,
                "/schemas/ids/4711",
                40403,
                "/schemas/ids/x",
                40403,
                "/config/nobody",
                40408,
                "/subjects/" + SampleTopics.ROWS.name() + "-value/versions/0",
                42202);
        for (var code : codes.entrySet()) {
            var answer = get(code.getKey());

            assertThat(JSON.readTree(answer.body()).path("error_code").asInt()).isEqualTo(code.getValue());
            assertThat(answer.statusCode()).isEqualTo(code.getValue() / 100);
        }
    }

    @Test
    void shouldBeReadThroughTheRegistryByPulsoItself() {
        try (var registry =
                HttpSchemaRegistry.open(new HttpSchemaRegistry.Place(URI.create(registry()), null, null, null))) {
            int id = samples.registry.versions().getFirst().id();

            assertThat(registry.byId(id)).isEqualTo(samples.registry.byId(id));
            assertThat(registry.versions()).containsExactlyElementsOf(samples.registry.versions());
        }
    }
}
