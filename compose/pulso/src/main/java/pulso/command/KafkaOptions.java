package pulso.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pulso.command.report.TimeText;
import pulso.schemas.wire.HttpSchemaRegistry;

/** {@code --config} and {@code --kafka}: which Kafka a command works on. Mixed into commands that work on topics. */
public final class KafkaOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as for run.")
    private @Nullable Path configFile;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka to work on (default: kafka.bootstrap of the settings, else the embedded one of a Pulso"
                    + " that runs on this machine).")
    private @Nullable String kafka;

    private @Nullable PulsoConfig config;

    /**
     * Where a command finds Kafka, and how it makes topics there.
     *
     * @param isEmbedded whether it is the one that a Pulso on this machine has started, if any runs
     * @param registry where its schemas stand; null for in it
     */
    public record KafkaPlace(
            String bootstrapServers,
            boolean isEmbedded,
            short replication,
            HttpSchemaRegistry.@Nullable Place registry) {}

    public KafkaPlace place() {
        var settings = config();
        var named = kafka == null ? settings.kafkaBootstrap() : kafka;
        return new KafkaPlace(
                named == null ? "localhost:" + settings.kafkaPort() : named,
                named == null,
                settings.replication(),
                settings.registry());
    }

    /** Reads moments on this machine's clock, or as far before now as they say. */
    public static MomentText moments() {
        return new MomentText(new TimeText(PulsoConfig.systemZone()), Instant.now());
    }

    /** The settings of {@code --config}, of pulso.yaml if it is here, and of the environment; read with the first question. */
    PulsoConfig config() {
        var known = config;
        if (known == null) {
            var file = configFile != null || !Files.exists(RunCommand.DEFAULT_CONFIG)
                    ? configFile
                    : RunCommand.DEFAULT_CONFIG;
            known = PulsoConfig.of(Settings.load(file, System.getenv(), Map.of()));
            config = known;
        }
        return known;
    }
}
