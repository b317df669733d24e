package pulso.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.ingest.Finding;
import pulso.ingest.Preflight;
import pulso.schemas.source.Heartbeat;

/** {@code doctor}: looks whether the configured database can be captured, and says how to mend what is not right. */
@Command(
        name = "doctor",
        description =
                "Checks the database: address, grants, binlog settings and retention, tables; says how to mend each.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as for run.")
    private @Nullable Path configFile;

    @Override
    public Integer call() {
        var file =
                configFile != null || !Files.exists(RunCommand.DEFAULT_CONFIG) ? configFile : RunCommand.DEFAULT_CONFIG;
        var config = PulsoConfig.of(Settings.load(file, System.getenv(), Map.of()));
        var kafka = config.kafkaBootstrap();
        boolean isWell = true;
        for (var source : config.sources()) {
            if (config.sources().size() > 1) {
                System.out.printf("%n%s%n", source.name());
            }
            var bootstrap = kafka == null ? "localhost:" + config.kafkaPort() : kafka;
            isWell &= examine(source, bootstrap, config.replication());
            System.out.printf("  ok    %-26s %s%n", "delay", delay(config, source, bootstrap));
        }
        return isWell ? 0 : 1;
    }

    private static boolean examine(SourceConfig source, String kafka, short replication) {
        var database = source.database();
        if (database == null) {
            throw new ConfigException("no source.url: name the database in pulso.yaml or PULSO_SOURCE_URL");
        }
        var report = Preflight.check(source.ingest(database, kafka, replication));
        for (var finding : report.findings()) {
            System.out.printf("  %-4s  %-26s %s%n", mark(finding), finding.subject(), finding.text());
            if (finding.mend() != null) {
                System.out.printf("        %-26s → %s%n", "", finding.mend());
            }
        }
        return report.failures().isEmpty();
    }

    /** How late the logs are written: what the Pulso that captures them has seen, since the database is not asked. */
    private static String delay(PulsoConfig config, SourceConfig source, String bootstrapServers) {
        try (var broker = new Broker(bootstrapServers)) {
            if (!broker.isThere(PATIENCE)) {
                return "Not known: no Kafka answers at " + bootstrapServers + ", a running Pulso measures it";
            }
        }
        try (var registry = RegistrySettings.open(config.registry(), bootstrapServers)) {
            var said = new ProgressReader(bootstrapServers, registry).ofSource(source.name());
            var seconds = said.map(Heartbeat::sourceDelaySeconds).orElse(null);
            return seconds == null
                    ? "Not known: no log had a row within the hour before "
                            + said.map(Heartbeat::saidAt).map(Instant::toString).orElse("capture began")
                    : "Rows come into the logs %d s after their own time".formatted(seconds);
        }
    }

    private static String mark(Finding finding) {
        return switch (finding.level()) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "FAIL";
        };
    }
}
