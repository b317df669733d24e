package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A receiver in another language that verifies with a library nobody here wrote, and keeps what it got in a file. */
final class WebhookRecorder implements AutoCloseable {
    /** Shared with the sink's own tests, which fetch the library. */
    private static final Path FOLDER = Path.of("..", "..", "sinks", "webhook", "src", "test", "node");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final int port;
    private final Path file;

    /** One request. */
    record Received(String id, boolean verified, JsonNode body) {}

    WebhookRecorder(String secret, Path file) throws IOException, InterruptedException {
        this.file = file;
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(FOLDER.toFile())
                    .inheritIO()
                    .start();
            if (npm.waitFor() != 0) {
                throw new IllegalStateException("npm ci failed in " + FOLDER.toAbsolutePath());
            }
        }
        process = new ProcessBuilder(
                        "node", "recorder.mjs", secret, file.toAbsolutePath().toString())
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        port = Integer.parseInt(Objects.requireNonNull(out.readLine()).substring("port ".length()));
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** In the order in which they came. */
    List<Received> received() throws IOException {
        var received = new ArrayList<Received>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var json = JSON.readTree(line);
                received.add(new Received(
                        json.path("id").asText(), json.path("verified").asBoolean(), json.path("body")));
            }
        }
        return received;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
