package pulso.command;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pulso.schemas.source.SourceTable;

/**
 * The Pulso that a command works on from outside: its settings, and where its servers are. Mixed into commands that need
 * Kafka and ClickHouse.
 */
public final class Installation {
    /** What the folds read, where it is captured. */
    static final Set<SourceTable> FOLDED = folded();

    private static final String LOCAL = "localhost";

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as for run.")
    private @Nullable Path configFile;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka to work on (default: kafka.bootstrap of the settings, else the embedded one of a Pulso"
                    + " that runs on this machine).")
    private @Nullable String kafka;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description = "ClickHouse to work on (default: likewise by clickhouse.url).")
    private @Nullable URI clickHouse;

    private @Nullable PulsoConfig config;

    private static Set<SourceTable> folded() {
        var tables = EnumSet.of(SourceTable.CDR_REPO, SourceTable.DIALER_BASE, SourceTable.CALLS_SPOOL);
        for (var table : SourceTable.values()) {
            if (table.channel() != null) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** The settings, read with the first question. */
    public PulsoConfig config() {
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

    public String bootstrapServers() {
        if (kafka != null) {
            return kafka;
        }
        var configured = config().kafkaBootstrap();
        return configured == null ? LOCAL + ':' + config().kafkaPort() : configured;
    }

    public URI clickHouse() {
        if (clickHouse != null) {
            return clickHouse;
        }
        var configured = config().clickHouseUrl();
        return configured == null ? URI.create("http://" + LOCAL + ':' + config().clickHousePort()) : configured;
    }
}
