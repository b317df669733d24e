package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulso.clickhouse.Dispositions;
import pulso.clickhouse.Retention;
import pulso.clickhouse.Storage;
import pulso.ingest.CapturedTable;
import pulso.ingest.IngestConfig;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.Masking.Treatment;
import pulso.schemas.privacy.PersonalData;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.Layouts;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.schemas.wire.HttpSchemaRegistry;
import pulso.topology.webhook.AlertLimits;
import pulso.webhook.Cidr;

/** What settings mean. */
final class PulsoConfigTest {
    @Test
    void shouldRunEverythingEmbeddedWhenNothingIsConfigured() {
        var config = config(Map.of());

        assertThat(config.kafkaBootstrap()).isNull();
        assertThat(config.clickHouseUrl()).isNull();
        assertThat(config.registry()).isNull();
        assertThat(config.data()).isEqualTo(Path.of(System.getProperty("user.home"), ".pulso"));
        assertThat(config.sources())
                .containsExactly(new SourceConfig(
                        "ucontact",
                        ZoneId.systemDefault(),
                        null,
                        IngestConfig.DEFAULT_TABLES,
                        Layouts.documented(),
                        null,
                        Duration.ofDays(30),
                        null,
                        null,
                        List.of(zoneOf(ZoneId.systemDefault().getId()))));
        assertThat(config.replication()).isEqualTo((short) 1);
        assertThat(config.kafkaPort()).isEqualTo(9092);
        assertThat(config.clickHousePort()).isEqualTo(8123);
        assertThat(config.clickHouseUser()).isEqualTo("default");
        assertThat(config.clickHousePassword()).isEmpty();
        assertThat(config.httpHost()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.thresholdSeconds()).isEqualTo(20);
        assertThat(config.shortSeconds()).isEqualTo(5);
        assertThat(config.origins()).isEmpty();
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void shouldTakeEverySetting() {
        var config = config(everySetting());

        var masking = new Masking(
                Map.of(
                        PersonalData.NUMBER,
                        Treatment.HASH,
                        PersonalData.NAME,
                        Treatment.KEEP,
                        PersonalData.ADDRESS,
                        Treatment.KEEP,
                        PersonalData.TEXT,
                        Treatment.KEEP),
                Map.of("cdr.note", Treatment.MASK, "passages.caller", Treatment.KEEP),
                "0123456789abcdef");
        assertThat(config)
                .isEqualTo(new PulsoConfig(
                        Path.of("/srv/data"),
                        List.of(new SourceConfig(
                                "north",
                                ZoneId.of("America/Montevideo"),
                                new IngestConfig.Database("db.example", 3307, "reader", "secret"),
                                List.of(
                                        new CapturedTable("asterisk", "queue_log"),
                                        new CapturedTable("ccrepo", "CDR_REPO")),
                                Layouts.documented(),
                                LocalDate.of(2026, 11, 1),
                                null,
                                4_294_967_295L,
                                new AgentNames(
                                        new CapturedTable("ccdata", "agents"), "username", "fullname", "extension"),
                                List.of(zoneOf("America/Montevideo")))),
                        "k1:9092,k2:9092",
                        0,
                        (short) 3,
                        new HttpSchemaRegistry.Place(URI.create("http://10.0.0.8:8081/api"), "writer", "key", null),
                        URI.create("http://10.0.0.6:8123"),
                        "bi",
                        "word",
                        18_123,
                        "0.0.0.0",
                        80,
                        "ask me in SQL",
                        45,
                        0,
                        Set.of("https://a.example", "https://b.example"),
                        Duration.ofMillis(100),
                        masking,
                        new Storage(
                                "centre",
                                new Retention(90, null, null, 30),
                                new Dispositions("userfield", "/"),
                                masking),
                        new WebhookSettings(
                                List.of(Cidr.parse("10.1.0.0/16")),
                                Duration.ofMinutes(10),
                                DateStyle.LEGACY_12,
                                Schedule.DBSYNC,
                                AlertLimits.ofAll(9, null, null, new ServiceTarget(45, 0)))));
    }

    private static Map<ConfigKey, String> everySetting() {
        return Map.ofEntries(
                Map.entry(ConfigKey.DATA, "/srv/pulso/../data"),
                Map.entry(ConfigKey.SOURCE_NAME, "north"),
                Map.entry(ConfigKey.REGISTRY_URL, "http://10.0.0.8:8081/api"),
                Map.entry(ConfigKey.REGISTRY_USER, "writer"),
                Map.entry(ConfigKey.REGISTRY_PASSWORD, "key"),
                Map.entry(ConfigKey.SOURCE_URL, "jdbc:mariadb://db.example:3307/ccrepo?x=1"),
                Map.entry(ConfigKey.SOURCE_USER, "reader"),
                Map.entry(ConfigKey.SOURCE_PASSWORD, "secret"),
                Map.entry(ConfigKey.SOURCE_ZONE, "America/Montevideo"),
                Map.entry(ConfigKey.SOURCE_SINCE, "2026-11-01"),
                Map.entry(ConfigKey.SOURCE_TABLES, "asterisk.queue_log, ccrepo.CDR_REPO"),
                Map.entry(ConfigKey.SOURCE_RETENTION_DAYS, "-1"),
                Map.entry(ConfigKey.SOURCE_SERVER_ID, "4294967295"),
                Map.entry(ConfigKey.SOURCE_NAMES_TABLE, "ccdata.agents"),
                Map.entry(ConfigKey.SOURCE_NAMES_AGENT, "username"),
                Map.entry(ConfigKey.SOURCE_NAMES_NAME, "fullname"),
                Map.entry(ConfigKey.SOURCE_NAMES_NUMBER, "extension"),
                Map.entry(ConfigKey.KAFKA_BOOTSTRAP, "k1:9092,k2:9092"),
                Map.entry(ConfigKey.KAFKA_PORT, "0"),
                Map.entry(ConfigKey.KAFKA_REPLICATION, "3"),
                Map.entry(ConfigKey.CLICKHOUSE_URL, "http://10.0.0.6:8123"),
                Map.entry(ConfigKey.CLICKHOUSE_USER, "bi"),
                Map.entry(ConfigKey.CLICKHOUSE_PASSWORD, "word"),
                Map.entry(ConfigKey.CLICKHOUSE_PORT, "18123"),
                Map.entry(ConfigKey.CLICKHOUSE_CLUSTER, "centre"),
                Map.entry(ConfigKey.CLICKHOUSE_TTL_RAW, "90"),
                Map.entry(ConfigKey.CLICKHOUSE_TTL_PERSONAL, "30"),
                Map.entry(ConfigKey.DISPOSITION_SEPARATOR, "/"),
                Map.entry(ConfigKey.HTTP_HOST, "0.0.0.0"),
                Map.entry(ConfigKey.HTTP_PORT, "80"),
                Map.entry(ConfigKey.HTTP_QUERY_TOKEN, "ask me in SQL"),
                Map.entry(ConfigKey.WEBHOOK_ALLOW, "10.1.0.0/16"),
                Map.entry(ConfigKey.WEBHOOK_MAX_AGE_SECONDS, "600"),
                Map.entry(ConfigKey.WEBHOOK_DATE, "legacy12"),
                Map.entry(ConfigKey.WEBHOOK_SCHEDULE, "dbsync"),
                Map.entry(ConfigKey.WEBHOOK_ALERT_WAITING, "9"),
                Map.entry(ConfigKey.BOARD_THRESHOLD_SECONDS, "45"),
                Map.entry(ConfigKey.BOARD_SHORT_SECONDS, "0"),
                Map.entry(ConfigKey.BOARD_ORIGINS, "https://a.example, https://b.example,"),
                Map.entry(ConfigKey.TOPOLOGY_COMMIT_MS, "100"),
                Map.entry(ConfigKey.PRIVACY_CALLER, "hash"),
                Map.entry(ConfigKey.PRIVACY_COLUMNS, "cdr.note=mask, passages.caller=keep"),
                Map.entry(ConfigKey.PRIVACY_KEY, "0123456789abcdef"));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://10.0.0.5, 10.0.0.5, 3306",
        "mysql://db:3310/, db, 3310",
        "jdbc:mysql://db.example:1/ccrepo, db.example, 1"
    })
    void shouldReadTheDatabasesAddress(String url, String host, int port) {
        assertThat(config(Map.of(ConfigKey.SOURCE_URL, url)).source().database())
                .isEqualTo(new IngestConfig.Database(host, port, "pulso", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOURCE_URL | jdbc:postgresql://db/x | jdbc:mariadb://host:3306",
                "SOURCE_URL | jdbc:mariadb://db:99999 | port",
                "SOURCE_ZONE | America/Montevido | America/Montevideo",
                "SOURCE_SINCE | 1.11.2026 | 2026-11-01",
                "SOURCE_TABLES | QUEUE_LOG_REPO | QUEUE_LOG_REPO",
                "SOURCE_RETENTION_DAYS | a month | whole number",
                "SOURCE_NAME | north/south | north/south",
                "SOURCE_SERVER_ID | 0 | 1..4294967295",
                "SOURCE_NAMES_TABLE | agents | agents",
                "CLICKHOUSE_URL | 10.0.0.6:8123 | http://",
                "CLICKHOUSE_URL | http://a b | http://",
                "HTTP_PORT | 70000 | 0..65535",
                "KAFKA_REPLICATION | 0 | 1..100",
                "BOARD_THRESHOLD_SECONDS | -5 | 0..86400",
                "TOPOLOGY_COMMIT_MS | 0 | 1..60000"
            })
    void shouldSayWhichSettingIsWrongAndHowItShouldLook(ConfigKey key, String value, String hint) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config(Map.of(key, value)))
                .withMessageContaining(key.key())
                .withMessageContaining(hint);
    }

    private static Decision zoneOf(String zone) {
        return new Decision(Setting.Kind.SOURCE, "", Decision.Slots.zone(zone));
    }

    private static PulsoConfig config(Map<ConfigKey, String> settings) {
        return PulsoConfig.of(Settings.load(null, Map.of(), settings));
    }
}
