package pulso.clickhouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A sink in a JVM of its own, with small inserts one after the other: what a test kills. */
final class SinkProcess {
    private static final int ROWS_PER_INSERT = 200;

    private SinkProcess() {}

    static Process start(ClickHouseConfig config) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SinkProcess.class.getName(),
                config.endpoint().toString(),
                config.bootstrapServers());
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
        var config = new ClickHouseConfig(
                URI.create(arguments[0]),
                "default",
                "",
                arguments[1],
                Topics.FIRST_GENERATION,
                true,
                List.of(new ClickHouseConfig.Source(Servers.SOURCE, Set.of("QUEUE_LOG_REPO"), Servers.ZONE)),
                Duration.ZERO,
                ROWS_PER_INSERT,
                Storage.DEFAULT,
                null);
        ClickHouseSink.start(config, new KafkaSchemaRegistry(config.bootstrapServers()));
        Thread.sleep(Duration.ofMinutes(5));
    }
}
