package pulso.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.ingest.Finding;
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
        var file =
                configFile != null || !Files.exists(RunCommand.DEFAULT_CONFIG) ? configFile : RunCommand.DEFAULT_CONFIG;
        var config = PulsoConfig.of(Settings.load(file, System.getenv(), Map.of()));
        var kafka = config.kafkaBootstrap();
        boolean isWell = true;
        for (var source : config.sources()) {
            if (config.sources().size() > 1) {
                System.out.printf("%n%s%n", source.name());
            }
            isWell &= examine(source, kafka == null ? "localhost:" + config.kafkaPort() : kafka, config.replication());
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

    private static String mark(Finding finding) {
        return switch (finding.level()) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "FAIL";
        };
    }
}
