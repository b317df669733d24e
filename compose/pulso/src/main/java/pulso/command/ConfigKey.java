package pulso.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every setting there is: its key in {@code pulso.yaml}, its default and what it means. */
enum ConfigKey {
    DATA("data", "~/.pulso", "Folder of everything that runs embedded."),
    SOURCE_NAME("source.name", "ucontact", "Name of the contact centre: first part of its topics' names."),
    SOURCE_URL("source.url", null, "Database to capture, for example jdbc:mariadb://10.0.0.5:3306."),
    SOURCE_USER("source.user", "pulso", "User with the grants of replication and SELECT."),
    SOURCE_PASSWORD("source.password", "", "Its password; source.password.file reads it from a file."),
    SOURCE_ZONE("source.zone", "system", "Zone of DATETIME columns, for example America/Montevideo."),
    SOURCE_SINCE("source.since", null, "First day that the snapshot reads, for example 2026-11-01; all when empty."),
    SOURCE_TABLES("source.tables", null, "Tables to capture as database.TABLE, comma-separated."),
    SOURCE_RETENTION_DAYS("source.retention.days", "30", "Days that raw topics keep a row; -1 for ever."),
    SOURCE_SERVER_ID(
            "source.server.id",
            null,
            "What capture calls itself among the database's replicas; by the name when empty."),
    SOURCE_NAMES_TABLE(
            "source.names.table", null, "Table that holds the agents' full names, for example ccdata.agents."),
    SOURCE_NAMES_AGENT("source.names.agent", "agent", "Its column with the agent as the log writes him."),
    SOURCE_NAMES_NAME("source.names.name", "name", "Its column with the full name."),
    SOURCE_NAMES_NUMBER("source.names.number", null, "Its column with the telephone number; none when empty."),
    KAFKA_BOOTSTRAP("kafka.bootstrap", null, "Kafka to use; embedded when empty."),
    KAFKA_PORT("kafka.port", "9092", "Port of the embedded Kafka."),
    KAFKA_REPLICATION("kafka.replication", "1", "Replication factor of topics that Pulso creates."),
    REGISTRY_URL(
            "registry.url",
            null,
            "Schema registry to use, for example http://10.0.0.8:8081; schemas stand in Kafka itself when empty."),
    REGISTRY_USER("registry.user", null, "Its user; none when empty."),
    REGISTRY_PASSWORD("registry.password", "", "Its password; registry.password.file reads it from a file."),
    CLICKHOUSE_URL("clickhouse.url", null, "ClickHouse to use, for example http://10.0.0.6:8123; embedded when empty."),
    CLICKHOUSE_USER("clickhouse.user", "default", "ClickHouse user."),
    CLICKHOUSE_PASSWORD("clickhouse.password", "", "Its password; clickhouse.password.file reads it from a file."),
    CLICKHOUSE_PORT("clickhouse.port", "8123", "Port of the embedded ClickHouse."),
    CLICKHOUSE_CLUSTER(
            "clickhouse.cluster", null, "Cluster on which tables are made, replicated; one server when empty."),
    CLICKHOUSE_TTL_RAW(
            "clickhouse.ttl.raw", null, "Days for which ClickHouse keeps rows of the source; for ever when empty."),
    CLICKHOUSE_TTL_PASSAGES("clickhouse.ttl.passages", null, "Likewise passages and agents' intervals."),
    CLICKHOUSE_TTL_MINUTES("clickhouse.ttl.minutes", null, "Likewise minutes, of which figures are made."),
    CLICKHOUSE_TTL_PERSONAL(
            "clickhouse.ttl.personal", null, "Days after which callers, names, addresses and texts are emptied."),
    DISPOSITION_COLUMN(
            "disposition.column", "userfield", "Column of CDR_REPO that holds the disposition which an agent notes."),
    DISPOSITION_SEPARATOR("disposition.separator", ":", "What separates its levels."),
    HTTP_HOST("http.host", "127.0.0.1", "Address that the wallboard listens on."),
    HTTP_PORT("http.port", "8080", "Port of the wallboard."),
    HTTP_QUERY_TOKEN(
            "http.query.token",
            null,
            "Lets its bearer ask ClickHouse in SQL over HTTP, and nothing else; http.query.token.file reads it from a file."),
    BOARD_THRESHOLD_SECONDS(
            "board.threshold.seconds", "20", "T of service level where neither a request nor a setting names one."),
    BOARD_SHORT_SECONDS("board.short.seconds", "5", "Abandons that waited less are short, where nothing else is said."),
    BOARD_ORIGINS("board.origins", "", "Web origins that may read the API from a page, comma-separated patterns."),
    PRIVACY_CALLER(
            "privacy.caller", "keep", "What leaves Pulso of numbers of callers and clients: keep, mask or hash."),
    PRIVACY_NAME("privacy.name", "keep", "Likewise of their names."),
    PRIVACY_ADDRESS("privacy.address", "keep", "Likewise of their addresses."),
    PRIVACY_TEXT("privacy.text", "keep", "Likewise of what was written: messages, subjects, notes."),
    PRIVACY_COLUMNS(
            "privacy.columns", null, "Exceptions, as table.column=treatment of ClickHouse's names, comma-separated."),
    PRIVACY_KEY(
            "privacy.key",
            null,
            "Secret of the hashes, at least 16 characters; privacy.key.file reads it from a file."),
    WEBHOOK_ALLOW(
            "webhook.allow",
            "",
            "Ranges of addresses that webhooks may be sent to though they are not public, like 10.0.0.0/8."),
    WEBHOOK_MAX_AGE_SECONDS(
            "webhook.max.age.seconds", "3600", "What happened longer ago when it is first seen is told to nobody."),
    WEBHOOK_DATE(
            "webhook.date",
            "correct",
            "How dates are written to endpoints of the table webhooks: correct, legacy, legacy12 or iso8601."),
    WEBHOOK_SCHEDULE(
            "webhook.schedule", "default", "How often these are tried: default (ten times in three days) or dbsync."),
    WEBHOOK_ALERT_WAITING(
            "webhook.alert.waiting",
            null,
            "QueueAlert when more are waiting: 10, or by queue like 10, Premium<-=3, Encuestas->=never; never when empty."),
    WEBHOOK_ALERT_LONGEST_SECONDS(
            "webhook.alert.longest.seconds",
            null,
            "QueueAlert when somebody waits longer, by queue likewise; never when empty."),
    WEBHOOK_ALERT_SERVICE_LEVEL(
            "webhook.alert.service.level",
            null,
            "QueueAlert when the service level of the last half hour is lower, like 0.8, by queue likewise; never when empty."),
    TOPOLOGY_COMMIT_MS("topology.commit.ms", "10", "How often results are committed, milliseconds.");

    private static final String SOURCE = "source.";

    private final String key;
    private final @Nullable String fallback;
    private final String meaning;

    ConfigKey(String key, @Nullable String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    @Nullable
    String fallback() {
        return fallback;
    }

    String meaning() {
        return meaning;
    }

    /** Whether each source has its own: {@code sources.<name>.url} where there are several. */
    boolean isOfSource() {
        return key.startsWith(SOURCE);
    }

    /** The key in a source's own section: {@code url}. */
    String inSection() {
        return key.substring(SOURCE.length());
    }

    /** The name of the environment variable: {@code PULSO_SOURCE_URL} for {@code source.url}. */
    String variable() {
        return "PULSO_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    boolean isSecret() {
        return key.endsWith("password") || this == PRIVACY_KEY || this == HTTP_QUERY_TOKEN;
    }
}
