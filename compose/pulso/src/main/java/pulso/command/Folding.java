package pulso.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pulso.clickhouse.ClickHouseConfig;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.generation.Generation;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topic;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.topology.stream.CentreStreams;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.Emission;
import pulso.topology.stream.EpochWatch;

/**
 * How this installation folds a generation: the one place where a process that runs all the time and one that replays
 * agree on it.
 *
 * @param isLive whether this process tells other systems what happens: one that replays never does
 * @param stateFolder where the folds keep what is theirs on this machine
 */
public record Folding(
        PulsoConfig config,
        String bootstrapServers,
        SchemaRegistry registry,
        Generation generation,
        boolean isLive,
        Path stateFolder) {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Of the eight days that are read before a generation's time, seven tell who called again. */
    private static final Duration KNOWN_WHOLE = Duration.ofDays(1);

    /** The folds of a source and generation: their consumer group, and how the topics of their state begin. */
    public static String applicationId(String generation, String source) {
        return "pulso-" + generation + '-' + source;
    }

    /** The topics of a source that folds read. */
    static List<Topic<?>> topics(SourceConfig source) {
        return topics(source, Set.of());
    }

    /**
     * Of the topics of a source that folds read, those of some tables.
     *
     * @param onlyTables empty for all
     */
    public static List<Topic<?>> topics(SourceConfig source, Set<String> onlyTables) {
        return source.documented().stream()
                .filter(Installation.FOLDED::contains)
                .filter(table -> onlyTables.isEmpty() || onlyTables.contains(table.name()))
                .<Topic<?>>map(source::topic)
                .toList();
    }

    /**
     * The documented tables of a list like {@code queue_log_repo,CDR_REPO}.
     *
     * @throws ConfigException when folds read no such table
     */
    public static Set<String> tables(List<String> names) {
        var tables = new TreeSet<String>();
        for (var name : names) {
            var table = SourceTable.named(name.strip().toUpperCase(Locale.ROOT));
            if (table == null || !Installation.FOLDED.contains(table)) {
                throw new ConfigException("no table '" + name + "' is folded; these are: " + Installation.FOLDED);
            }
            tables.add(table.name());
        }
        return tables;
    }

    /** Waits until a snapshot is complete: only then is there something whole to fold. Empty when there is none in time. */
    Optional<SourceStatus> awaitSnapshot(SourceConfig source, Duration limit) {
        return awaitSnapshot(bootstrapServers, registry, source, limit);
    }

    /** Likewise, of whatever generation. */
    public static Optional<SourceStatus> awaitSnapshot(
            String bootstrapServers, SchemaRegistry registry, SourceConfig source, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var watch = new EpochWatch(source.name(), bootstrapServers, new AvroWire(registry))) {
            while (System.nanoTime() < deadline) {
                var status = watch.poll(POLL);
                if (status.isPresent()) {
                    return status;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Starts to fold a source; returns at once.
     *
     * @throws IllegalStateException when another version of Pulso has folded it, whose state this one cannot go on with
     */
    public CentreStreams start(SourceConfig source, SourceStatus status, List<Topic<?>> topics) {
        FoldState.requireOwn(bootstrapServers, generation.name(), source.name());
        var topology = new CentreTopology.Config(
                source.name(),
                ZoneId.of(status.zone()),
                status.completeEpoch(),
                generation.name(),
                topics.stream().map(Topic::name).toList(),
                source.layouts(),
                bootstrapServers,
                config.replication(),
                config.commitInterval(),
                FoldParameters.parse(generation.parameters()),
                emission(),
                config.webhookRules());
        return CentreStreams.start(topology, new AvroWire(registry), stateFolder);
    }

    /**
     * What is shown goes on without an end, whatever it was begun for; and what began a little earlier than that, and
     * was copied while it was not over, goes on too.
     */
    private Emission emission() {
        var from = generation.from();
        return isLive
                ? new Emission(from == null ? null : from.minus(KNOWN_WHOLE), null, true, generation.promotedAt())
                : Emission.replay(from, generation.to());
    }

    /**
     * A sink of the derived tables alone, that shows nobody what it feeds. Wall clocks are those of the zone that capture
     * told, since this may be another machine.
     */
    public ClickHouseConfig hiddenSink(URI clickHouse) {
        return sink(config, clickHouse, bootstrapServers, generation.name(), false);
    }

    static ClickHouseConfig sink(
            PulsoConfig config, URI clickHouse, String bootstrapServers, String generation, boolean isShown) {
        var centres = config.sources().stream()
                .map(source -> new ClickHouseConfig.Source(
                        source.name(),
                        isShown ? names(source.documented()) : Set.of(),
                        isShown ? source.zone() : null,
                        source.layouts()))
                .toList();
        return new ClickHouseConfig(
                clickHouse,
                config.clickHouseUser(),
                config.clickHousePassword(),
                bootstrapServers,
                generation,
                isShown,
                centres,
                ClickHouseConfig.DEFAULT_FLUSH_INTERVAL,
                ClickHouseConfig.DEFAULT_ROWS_PER_INSERT,
                config.storage(),
                null);
    }

    private static Set<String> names(Set<SourceTable> tables) {
        return tables.stream().map(SourceTable::name).collect(Collectors.toSet());
    }
}
