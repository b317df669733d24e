package pulso.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The receiver of {@code src/test/node}: it verifies with the library of Standard Webhooks. */
final class NodeReceiver implements AutoCloseable {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final String LOCK = "package-lock.json";

    private final Process process;
    private final int port;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    NodeReceiver(String... secrets) throws IOException, InterruptedException {
        install();
        var command = new ArrayList<>(List.of("node", "receiver.mjs"));
        command.addAll(List.of(secrets));
        this.process = new ProcessBuilder(command)
                .directory(SOURCE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        var first = out.readLine();
        if (first == null) {
            throw new IllegalStateException("the receiver does not start");
        }
        this.port = Integer.parseInt(first.substring("port ".length()));
        Thread.ofVirtual().start(() -> out.lines().forEach(lines::add));
    }

    /** Fetches the library when what is there is not what the lock file names. */
    private static void install() throws IOException, InterruptedException {
        var installed = SOURCE.resolve("node_modules").resolve(".installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(installed, SOURCE.resolve(LOCK)) < 0) {
            return;
        }
        var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(SOURCE.toFile())
                .inheritIO()
                .start();
        if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IllegalStateException("npm ci failed in " + SOURCE.toAbsolutePath());
        }
        Files.copy(SOURCE.resolve(LOCK), installed);
    }

    String url(int secret) {
        return "http://127.0.0.1:" + port + '/' + secret;
    }

    /** What it said of each request: path, id, outcome. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
