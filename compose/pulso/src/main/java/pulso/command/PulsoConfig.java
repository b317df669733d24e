package pulso.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.ingest.CapturedTable;
import pulso.ingest.IngestConfig;

/**
 * A whole configuration, checked before anything starts.
 *
 * @param database the database to capture; null when it is embedded
 * @param kafkaBootstrap Kafka to use; null when it is embedded
 * @param clickHouseUrl ClickHouse to use; null when it is embedded
 * @param retention how long raw topics keep a row; null for ever
 */
record PulsoConfig(
        Path data,
        String source,
        ZoneId zone,
        IngestConfig.@Nullable Database database,
        List<CapturedTable> tables,
        @Nullable LocalDate since,
        @Nullable Duration retention,
        @Nullable String kafkaBootstrap,
        int kafkaPort,
        short replication,
        @Nullable URI clickHouseUrl,
        String clickHouseUser,
        String clickHousePassword,
        int clickHousePort,
        String httpHost,
        int httpPort,
        int thresholdSeconds,
        int shortSeconds,
        Set<String> origins,
        Duration commitInterval) {
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_DATABASE_PORT = 3306;
    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Pattern SOURCE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern DATABASE_URL =
            Pattern.compile("(?:jdbc:)?(?:mariadb|mysql)://([^:/?]+)(?::(\\d{1,5}))?(?:[/?].*)?");

    static PulsoConfig of(Settings settings) {
        int retentionDays = settings.number(ConfigKey.SOURCE_RETENTION_DAYS, -1, 36_500);
        return new PulsoConfig(
                folder(settings.required(ConfigKey.DATA)),
                source(settings.required(ConfigKey.SOURCE_NAME)),
                zone(settings.required(ConfigKey.SOURCE_ZONE)),
                database(settings),
                tables(settings.text(ConfigKey.SOURCE_TABLES)),
                since(settings.text(ConfigKey.SOURCE_SINCE)),
                retentionDays < 0 ? null : Duration.ofDays(retentionDays),
                settings.text(ConfigKey.KAFKA_BOOTSTRAP),
                settings.number(ConfigKey.KAFKA_PORT, 0, MAX_PORT),
                (short) settings.number(ConfigKey.KAFKA_REPLICATION, 1, 100),
                clickHouse(settings.text(ConfigKey.CLICKHOUSE_URL)),
                settings.required(ConfigKey.CLICKHOUSE_USER),
                settings.required(ConfigKey.CLICKHOUSE_PASSWORD),
                settings.number(ConfigKey.CLICKHOUSE_PORT, 0, MAX_PORT),
                settings.required(ConfigKey.HTTP_HOST),
                settings.number(ConfigKey.HTTP_PORT, 0, MAX_PORT),
                settings.number(ConfigKey.BOARD_THRESHOLD_SECONDS, 0, 86_400),
                settings.number(ConfigKey.BOARD_SHORT_SECONDS, 0, 86_400),
                Set.copyOf(list(settings.text(ConfigKey.BOARD_ORIGINS))),
                Duration.ofMillis(settings.number(ConfigKey.TOPOLOGY_COMMIT_MS, 1, 60_000)));
    }

    private static String source(String text) {
        if (!SOURCE_NAME.matcher(text).matches()) {
            throw new ConfigException("source.name '" + text
                    + "' becomes part of topics' names: up to 100 letters, digits, '.', '_' and '-'");
        }
        return text;
    }

    private static @Nullable URI clickHouse(@Nullable String text) {
        try {
            var url = text == null ? null : new URI(text);
            if (url == null || (HTTP.contains(String.valueOf(url.getScheme())) && url.getHost() != null)) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below like any other text that is no address.
        }
        throw new ConfigException("clickhouse.url '" + text + "' should look like http://10.0.0.6:8123");
    }

    private static Path folder(String text) {
        var home = System.getProperty("user.home");
        return Path.of(text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text)
                .toAbsolutePath()
                .normalize();
    }

    private static ZoneId zone(String text) {
        try {
            return text.equals("system") ? systemZone() : ZoneId.of(text);
        } catch (DateTimeException _) {
            throw new ConfigException("source.zone '" + text + "' is no zone; write it like America/Montevideo");
        }
    }

    /** The machine's zone; the launcher tells it, since the JVM itself runs in UTC. */
    static ZoneId systemZone() {
        var told = System.getProperty("pulso.zone", "");
        return told.isBlank() ? ZoneId.systemDefault() : ZoneId.of(told);
    }

    private static IngestConfig.@Nullable Database database(Settings settings) {
        var url = settings.text(ConfigKey.SOURCE_URL);
        if (url == null) {
            return null;
        }
        var match = DATABASE_URL.matcher(url);
        if (!match.matches()) {
            throw new ConfigException("source.url '" + url + "' should look like jdbc:mariadb://host:3306");
        }
        int port = match.group(2) == null ? DEFAULT_DATABASE_PORT : Integer.parseInt(match.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw new ConfigException("source.url '" + url + "' names no port: 1.." + MAX_PORT);
        }
        return new IngestConfig.Database(
                match.group(1),
                port,
                settings.required(ConfigKey.SOURCE_USER),
                settings.required(ConfigKey.SOURCE_PASSWORD));
    }

    private static List<CapturedTable> tables(@Nullable String text) {
        if (text == null) {
            return IngestConfig.DEFAULT_TABLES;
        }
        try {
            return list(text).stream().map(CapturedTable::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("source.tables: " + e.getMessage());
        }
    }

    private static @Nullable LocalDate since(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new ConfigException("source.since '" + text + "' is no day; write it like 2026-11-01");
        }
    }

    private static List<String> list(@Nullable String text) {
        var parts = new ArrayList<String>();
        if (text != null) {
            for (var part : text.split(",", -1)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
        }
        return parts;
    }
}
