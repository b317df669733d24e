package pulso.command;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.MinuteReader;
import pulso.command.history.ClickHouseArchives;
import pulso.command.history.LogHistory;
import pulso.command.webhook.WebhookRole;
import pulso.ingest.Ingest;
import pulso.ingest.IngestConfig;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.generation.Generation;
import pulso.schemas.generation.GenerationBook;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.SchemaRegistry;
import pulso.wallboard.Archives;
import pulso.wallboard.HealthSource;
import pulso.wallboard.MinuteArchive;
import pulso.wallboard.Wallboard;
import pulso.wallboard.WallboardConfig;

/** The roles of every source in this process, wired to the servers. Whoever makes it closes its {@link Parts}. */
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration ARCHIVE_PATIENCE = Duration.ofSeconds(30);

    private final PulsoConfig config;
    private final Parts parts;
    private final String bootstrapServers;
    private final SchemaRegistry registry;
    private final SettingsDesk settings;
    private final List<SourceRoles> sources;
    private final GenerationLog generations;
    private final ProgressReader progress;
    /** The generation that this process shows. */
    private volatile Generation generation;

    private volatile @Nullable ClickHouseRole clickHouse;
    /** Opened once ClickHouse's address is known, which may be after the board is there. */
    private volatile @Nullable MinuteReader archive;

    private final ClickHouseArchives archives;
    private volatile @Nullable Wallboard wallboard;
    private volatile @Nullable WebhookRole webhooks;

    Pipeline(PulsoConfig config, Parts parts, String bootstrapServers) {
        this.config = config;
        this.parts = parts;
        this.bootstrapServers = bootstrapServers;
        this.sources = config.sources().stream().map(SourceRoles::new).toList();
        this.archives = parts.add("clickhouse archives", new ClickHouseArchives());
        createTopics();
        this.registry = parts.add("schema registry", RegistrySettings.open(config.registry(), bootstrapServers));
        this.settings = parts.add("settings", new SettingsDesk(bootstrapServers, registry));
        this.generations = new GenerationLog(bootstrapServers, registry);
        this.progress = new ProgressReader(bootstrapServers, registry);
        this.generation = current(generations.read());
        createTopics(Topics.derived(generation.name()).all());
        parts.add("generations", GenerationWatch.start(generations, this::follow));
    }

    private static Generation current(GenerationBook book) {
        var name = book.current();
        return book.find(name).orElseGet(() -> Generation.first(name, Instant.EPOCH));
    }

    /** The folds and ClickHouse read a topic for each table, so it has to be there though the database lacks the table. */
    private void createTopics() {
        var topics = new ArrayList<>(Topics.common());
        for (var source : config.sources()) {
            topics.add(Topics.heartbeat(source.name()));
            source.documented().forEach(table -> topics.add(source.topic(table)));
        }
        createTopics(topics);
    }

    private void createTopics(List<Topic<?>> topics) {
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
        roles.topology(parts.add(
                "topology of " + source.name(),
                CentreRole.start(
                        source,
                        progress,
                        this::folding,
                        generation,
                        generations.read().former().orElse(null))));
    }

    private Folding folding(Generation folded) {
        return new Folding(
                config, bootstrapServers, registry, folded, true, config.data().resolve("streams"));
    }

    void startClickHouse(URI endpoint) {
        readArchive(endpoint);
        clickHouse = parts.add(
                "clickhouse sink",
                new ClickHouseRole(config, endpoint, bootstrapServers, registry, generations.read()));
    }

    /** Every role turns to the generation that was promoted; what people see goes on until each has it whole. */
    private synchronized void follow(GenerationBook book) {
        var promoted = current(book);
        if (promoted.name().equals(generation.name())) {
            return;
        }
        LOG.info("generation {} is the current one now, after {}", promoted.name(), generation.name());
        createTopics(Topics.derived(promoted.name()).all());
        generation = promoted;
        for (var source : sources) {
            var topology = source.topology();
            if (topology != null) {
                topology.follow(promoted);
            }
        }
        var sink = clickHouse;
        if (sink != null) {
            sink.follow(book);
        }
        var board = wallboard;
        if (board != null) {
            board.follow(promoted.name());
        }
    }

    /** Once there is a board, people ask it there. */
    void startWebhooks() {
        var role = parts.add("webhooks", WebhookRole.start(config, bootstrapServers, registry));
        webhooks = role;
        var board = wallboard;
        if (board != null) {
            board.extend(role.api());
        }
    }

    @Nullable
    WebhookRole webhooks() {
        return webhooks;
    }

    void startWallboard(List<HealthSource> others) {
        var zones = config.sources().stream().collect(Collectors.toMap(SourceConfig::name, SourceConfig::zone));
        var board = WallboardConfig.of(bootstrapServers, generation.name(), zones, config.data())
                .withAddress(config.httpHost(), config.httpPort())
                .withServiceLevel(config.thresholdSeconds(), config.shortSeconds())
                .withReaders(config.origins(), 1_000)
                .withMasking(config.masking())
                .withQueryToken(config.queryToken());
        if (config.clickHouseUrl() != null) {
            readArchive(config.clickHouseUrl());
        }
        wallboard = parts.add(
                "wallboard",
                Wallboard.start(
                        board,
                        registry,
                        others,
                        new Archives(this::readOldMinutes, archives.passages(), archives.tables(), history())));
    }

    private LogHistory history() {
        var logs = config.sources().stream()
                .map(source -> new LogHistory.Source(
                        source.name(),
                        source.documented().stream()
                                .filter(LogHistory.Source::reads)
                                .<String>map(table -> source.topic(table).name())
                                .toList(),
                        source.layouts()))
                .toList();
        return new LogHistory(bootstrapServers, registry, logs, () -> FoldParameters.parse(generation.parameters()));
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
        var role = clickHouse;
        return role == null ? null : role.sink();
    }

    @Nullable
    Wallboard wallboard() {
        return wallboard;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }
}
