package pulso.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A sink in a JVM of its own: what a test kills. */
final class SinkProcess {
    private SinkProcess() {}

    static Process start(WebhookConfig config) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SinkProcess.class.getName(),
                config.bootstrapServers(),
                config.folder().toString());
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config =
                WebhookConfig.of(arguments[0], Path.of(arguments[1])).withAllowed(List.of(Cidr.parse("127.0.0.0/8")));
        WebhookSink.start(config, new KafkaSchemaRegistry(config.bootstrapServers()), Cluster::body);
        Thread.sleep(Duration.ofMinutes(5));
    }
}
