package pulso.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.embedded.EmbeddedMariaDb;
import pulso.ingest.IngestConfig;
import pulso.simulator.SimulationPlan;
import pulso.simulator.Simulator;

/** {@code demo}: everything embedded, with a simulated contact centre. */
@Command(
        name = "demo",
        description =
                "Runs everything on this machine with a simulated contact centre; the board is at http://localhost:8080.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(30);
    private static final int MOST_DAYS = 30;

    @Option(names = "--data", paramLabel = "DIR", description = "Where its data is kept (default: ~/.pulso).")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "Delete what an earlier demo left there, and start over.")
    private boolean fresh;

    @Option(names = "--http-port", defaultValue = "8080", description = "Board and API (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(names = "--clickhouse-port", defaultValue = "8123", description = "ClickHouse (default: ${DEFAULT-VALUE}).")
    private int clickHousePort;

    @Option(names = "--kafka-port", defaultValue = "9092", description = "Kafka (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(names = "--mariadb-port", defaultValue = "3306", description = "MariaDB (default: ${DEFAULT-VALUE}).")
    private int mariaDbPort;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Another seed is another day (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--scale", defaultValue = "1", description = "1 is about 4,000 inbound calls a day.")
    private double scale;

    @Option(
            names = "--days",
            defaultValue = "0",
            description =
                    "Days before today that the centre has worked too, of the last 30 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Override
    public Integer call() throws Exception {
        if (days < 0 || days > MOST_DAYS) {
            throw new ConfigException("--days must lie in 0.." + MOST_DAYS + ", is " + days);
        }
        var config = PulsoConfig.of(Settings.load(null, System.getenv(), commandLine()));
        var parts = new Parts();
        var stop = Shutdown.install(parts);
        try {
            parts.add("data folder", DataFolder.take(config.data(), fresh));
            run(config, parts, stop);
            return 0;
        } finally {
            parts.close();
        }
    }

    private Map<ConfigKey, String> commandLine() {
        var settings = new EnumMap<ConfigKey, String>(ConfigKey.class);
        if (data != null) {
            settings.put(ConfigKey.DATA, data.toString());
        }
        settings.put(ConfigKey.HTTP_PORT, Integer.toString(httpPort));
        settings.put(ConfigKey.CLICKHOUSE_PORT, Integer.toString(clickHousePort));
        settings.put(ConfigKey.KAFKA_PORT, Integer.toString(kafkaPort));
        return settings;
    }

    private void run(PulsoConfig config, Parts parts, CountDownLatch stop) throws InterruptedException {
        System.out.println("Pulso demo in " + config.data());
        var starting = new Progress(System.out, "MariaDB, Kafka, ClickHouse");
        var servers = new Servers(config, parts);
        servers.requireOwnPorts(true);
        var startingDatabase = servers.mariaDb(mariaDbPort);
        var startingKafka = servers.kafka();
        var startingClickHouse = servers.clickHouse();
        var database = Servers.await(startingDatabase);
        var simulator = writeTheDaySoFar(config, parts, database);
        var kafka = Servers.await(startingKafka);
        var clickHouse = Servers.await(startingClickHouse);
        starting.done("running");

        var pipeline = new Pipeline(config, parts, kafka);
        pipeline.decide(
                config.source().name(),
                DemoSettings.of(simulator, config.source().zone()),
                DemoSettings.DEMO);
        pipeline.startWallboard(RoleHealth.of(pipeline, EnumSet.allOf(Role.class)));
        pipeline.startWebhooks();
        for (var roles : pipeline.sources()) {
            var ingest = pipeline.startIngest(
                    roles,
                    new IngestConfig.Database(
                            "127.0.0.1", database.port(), database.captureUser(), database.capturePassword()),
                    false);
            pipeline.startTopology(roles);
            pipeline.startClickHouse(clickHouse);
            ingest.awaitSnapshot(SNAPSHOT_LIMIT);
        }
        var live = Thread.ofPlatform().name("pulso-simulator").daemon().start(simulator::runRealTime);

        var page = new StatusPage(System.out, addresses(pipeline, database, clickHouse.toString()), pipeline);
        while (!stop.await(1, TimeUnit.SECONDS)) {
            page.draw();
        }
        live.interrupt();
    }

    /** The day is in the database before anybody reads it: the snapshot finds it there, as with a real centre. */
    private Simulator writeTheDaySoFar(PulsoConfig config, Parts parts, EmbeddedMariaDb database) {
        var zone = config.source().zone();
        var first = LocalDate.now(zone).minusDays(days).atStartOfDay(zone).toInstant();
        var plan = SimulationPlan.demo(seed, zone, first).withScale(scale);
        var simulator = parts.add(
                "simulator",
                Simulator.open(database.jdbcUrl("ccrepo"), database.adminUser(), database.adminPassword(), plan));
        var writing = new Progress(System.out, "the simulated centre's day so far");
        long actions = simulator.writeUntil(Instant.now(), done -> writing.at(done, 0));
        writing.done("%,d rows".formatted(actions));
        return simulator;
    }

    private List<String> addresses(Pipeline pipeline, EmbeddedMariaDb database, String clickHouse) {
        var board = pipeline.wallboard();
        return List.of(
                "  Board       http://localhost:" + (board == null ? httpPort : board.port()) + "/",
                "  ClickHouse  " + clickHouse + "   jdbc:clickhouse://localhost:" + clickHousePort + "/pulso",
                "  Kafka       " + pipeline.bootstrapServers(),
                "  MariaDB     " + database.jdbcUrl("ccrepo"));
    }
}
