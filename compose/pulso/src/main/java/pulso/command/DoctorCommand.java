package pulso.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.ingest.Finding;
import pulso.ingest.IngestConfig;
import pulso.ingest.Preflight;

/** {@code doctor}: looks whether the configured database can be captured, and says how to mend what is not right. */
@Command(
        name = "doctor",
        description =
                "Checks the database: address, grants, binlog settings and retention, tables; says how to mend each.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as for run.")
    private @Nullable Path configFile;

    @Override
    public Integer call() {
        var config = PulsoConfig.of(Settings.load(configFile, System.getenv(), Map.of()));
        var database = config.database();
        if (database == null) {
            throw new ConfigException("no source.url: name the database in pulso.yaml or PULSO_SOURCE_URL");
        }
        var kafka = config.kafkaBootstrap();
        var report = Preflight.check(IngestConfig.of(
                        config.source(),
                        database,
                        kafka == null ? "localhost:" + config.kafkaPort() : kafka,
                        config.zone())
                .withTables(config.tables()));
        for (var finding : report.findings()) {
            System.out.printf("  %-4s  %-22s %s%n", mark(finding), finding.subject(), finding.text());
            if (finding.mend() != null) {
                System.out.printf("        %-22s → %s%n", "", finding.mend());
            }
        }
        return report.failures().isEmpty() ? 0 : 1;
    }

    private static String mark(Finding finding) {
        return switch (finding.level()) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "FAIL";
        };
    }
}
