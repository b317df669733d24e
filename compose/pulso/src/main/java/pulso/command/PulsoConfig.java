package pulso.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.Storage;
import pulso.schemas.privacy.Masking;
import pulso.schemas.wire.HttpSchemaRegistry;
import pulso.topology.webhook.WebhookRules;

/**
 * A whole configuration, checked before anything starts.
 *
 * @param sources the contact centres, by name; at least one
 * @param kafkaBootstrap Kafka to use; null when it is embedded
 * @param registry the schema registry to use; null when schemas stand in Kafka
 * @param clickHouseUrl ClickHouse to use; null when it is embedded
 * @param queryToken lets its bearer ask ClickHouse in SQL over HTTP; empty: only the admin token does
 * @param masking what of personal data leaves for boards, ClickHouse and webhooks
 * @param storage how ClickHouse keeps and shows what it is given
 * @param webhooks who is told what happens, and how
 */
public record PulsoConfig(
        Path data,
        List<SourceConfig> sources,
        @Nullable String kafkaBootstrap,
        int kafkaPort,
        short replication,
        HttpSchemaRegistry.@Nullable Place registry,
        @Nullable URI clickHouseUrl,
        String clickHouseUser,
        String clickHousePassword,
        int clickHousePort,
        String httpHost,
        int httpPort,
        String queryToken,
        int thresholdSeconds,
        int shortSeconds,
        Set<String> origins,
        Duration commitInterval,
        Masking masking,
        Storage storage,
        WebhookSettings webhooks) {
    private static final int MAX_PORT = 65_535;
    private static final Set<String> HTTP = Set.of("http", "https");

    static PulsoConfig of(Settings settings) {
        var masking = PrivacySettings.read(settings);
        return new PulsoConfig(
                folder(settings.required(ConfigKey.DATA)),
                settings.sources().stream().map(SourceReading::read).toList(),
                settings.text(ConfigKey.KAFKA_BOOTSTRAP),
                settings.number(ConfigKey.KAFKA_PORT, 0, MAX_PORT),
                (short) settings.number(ConfigKey.KAFKA_REPLICATION, 1, 100),
                RegistrySettings.read(settings),
                clickHouse(settings.text(ConfigKey.CLICKHOUSE_URL)),
                settings.required(ConfigKey.CLICKHOUSE_USER),
                settings.required(ConfigKey.CLICKHOUSE_PASSWORD),
                settings.number(ConfigKey.CLICKHOUSE_PORT, 0, MAX_PORT),
                settings.required(ConfigKey.HTTP_HOST),
                settings.number(ConfigKey.HTTP_PORT, 0, MAX_PORT),
                settings.required(ConfigKey.HTTP_QUERY_TOKEN),
                settings.number(ConfigKey.BOARD_THRESHOLD_SECONDS, 0, 86_400),
                settings.number(ConfigKey.BOARD_SHORT_SECONDS, 0, 86_400),
                Set.copyOf(list(settings.text(ConfigKey.BOARD_ORIGINS))),
                Duration.ofMillis(settings.number(ConfigKey.TOPOLOGY_COMMIT_MS, 1, 60_000)),
                masking,
                StorageSettings.read(settings, masking),
                WebhookSettings.read(settings));
    }

    /** What is decided about the events that are told. */
    WebhookRules webhookRules() {
        var dispositions = storage.dispositions();
        return new WebhookRules(dispositions.column(), dispositions.separator(), webhooks.alerts());
    }

    /** The one source, for who has no more than one. */
    SourceConfig source() {
        if (sources.size() != 1) {
            throw new ConfigException("one source is wanted, there are " + sources.size());
        }
        return sources.getFirst();
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

    /** The machine's zone; the launcher tells it, since the JVM itself runs in UTC. */
    static ZoneId systemZone() {
        var told = System.getProperty("pulso.zone", "");
        return told.isBlank() ? ZoneId.systemDefault() : ZoneId.of(told);
    }

    static List<String> list(@Nullable String text) {
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
