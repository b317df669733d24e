package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A wallboard's reader: the HTTP API from outside. */
final class BoardClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<String> BUSY = Set.of("talking", "onHold", "wrapUp");
    private static final String LAG = "pulso_clickhouse_lag_records";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final int port;

    BoardClient(int port) {
        this.port = port;
    }

    boolean isReady() throws IOException, InterruptedException {
        return get("/health/ready").statusCode() == 200;
    }

    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    JsonNode board(String window, int threshold) throws IOException, InterruptedException {
        return json("/api/v1/board?window=" + window + "&sl=" + threshold);
    }

    /** The moment up to which everything that was committed is on the board; the epoch while none is known. */
    Instant countedUntil() throws IOException, InterruptedException {
        var board = board("60m", 20);
        var lag = board.get("lagMs");
        return lag.isNull()
                ? Instant.EPOCH
                : OffsetDateTime.parse(board.get("asOf").asText()).toInstant().minusMillis(lag.asLong());
    }

    /** Records that are in topics and not yet in ClickHouse; -1 while that is not known. */
    long recordsBehind() throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(LAG))
                .findFirst()
                .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .orElse(-1L);
    }

    /** A metric of a source; NaN when it is not told. */
    double metric(String name, String source) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + '{') && line.contains("source=\"" + source + '"'))
                .findFirst()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .orElse(Double.NaN);
    }

    /** The agents of a source that are in a conversation now. */
    Set<String> talkingAgents(String source) throws IOException, InterruptedException {
        var found = new TreeSet<String>();
        for (var agent : json("/api/v1/agents").get("agents")) {
            if (agent.get("source").asText().equals(source)
                    && BUSY.contains(agent.get("state").asText())) {
                found.add(agent.get("agent").asText());
            }
        }
        return found;
    }

    /** What the board shows of one source. */
    FigureSheet figures(String source, Instant from, Instant to, int threshold)
            throws IOException, InterruptedException {
        var window = from + "/" + to;
        var queues = new TreeMap<String, Map<String, @Nullable Number>>();
        for (var queue : board(window, threshold).get("queues")) {
            if (queue.get("source").asText().equals(source)) {
                queues.put(
                        FigureSheet.queueOf(
                                queue.get("channel").asText(),
                                queue.get("queue").asText()),
                        FigureSheet.numbers(queue.get("kpi")));
            }
        }
        var agents = new TreeMap<String, Map<String, @Nullable Number>>();
        for (var agent : json("/api/v1/agents?window=" + window).get("agents")) {
            if (agent.get("source").asText().equals(source)) {
                agents.put(agent.get("agent").asText(), FigureSheet.numbers(agent));
            }
        }
        return new FigureSheet(queues, agents);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new IOException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return mapper.readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
