package pulso.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A JVM that captures and does nothing else: what a test kills. */
final class CaptureProcess implements AutoCloseable {
    private final Process process;

    private CaptureProcess(Process process) {
        this.process = process;
    }

    static CaptureProcess start(Site site) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=Australia/Lord_Howe",
                "-cp",
                System.getProperty("java.class.path"),
                CaptureProcess.class.getName(),
                Integer.toString(site.database().port()),
                site.bootstrapServers()));
        return new CaptureProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config = Site.config(Integer.parseInt(arguments[0]), arguments[1]);
        try (var registry = new KafkaSchemaRegistry(config.bootstrapServers());
                var ingest = Ingest.start(config, registry)) {
            ingest.onFailure(failure -> System.err.println(failure.message()));
            System.out.println("started");
            new CountDownLatch(1).await();
        }
    }

    void awaitStart() throws IOException {
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("started")) {
                return;
            }
        }
        throw new IOException("The capture ended before it had started");
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
