package pulso.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.Generations.Former;
import pulso.schemas.source.Layouts;
import pulso.schemas.topic.Topics;

/**
 * What the sink needs to know.
 *
 * @param endpoint ClickHouse's HTTP interface, for example {@code http://127.0.0.1:8123}
 * @param generation the derived data to write; it has its own database and its own consumer group
 * @param promoted whether the views in {@code pulso} are to show this generation; a replay that runs beside the current
 *     one leaves them alone until it is promoted
 * @param flushInterval an insert for each table at most this often; a quiet table gets its first row at once
 * @param maxRowsPerInsert an insert is made sooner when this many rows wait
 * @param storage how ClickHouse keeps and shows it
 * @param former who holds what the generation does not fold itself; null for one that folds all
 */
public record ClickHouseConfig(
        URI endpoint,
        String user,
        String password,
        String bootstrapServers,
        String generation,
        boolean promoted,
        List<Source> sources,
        Duration flushInterval,
        int maxRowsPerInsert,
        Storage storage,
        @Nullable Former former) {
    public static final Duration DEFAULT_FLUSH_INTERVAL = Duration.ofSeconds(1);
    public static final int DEFAULT_ROWS_PER_INSERT = 100_000;

    /** Where the raw tables stand, whichever generation is shown: a new one need not read them again. */
    static final String RAW_CONSUMER_GROUP = "pulso-clickhouse-" + Topics.FIRST_GENERATION;

    /**
     * One contact centre.
     *
     * @param tables tables that are captured, by their documented names in upper case; those that have no table here are
     *     ignored
     * @param zone where DATETIME columns are at home; null: what ingest says in {@code pulso.source}
     * @param layouts where the tables lie
     */
    public record Source(
            String name, Set<String> tables, @Nullable ZoneId zone, Layouts layouts) {
        public Source {
            tables = Set.copyOf(tables);
        }

        /** A source with its tables where they are documented. */
        public Source(String name, Set<String> tables, @Nullable ZoneId zone) {
            this(name, tables, zone, Layouts.documented());
        }
    }

    public ClickHouseConfig {
        var unusedAsItOnlyMayThrow = databaseOf(generation);
        if (flushInterval.isNegative() || maxRowsPerInsert < 1) {
            throw new IllegalArgumentException("flushInterval must not be negative, maxRowsPerInsert at least 1");
        }
        sources = List.copyOf(sources);
    }

    /** The first generation, user {@code default} without a password, and the defaults above. */
    public static ClickHouseConfig of(URI endpoint, String bootstrapServers, List<Source> sources) {
        return new ClickHouseConfig(
                endpoint,
                "default",
                "",
                bootstrapServers,
                Topics.FIRST_GENERATION,
                true,
                sources,
                DEFAULT_FLUSH_INTERVAL,
                DEFAULT_ROWS_PER_INSERT,
                Storage.DEFAULT,
                null);
    }

    public ClickHouseConfig withStorage(Storage other) {
        return new ClickHouseConfig(
                endpoint,
                user,
                password,
                bootstrapServers,
                generation,
                promoted,
                sources,
                flushInterval,
                maxRowsPerInsert,
                other,
                former);
    }

    public ClickHouseConfig withFormer(@Nullable Former other) {
        return new ClickHouseConfig(
                endpoint,
                user,
                password,
                bootstrapServers,
                generation,
                promoted,
                sources,
                flushInterval,
                maxRowsPerInsert,
                storage,
                other);
    }

    /** A sink without any captured table feeds a generation that runs beside the one which feeds the raw tables. */
    boolean feedsRawTables() {
        return sources.stream().anyMatch(source -> !source.tables().isEmpty());
    }

    String generationDatabase() {
        return databaseOf(generation);
    }

    /** @throws IllegalArgumentException for a name that a generation cannot have */
    static String databaseOf(String generation) {
        var database = "pulso_" + generation;
        if (!generation.matches("[a-z0-9_]+") || database.equals(RawTable.DATABASE)) {
            throw new IllegalArgumentException("generation '" + generation
                    + "' becomes part of a database's name: only a-z, 0-9 and _, and not 'raw'");
        }
        return database;
    }

    String consumerGroup() {
        return "pulso-clickhouse-" + generation;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClickHouseConfig[endpoint=%s, user=%s, bootstrapServers=%s, generation=%s, sources=%s]"
                .formatted(endpoint, user, bootstrapServers, generation, sources);
    }
}
