package pulso.ingest;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.SourceTable;
import pulso.schemas.source.TableLayout;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/**
 * What is captured, and where it goes.
 *
 * @param source the contact centre's name, the first part of its topics' names: letters, digits, {@code _ . -}
 * @param tables the tables to capture; a documented one lies where {@code layouts} says
 * @param layouts where the documented tables lie and what their columns are called; a documented table that
 *     {@code tables} puts in another database lies there, unless its own layout says otherwise
 * @param zone the zone of the source's DATETIME columns
 * @param rawRetention how long raw topics keep a row, counted from its commit; null for ever
 * @param since the first day that a snapshot reads of tables that have a time column; null reads all
 * @param serverId what capture calls itself among the database's replicas: unique there, and not the server's own
 * @param replicationFactor of the topics that capture creates
 */
public record IngestConfig(
        String source,
        String databaseHost,
        int databasePort,
        String user,
        String password,
        List<CapturedTable> tables,
        Layouts layouts,
        String bootstrapServers,
        ZoneId zone,
        @Nullable Duration rawRetention,
        @Nullable LocalDate since,
        long serverId,
        short replicationFactor) {
    /** Every documented table that the database has; the queue log it must have. */
    public static final List<CapturedTable> DEFAULT_TABLES = Arrays.stream(SourceTable.values())
            .map(table ->
                    new CapturedTable(table.defaultDatabase(), table.tableName(), table == SourceTable.QUEUE_LOG_REPO))
            .toList();

    public static final Duration DEFAULT_RAW_RETENTION = Duration.ofDays(30);

    private static final Pattern SOURCE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final long LOWEST_DEFAULT_SERVER_ID = 1_000_000;
    private static final int DEFAULT_SERVER_IDS = 1_000_000;

    public IngestConfig {
        if (!SOURCE_NAME.matcher(source).matches()) {
            throw new IllegalArgumentException("source '" + source + "' may hold letters, digits, _ . and - only");
        }
        if (databasePort < 1 || databasePort > 65_535) {
            throw new IllegalArgumentException("database port " + databasePort + " is not between 1 and 65535");
        }
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("no table to capture");
        }
        if (serverId < 1 || serverId > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("server id " + serverId + " is not between 1 and 4294967295");
        }
        tables = List.copyOf(tables);
        for (var table : tables) {
            layouts = layouts.placed(table.database(), table.name());
        }
    }

    /** Captures the default tables with the default settings. */
    public static IngestConfig of(String source, Database database, String bootstrapServers, ZoneId zone) {
        return new IngestConfig(
                source,
                database.host(),
                database.port(),
                database.user(),
                database.password(),
                DEFAULT_TABLES,
                Layouts.documented(),
                bootstrapServers,
                zone,
                DEFAULT_RAW_RETENTION,
                null,
                LOWEST_DEFAULT_SERVER_ID + Math.floorMod(source.hashCode(), DEFAULT_SERVER_IDS),
                (short) 1);
    }

    /** Where the database is and who asks. */
    public record Database(String host, int port, String user, String password) {
        @Override
        public String toString() {
            return user + '@' + host + ':' + port;
        }
    }

    public IngestConfig withTables(List<CapturedTable> captured) {
        return new IngestConfig(
                source,
                databaseHost,
                databasePort,
                user,
                password,
                captured,
                layouts,
                bootstrapServers,
                zone,
                rawRetention,
                since,
                serverId,
                replicationFactor);
    }

    public IngestConfig withLayouts(Layouts configured) {
        return new IngestConfig(
                source,
                databaseHost,
                databasePort,
                user,
                password,
                tables,
                configured,
                bootstrapServers,
                zone,
                rawRetention,
                since,
                serverId,
                replicationFactor);
    }

    public IngestConfig withSince(@Nullable LocalDate firstDay) {
        return new IngestConfig(
                source,
                databaseHost,
                databasePort,
                user,
                password,
                tables,
                layouts,
                bootstrapServers,
                zone,
                rawRetention,
                firstDay,
                serverId,
                replicationFactor);
    }

    /** Where a table lies; null for one that is not among the documented ones, which is captured and no more. */
    @Nullable
    TableLayout layout(CapturedTable table) {
        var documented = SourceTable.named(table.name());
        if (documented != null) {
            return layouts.of(documented);
        }
        for (var layout : layouts.all()) {
            if (layout.qualifiedName().equalsIgnoreCase(table.toString())) {
                return layout;
            }
        }
        return null;
    }

    /** Where the rows of a captured table go. */
    Topic<?> rawTopic(CapturedTable table) {
        var layout = layout(table);
        return layout == null
                ? Topics.raw(source, table.database(), table.name(), rawRetention)
                : Topics.raw(source, layout, rawRetention);
    }

    /** The producer's transactional id: who opens it anew shuts every earlier holder out. */
    String transactionalId() {
        return "pulso-ingest-" + source;
    }

    @Override
    public String toString() {
        return source + " from " + user + '@' + databaseHost + ':' + databasePort + ' ' + tables;
    }
}
