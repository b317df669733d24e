package pulso.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.ingest.Ingest;
import pulso.ingest.IngestConfig;
import pulso.ingest.IngestRefusedException;

/** {@code run}: captures a database that is already there. */
@Command(
        name = "run",
        description = "Runs Pulso on your own database; what is not configured (Kafka, ClickHouse) runs embedded.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    static final Path DEFAULT_CONFIG = Path.of("pulso.yaml");

    @Option(names = "--config", paramLabel = "FILE", description = "Settings (default: pulso.yaml if it is here).")
    private @Nullable Path configFile;

    @Option(
            names = "--role",
            paramLabel = "ROLES",
            description = "Comma-separated: ingest, topology, wallboard, clickhouse, webhook (default: all).")
    private @Nullable String roles;

    @Option(names = "--since", paramLabel = "DATE", description = "First day that the snapshot reads, like 2026-11-01.")
    private @Nullable String since;

    @Option(
            names = "--new-snapshot",
            description = "Forget where capture stands and read every table anew: after tables were added, or when the"
                    + " database has deleted its binlog.")
    private boolean isAnew;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of what runs embedded (default: ~/.pulso).")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        var file = configFile != null || !Files.exists(DEFAULT_CONFIG) ? configFile : DEFAULT_CONFIG;
        var config = PulsoConfig.of(Settings.load(file, System.getenv(), commandLine()));
        Set<Role> wanted = roles == null ? EnumSet.allOf(Role.class) : Role.parse(roles);
        if (wanted.contains(Role.INGEST)) {
            requireDatabases(config);
        }
        var parts = new Parts();
        var stop = Shutdown.install(parts);
        try {
            parts.add("data folder", DataFolder.take(config.data(), false));
            run(config, wanted, isAnew, parts, stop);
            return 0;
        } finally {
            parts.close();
        }
    }

    private static void requireDatabases(PulsoConfig config) {
        for (var source : config.sources()) {
            if (source.database() == null) {
                throw new ConfigException(
                        config.sources().size() == 1
                                ? "no source.url: name the database to capture in pulso.yaml or PULSO_SOURCE_URL,"
                                        + " or try ./pulso demo"
                                : "no sources." + source.name() + ".url: name its database");
            }
        }
    }

    private Map<ConfigKey, String> commandLine() {
        var settings = new EnumMap<ConfigKey, String>(ConfigKey.class);
        if (data != null) {
            settings.put(ConfigKey.DATA, data.toString());
        }
        if (since != null) {
            settings.put(ConfigKey.SOURCE_SINCE, since);
        }
        return settings;
    }

    private static void run(PulsoConfig config, Set<Role> wanted, boolean isAnew, Parts parts, CountDownLatch stop)
            throws InterruptedException {
        var servers = new Servers(config, parts);
        servers.requireOwnPorts(wanted.contains(Role.WALLBOARD));
        var startingKafka = servers.kafka();
        var startingClickHouse = wanted.contains(Role.CLICKHOUSE) ? servers.clickHouse() : null;
        var pipeline = new Pipeline(config, parts, Servers.await(startingKafka));
        var addresses = new ArrayList<String>();
        addresses.add("  Kafka       " + pipeline.bootstrapServers());
        if (wanted.contains(Role.WALLBOARD)) {
            pipeline.startWallboard(RoleHealth.of(pipeline, wanted));
            addresses.add("  Board       http://" + config.httpHost() + ':' + config.httpPort() + '/');
        }
        if (wanted.contains(Role.WEBHOOK)) {
            pipeline.startWebhooks();
        }
        for (var roles : pipeline.sources()) {
            var database = roles.config().database();
            if (wanted.contains(Role.INGEST) && database != null) {
                startIngest(pipeline, roles, database, isAnew);
                addresses.add("  Database    " + database + "   " + roles.name());
            }
            if (wanted.contains(Role.TOPOLOGY)) {
                pipeline.startTopology(roles);
            }
        }
        if (startingClickHouse != null) {
            var url = Servers.await(startingClickHouse);
            pipeline.startClickHouse(url);
            addresses.add("  ClickHouse  " + url);
        }
        var only =
                pipeline.sources().size() == 1 ? pipeline.sources().getFirst().ingest() : null;
        if (only != null) {
            watchSnapshot(only, stop);
        }
        var page = new StatusPage(System.out, addresses, pipeline);
        while (!stop.await(1, TimeUnit.SECONDS)) {
            page.draw();
        }
    }

    /** One of several databases that cannot be captured as it is hinders no other. */
    private static void startIngest(
            Pipeline pipeline, SourceRoles roles, IngestConfig.Database database, boolean isAnew) {
        try {
            pipeline.startIngest(roles, database, isAnew);
        } catch (IngestRefusedException e) {
            if (pipeline.sources().size() == 1) {
                throw e;
            }
            LOG.error("{} cannot be captured", roles.name(), e);
            roles.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void watchSnapshot(Ingest ingest, CountDownLatch stop) throws InterruptedException {
        var reading = new Progress(System.out, "reading the tables once");
        while (stop.getCount() > 0 && ingest.failure() == null) {
            if (ingest.awaitSnapshot(Duration.ofMillis(200))) {
                reading.done("%,d rows".formatted(ingest.status().snapshotRowsDone()));
                return;
            }
            reading.at(ingest.status().snapshotRowsDone(), ingest.status().snapshotRowsExpected());
        }
    }
}
