package pulso.command;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.ingest.CapturedTable;
import pulso.ingest.Ingest;
import pulso.ingest.IngestConfig;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.wallboard.HealthSource;
import pulso.wallboard.Wallboard;
import pulso.wallboard.WallboardConfig;

/** The roles of one centre in this process, wired to the servers. Whoever makes it closes its {@link Parts}. */
final class Pipeline {
    private static final String DEFAULT_DATABASE = "ccrepo";
    private static final String QUEUE_LOG = "QUEUE_LOG_REPO";
    private static final String CALL_DETAIL = "CDR_REPO";
    private static final List<String> FOLDED_TABLES = List.of(QUEUE_LOG, CALL_DETAIL);

    private final PulsoConfig config;
    private final Parts parts;
    private final String bootstrapServers;
    private final String generation = Topics.FIRST_GENERATION;
    private final KafkaSchemaRegistry registry;
    private @Nullable Ingest ingest;
    private @Nullable CentreRole topology;
    private @Nullable ClickHouseSink clickHouse;
    private @Nullable Wallboard wallboard;

    Pipeline(PulsoConfig config, Parts parts, String bootstrapServers) {
        this.config = config;
        this.parts = parts;
        this.bootstrapServers = bootstrapServers;
        createTopics();
        this.registry = parts.add("schema registry", new KafkaSchemaRegistry(bootstrapServers));
    }

    private void createTopics() {
        var topics = new ArrayList<Topic<?>>(List.of(Topics.SCHEMAS, Topics.SOURCE, Topics.REJECTED));
        topics.addAll(Topics.derived(generation).all());
        FOLDED_TABLES.stream()
                .filter(table -> configured(table).isEmpty())
                .forEach(table -> topics.add(emptyTopic(table)));
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.ensure(admin, config.replication(), topics);
        }
    }

    void startIngest(IngestConfig.Database database) {
        var settings = IngestConfig.of(config.source(), database, bootstrapServers, config.zone());
        ingest = parts.add(
                "ingest",
                Ingest.start(
                        new IngestConfig(
                                settings.source(),
                                settings.databaseHost(),
                                settings.databasePort(),
                                settings.user(),
                                settings.password(),
                                config.tables(),
                                bootstrapServers,
                                settings.zone(),
                                config.retention(),
                                config.since(),
                                settings.serverId(),
                                config.replication()),
                        registry));
    }

    void startTopology() {
        topology = parts.add(
                "topology",
                CentreRole.start(
                        config,
                        generation,
                        bootstrapServers,
                        registry,
                        tableTopic(QUEUE_LOG),
                        tableTopic(CALL_DETAIL)));
    }

    /** The folds read a topic for each of these, so it has to be there though nobody captures the table. */
    private Topic<?> emptyTopic(String table) {
        return Topics.raw(config.source(), DEFAULT_DATABASE, table, IngestConfig.DEFAULT_RAW_RETENTION);
    }

    private Optional<CapturedTable> configured(String table) {
        return config.tables().stream()
                .filter(captured -> captured.name().equalsIgnoreCase(table))
                .findFirst();
    }

    private String tableTopic(String table) {
        return configured(table)
                .orElse(new CapturedTable(DEFAULT_DATABASE, table))
                .topic(config.source());
    }

    void startClickHouse(URI endpoint) {
        Set<String> tables = new HashSet<>();
        config.tables().forEach(table -> tables.add(table.name().toUpperCase(Locale.ROOT)));
        clickHouse = parts.add(
                "clickhouse sink",
                ClickHouseSink.start(
                        new ClickHouseConfig(
                                endpoint,
                                config.clickHouseUser(),
                                config.clickHousePassword(),
                                bootstrapServers,
                                generation,
                                true,
                                List.of(new ClickHouseConfig.Source(config.source(), tables, config.zone())),
                                ClickHouseConfig.DEFAULT_FLUSH_INTERVAL,
                                ClickHouseConfig.DEFAULT_ROWS_PER_INSERT),
                        registry));
    }

    void startWallboard(List<HealthSource> others) {
        var settings = WallboardConfig.of(
                        bootstrapServers, generation, Map.of(config.source(), config.zone()), config.data())
                .withAddress(config.httpHost(), config.httpPort())
                .withServiceLevel(config.thresholdSeconds(), config.shortSeconds())
                .withReaders(config.origins(), 1_000);
        wallboard = parts.add("wallboard", Wallboard.start(settings, registry, others));
    }

    /** Waits until the snapshot is complete; false when the limit passed first. */
    boolean awaitSnapshot(Duration limit) throws InterruptedException {
        return ingest == null || ingest.awaitSnapshot(limit);
    }

    @Nullable
    Ingest ingest() {
        return ingest;
    }

    @Nullable
    CentreRole topology() {
        return topology;
    }

    @Nullable
    ClickHouseSink clickHouse() {
        return clickHouse;
    }

    @Nullable
    Wallboard wallboard() {
        return wallboard;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }
}
