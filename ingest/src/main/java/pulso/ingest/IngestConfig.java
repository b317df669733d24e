package pulso.ingest;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is captured, and where it goes.
 *
 * @param source the contact centre's name, the first part of its topics' names: letters, digits, {@code _ . -}
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
        String bootstrapServers,
        ZoneId zone,
        @Nullable Duration rawRetention,
        @Nullable LocalDate since,
        long serverId,
        short replicationFactor) {
    public static final List<CapturedTable> DEFAULT_TABLES = List.of(
            new CapturedTable("ccrepo", "QUEUE_LOG_REPO"),
            new CapturedTable("ccrepo", "CDR_REPO"),
            new CapturedTable("ccdata", "webhooks"));
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
                bootstrapServers,
                zone,
                rawRetention,
                firstDay,
                serverId,
                replicationFactor);
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
