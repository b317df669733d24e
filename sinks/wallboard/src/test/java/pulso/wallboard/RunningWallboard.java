package pulso.wallboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pulso.embedded.EmbeddedKafka;

/** A real broker and what tests of a running wallboard need. Each writer has a generation of its own. */
abstract class RunningWallboard {
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger GENERATIONS = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    static DerivedWriter writer() {
        return new DerivedWriter(kafka.bootstrapServers(), "t" + GENERATIONS.incrementAndGet());
    }

    static WallboardConfig config(DerivedWriter writer) {
        return WallboardConfig.of(
                kafka.bootstrapServers(),
                writer.topics.generation(),
                Map.of(Samples.SOURCE, Samples.ZONE),
                folder.resolve(writer.topics.generation()));
    }

    static Wallboard start(DerivedWriter writer) {
        return Wallboard.start(config(writer), writer.registry, List.of());
    }

    static void awaitReady(Wallboard wallboard) throws Exception {
        await(wallboard::ready);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(20);
        }
    }

    static String url(Wallboard wallboard, String path) {
        return "http://127.0.0.1:" + wallboard.port() + path;
    }

    static HttpRequest.Builder request(Wallboard wallboard, String path) {
        return HttpRequest.newBuilder(URI.create(url(wallboard, path)));
    }

    static HttpResponse<String> get(Wallboard wallboard, String path) throws Exception {
        return send(wallboard, request(wallboard, path));
    }

    static HttpResponse<String> send(Wallboard wallboard, HttpRequest.Builder request) throws Exception {
        assertThat(wallboard.port()).isPositive();
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
