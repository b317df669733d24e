package pulso.ingest;

import io.debezium.storage.kafka.history.KafkaSchemaHistory;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import pulso.schemas.topic.Topics;

/** The engine's properties: each that capture relies on is stated here. */
final class EngineSettings {
    private static final String CONNECTOR = "io.debezium.connector.mariadb.MariaDbConnector";
    /** A batch waits for its companions this long; 10 ms costs 9 % of a core when idle, and 14 ms of latency. */
    private static final int POLL_INTERVAL_MS = 10;
    /** The server speaks up after 0.8 of this when it has nothing to say. */
    private static final int KEEP_ALIVE_MS = 625;

    private static final int BEAT_INTERVAL_MS = 200;
    private static final int MAX_BATCH = 8_192;
    private static final int MAX_QUEUE = 65_536;
    /** Rows may be large: the queue is bounded in bytes too. */
    private static final int MAX_QUEUE_BYTES = 128 << 20;

    private EngineSettings() {}

    static Properties of(IngestConfig config, List<BoundTable> tables, String keptOffset, String instance) {
        var properties = new Properties();
        engine(properties, config, keptOffset);
        connection(properties, config);
        rows(properties, tables);
        snapshot(properties, config, tables);
        schemaHistory(properties, config);
        // Metrics are registered under the source's name; without a tag two runs in one JVM would wait for one another.
        properties.setProperty("custom.metric.tags", "instance=" + instance);
        return properties;
    }

    private static void engine(Properties properties, IngestConfig config, String keptOffset) {
        properties.setProperty("name", config.source());
        properties.setProperty("connector.class", CONNECTOR);
        properties.setProperty("topic.prefix", config.source());
        properties.setProperty("bootstrap.servers", config.bootstrapServers());
        properties.setProperty("offset.storage", KeptOffsetStore.class.getName());
        properties.setProperty(KeptOffsetStore.OFFSET, keptOffset);
        properties.setProperty(KeptOffsetStore.ENGINE, config.source());
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty("record.processing.threads", "1");
        properties.setProperty("poll.interval.ms", Integer.toString(POLL_INTERVAL_MS));
        properties.setProperty("max.batch.size", Integer.toString(MAX_BATCH));
        properties.setProperty("max.queue.size", Integer.toString(MAX_QUEUE));
        properties.setProperty("max.queue.size.in.bytes", Integer.toString(MAX_QUEUE_BYTES));
    }

    private static void connection(Properties properties, IngestConfig config) {
        properties.setProperty("database.hostname", config.databaseHost());
        properties.setProperty("database.port", Integer.toString(config.databasePort()));
        properties.setProperty("database.user", config.user());
        properties.setProperty("database.password", config.password());
        properties.setProperty("database.server.id", Long.toString(config.serverId()));
        properties.setProperty("database.ssl.mode", "disable");
        // By default the driver sets this JVM's zone by its name, which a server without zone tables refuses.
        properties.setProperty("driver.timezone", "+00:00");
        properties.setProperty("driver.preserveInstants", "true");
        // The binlog client's own reconnection would begin a transaction again from its start.
        properties.setProperty("connect.keep.alive", "false");
        properties.setProperty("connect.keep.alive.interval.ms", Integer.toString(KEEP_ALIVE_MS));
        properties.setProperty("heartbeat.interval.ms", Integer.toString(BEAT_INTERVAL_MS));
    }

    private static void rows(Properties properties, List<BoundTable> tables) {
        properties.setProperty("database.include.list", patterns(tables, BoundTable::database));
        properties.setProperty("table.include.list", patterns(tables, BoundTable::qualifiedName));
        properties.setProperty("include.schema.changes", "false");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("skipped.operations", "none");
        properties.setProperty("time.precision.mode", "microseconds");
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("bigint.unsigned.handling.mode", "long");
        properties.setProperty("event.converting.failure.handling.mode", "warn");
    }

    private static void snapshot(Properties properties, IngestConfig config, List<BoundTable> tables) {
        properties.setProperty("snapshot.mode", "initial");
        // The only mode that is exact: the global read lock is held while position and definitions are read, not rows.
        properties.setProperty("snapshot.locking.mode", "minimal");
        var since = config.since();
        if (since == null) {
            return;
        }
        var overridden = tables.stream()
                .filter(table -> table.isThere() && table.timeColumn() != null)
                .toList();
        properties.setProperty(
                "snapshot.select.statement.overrides",
                overridden.stream().map(BoundTable::qualifiedName).collect(Collectors.joining(",")));
        for (var table : overridden) {
            properties.setProperty(
                    "snapshot.select.statement.overrides." + table.qualifiedName(),
                    "SELECT * FROM `%s`.`%s` WHERE `%s` >= '%s'"
                            .formatted(table.database(), table.name(), table.timeColumn(), since));
        }
    }

    private static void schemaHistory(Properties properties, IngestConfig config) {
        var prefix = "schema.history.internal";
        properties.setProperty(prefix, KafkaSchemaHistory.class.getName());
        properties.setProperty(
                prefix + ".kafka.topic", Topics.schemaHistory(config.source()).name());
        properties.setProperty(prefix + ".kafka.bootstrap.servers", config.bootstrapServers());
        properties.setProperty(prefix + ".store.only.captured.tables.ddl", "true");
        properties.setProperty(prefix + ".skip.unparseable.ddl", "true");
    }

    private static String patterns(List<BoundTable> tables, java.util.function.Function<BoundTable, String> name) {
        return tables.stream()
                .map(name)
                .distinct()
                .map(text -> text.replaceAll("([^A-Za-z0-9_])", "\\\\$1"))
                .collect(Collectors.joining(","));
    }
}
