package pulso.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A wall: reads the stream of the whole board's changes and notes from which frame on each probe is counted. */
final class BoardClient implements AutoCloseable {
    private static final String DATA = "data:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final BufferedReader lines;
    private final Trail trail;
    private final Thread thread;
    private int enteredSeen;
    private int leftSeen;
    private final AtomicLong frames = new AtomicLong();
    private volatile boolean ended;

    BoardClient(URI board, Trail trail) throws IOException, InterruptedException {
        this.trail = trail;
        var request = HttpRequest.newBuilder(board.resolve("/api/v1/stream"))
                .header("Accept", "text/event-stream")
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new BenchmarkException("the board's stream answered " + response.statusCode());
        }
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        this.thread = Thread.ofPlatform().name("board-client").daemon().start(this::read);
    }

    long frames() {
        return frames.get();
    }

    boolean hasEnded() {
        return ended;
    }

    private void read() {
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                if (line.startsWith(DATA)) {
                    note(line.substring(DATA.length()), now);
                }
            }
        } catch (IOException _) {
            // The stream was closed by us or by the server; whoever waits for a probe is told by hasEnded().
        }
        ended = true;
    }

    private void note(String data, long now) throws IOException {
        frames.incrementAndGet();
        if (!data.contains(ProbeQueue.NAME)) {
            return;
        }
        for (JsonNode queue : JSON.readTree(data).path("queues")) {
            if (ProbeQueue.NAME.equals(queue.path("queue").asText())) {
                var kpi = queue.path("kpi");
                for (int entered = kpi.path("offered").asInt(); enteredSeen < entered; enteredSeen++) {
                    trail.seen(Trail.Place.SHOWN, ProbeQueue.entering(enteredSeen), now);
                }
                for (int left = kpi.path("abandoned").asInt(); leftSeen < left; leftSeen++) {
                    trail.seen(Trail.Place.SHOWN, ProbeQueue.leaving(leftSeen), now);
                }
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
