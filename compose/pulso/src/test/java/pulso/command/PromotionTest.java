package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation that is folded beside a centre at work, killed, resumed and promoted, while people look at the board. */
@Tag("long")
final class PromotionTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LAG = Duration.ofSeconds(5);
    private static final int ROWS_PER_SECOND = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheOtherOnesPlaceWithoutABlink() throws Exception {
        try (var centre = new SimulatedCentre(folder.resolve("mariadb"), 6, 0.3, 0)) {
            centre.writeUntilThePipelineStarts();
            try (var captured = new CapturedCentre(centre, folder.resolve("pulso"))) {
                captured.awaitReady();
                var writing = Thread.ofPlatform()
                        .name("centre")
                        .start(() -> centre.simulator().runAtRate(ROWS_PER_SECOND, Duration.ofMinutes(10)));
                var replays = new Replays(captured.ports());

                // Given
                Replays.Outcome promoted;
                Looking looking;
                try (var resumed = begunKilledAndResumed(replays, "next")) {
                    Await.until(
                            "the live folds have caught up",
                            LIMIT,
                            () -> captured,
                            () -> captured.board()
                                    .countedUntil()
                                    .isAfter(Instant.now().minus(LAG)));
                    var compared = replays.run("--compare", "next");
                    assertThat(compared.exitCode()).as(compared.output()).isZero();
                    looking = new Looking(captured.ports().http());

                    // When
                    promoted = replays.promote("next");
                    assertThat(resumed.awaitEnd(LIMIT)).as(resumed.toString()).isZero();
                }

                // Then
                assertThat(promoted.exitCode()).as(promoted.output()).isZero();
                assertThat(promoted.output()).contains("it is folded by the Pulso that runs all the time");
                Await.until("the board shows it", LIMIT, () -> captured, () -> looking.snapshots() > 1);
                looking.end();
                assertThat(looking.odd()).as("what was no whole board").isEmpty();
                writing.interrupt();
                writing.join();
                centre.writeToEnd();
                captured.awaitDrained();
                captured.assertWitnessesAgree();
                assertThat(replays.run("--drop", "g1").exitCode()).isZero();
                assertThat(replays.traces("g1")).containsExactly("pulso-clickhouse-g1");
                captured.killAndStartAgain();
                captured.awaitReady();
                captured.assertWitnessesAgree();
            }
        }
    }

    /** Killed when some rows were folded and most were not. */
    private PulsoProcess begunKilledAndResumed(Replays replays, String name) throws Exception {
        var place = folder.resolve("replay");
        try (var begun = replays.begin(place, "--as", name)) {
            Await.until("it folds", LIMIT, () -> begun, () -> replays.records("pulso." + name + ".passages") > 0);
            begun.kill();
            assertThat(begun.output()).doesNotContain("is complete");
        }
        return replays.beginAndFollow(place, "--as", name, "--resume");
    }

    /** Somebody who asks for the board again and again, and somebody who watches the stream. */
    private static final class Looking {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String url;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<String> odd = Collections.synchronizedList(new ArrayList<>());
        private final List<String> snapshots = Collections.synchronizedList(new ArrayList<>());
        private final List<Thread> threads;

        Looking(int port) {
            url = "http://127.0.0.1:" + port + "/api/v1/";
            threads = List.of(
                    Thread.ofVirtual().start(() -> run(this::ask)),
                    Thread.ofVirtual().start(() -> run(this::watch)));
        }

        private interface Work {
            void run() throws Exception;
        }

        private void run(Work work) {
            try {
                work.run();
            } catch (Exception e) {
                odd.add(e.toString());
            }
        }

        private void ask() throws Exception {
            long before = 0;
            while (!ended.get()) {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create(url + "board?window=today"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                long offered = answer.statusCode() == 200 ? offered(JSON.readTree(answer.body())) : -1;
                if (offered < before) {
                    odd.add(answer.statusCode() + ": " + offered + " offered after " + before);
                }
                before = offered;
                Thread.sleep(20);
            }
        }

        private void watch() throws Exception {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "stream?window=today"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                boolean isSnapshot = false;
                while (!ended.get()) {
                    var line = lines.readLine();
                    if (line == null) {
                        odd.add("the stream ended");
                        return;
                    }
                    if (isSnapshot && line.startsWith("data: ")) {
                        snapshots.add(line);
                        if (offered(JSON.readTree(line.substring("data: ".length()))) == 0) {
                            odd.add("a snapshot of nothing");
                        }
                    }
                    if (line.startsWith("event: ")) {
                        isSnapshot = line.equals("event: snapshot");
                    }
                }
            }
        }

        private static long offered(JsonNode board) {
            long offered = 0;
            for (var queue : board.get("queues")) {
                offered += queue.at("/kpi/offered").asLong();
            }
            return offered;
        }

        int snapshots() {
            return snapshots.size();
        }

        List<String> odd() {
            return odd;
        }

        void end() throws InterruptedException {
            ended.set(true);
            for (var thread : threads) {
                thread.join();
            }
        }
    }
}
