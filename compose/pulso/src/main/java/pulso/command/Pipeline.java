package pulso.command;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.MinuteReader;
import pulso.command.history.ClickHouseArchives;
import pulso.ingest.Ingest;
import pulso.ingest.IngestConfig;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.wallboard.Archives;
import pulso.wallboard.HealthSource;
import pulso.wallboard.MinuteArchive;
import pulso.wallboard.Wallboard;
import pulso.wallboard.WallboardConfig;

/** The roles of every source in this process, wired to the servers. Whoever makes it closes its {@link Parts}. */
final class Pipeline {
    /** What the folds read, where it is captured. */
    private static final Set<SourceTable> FOLDED = folded();

    private static final Duration ARCHIVE_PATIENCE = Duration.ofSeconds(30);

    private final PulsoConfig config;
    private final Parts parts;
    private final String bootstrapServers;
    private final String generation = Topics.FIRST_GENERATION;
    private final KafkaSchemaRegistry registry;
    private final SettingsDesk settings;
    private final List<SourceRoles> sources;
    private @Nullable ClickHouseSink clickHouse;
    /** Opened once ClickHouse's address is known, which may be after the board is there. */
    private volatile @Nullable MinuteReader archive;

    private final ClickHouseArchives archives;
    private @Nullable Wallboard wallboard;

    Pipeline(PulsoConfig config, Parts parts, String bootstrapServers) {
        this.config = config;
        this.parts = parts;
        this.bootstrapServers = bootstrapServers;
        this.sources = config.sources().stream().map(SourceRoles::new).toList();
        this.archives = parts.add("clickhouse archives", new ClickHouseArchives());
        createTopics();
        this.registry = parts.add("schema registry", new KafkaSchemaRegistry(bootstrapServers));
        this.settings = parts.add("settings", new SettingsDesk(bootstrapServers, registry));
    }

    private static Set<SourceTable> folded() {
        var tables = EnumSet.of(SourceTable.CDR_REPO, SourceTable.DIALER_BASE, SourceTable.CALLS_SPOOL);
        for (var table : SourceTable.values()) {
            if (table.channel() != null) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** The folds and ClickHouse read a topic for each table, so it has to be there though the database lacks the table. */
    private void createTopics() {
        var topics = new ArrayList<Topic<?>>(List.of(Topics.SCHEMAS, Topics.SOURCE, Topics.REJECTED, Topics.SETTINGS));
        topics.addAll(Topics.derived(generation).all());
        for (var source : config.sources()) {
            topics.add(Topics.heartbeat(source.name()));
            source.documented().forEach(table -> topics.add(source.topic(table)));
        }
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.ensure(admin, config.replication(), topics);
        }
    }

    /**
     * Captures a source, and says what the file and a table of names decide about it.
     *
     * @param isAnew whether it forgets where it stood, and takes a new snapshot
     */
    Ingest startIngest(SourceRoles roles, IngestConfig.Database database, boolean isAnew) {
        var source = roles.config();
        var capture = source.ingest(database, bootstrapServers, config.replication());
        decide(source.name(), source.decisions(), Decision.FILE);
        var ingest = parts.add(
                "ingest of " + source.name(),
                isAnew ? Ingest.startAnew(capture, registry) : Ingest.start(capture, registry));
        roles.ingest(ingest);
        var names = source.names();
        if (names != null) {
            roles.names(parts.add(
                    "names of " + source.name(),
                    AgentNamesRole.start(source, names, bootstrapServers, registry, settings)));
        }
        return ingest;
    }

    void decide(String source, List<Decision> decisions, String by) {
        settings.decide(source, decisions, by);
    }

    void startTopology(SourceRoles roles) {
        var source = roles.config();
        var topics = source.documented().stream()
                .filter(FOLDED::contains)
                .map(table -> source.topic(table).name())
                .toList();
        roles.topology(parts.add(
                "topology of " + source.name(),
                CentreRole.start(config, source, generation, bootstrapServers, registry, topics)));
    }

    void startClickHouse(URI endpoint) {
        readArchive(endpoint);
        var centres = config.sources().stream()
                .map(source -> new ClickHouseConfig.Source(
                        source.name(),
                        source.documented().stream().map(SourceTable::name).collect(Collectors.toSet()),
                        source.zone(),
                        source.layouts()))
                .toList();
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
                                centres,
                                ClickHouseConfig.DEFAULT_FLUSH_INTERVAL,
                                ClickHouseConfig.DEFAULT_ROWS_PER_INSERT),
                        registry));
    }

    void startWallboard(List<HealthSource> others) {
        var zones = config.sources().stream().collect(Collectors.toMap(SourceConfig::name, SourceConfig::zone));
        var board = WallboardConfig.of(bootstrapServers, generation, zones, config.data())
                .withAddress(config.httpHost(), config.httpPort())
                .withServiceLevel(config.thresholdSeconds(), config.shortSeconds())
                .withReaders(config.origins(), 1_000);
        if (config.clickHouseUrl() != null) {
            readArchive(config.clickHouseUrl());
        }
        wallboard = parts.add(
                "wallboard",
                Wallboard.start(
                        board,
                        registry,
                        others,
                        new Archives(this::readOldMinutes, archives.passages(), archives.tables(), null)));
    }

    private void readArchive(URI endpoint) {
        archives.open(endpoint, config.clickHouseUser(), config.clickHousePassword());
        if (archive == null) {
            archive = parts.add(
                    "clickhouse reader",
                    MinuteReader.open(
                            endpoint, config.clickHouseUser(), config.clickHousePassword(), ARCHIVE_PATIENCE));
        }
    }

    private void readOldMinutes(MinuteArchive.Wanted wanted, Consumer<QueueMinute> taker) {
        var reader = archive;
        if (reader == null) {
            throw new IllegalStateException("ClickHouse is not known yet: set clickhouse.url, or run it here");
        }
        reader.read(wanted.source(), wanted.queues(), wanted.channels(), wanted.from(), wanted.to(), taker);
    }

    List<SourceRoles> sources() {
        return sources;
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
