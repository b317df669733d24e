package pulso.schemas.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.generation.Generation;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.SourceStatus;
import pulso.schemas.source.SourceTable;
import pulso.schemas.source.TableLayout;
import pulso.schemas.topic.Topic.Cleanup;
import pulso.schemas.topic.Topic.Writer;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.RecordCodec;
import pulso.schemas.wire.SchemaRegistry;

/** The one place with topic names. Every topic of Pulso is made from here, by {@link TopicCreation}, never by a broker. */
public final class Topics {
    /** Partitions of every {@code pulso.*} topic; the hash of the source picks one, so it never changes. */
    public static final int PARTITIONS = 6;

    /** The generation that an installation starts with. */
    public static final String FIRST_GENERATION = "g1";

    private static final Duration DERIVED_RETENTION = Duration.ofDays(30);

    public static final Topic<?> SCHEMAS = new Topic<>(
            SchemaRegistry.TOPIC, null, 1, Cleanup.COMPACT, null, Writer.REGISTRY, "schema registry record");
    public static final Topic<SourceStatus> SOURCE = new Topic<>(
            "pulso.source",
            RecordCodec.of(SourceStatus.class),
            PARTITIONS,
            Cleanup.COMPACT,
            null,
            Writer.INGEST,
            "source");
    public static final Topic<RejectedRow> REJECTED = new Topic<>(
            "pulso.rejected",
            RecordCodec.of(RejectedRow.class),
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(30),
            Writer.TOPOLOGY,
            "source, row identity");

    /** What people decided about each source, with its history. */
    public static final Topic<Setting> SETTINGS = new Topic<>(
            "pulso.settings",
            RecordCodec.of(Setting.class),
            PARTITIONS,
            Cleanup.COMPACT,
            null,
            Writer.SETTINGS,
            "source, kind, subject");

    /** Which ways of folding there are, and which of them people see. */
    public static final Topic<Generation> GENERATIONS = new Topic<>(
            "pulso.generations",
            RecordCodec.of(Generation.class),
            PARTITIONS,
            Cleanup.COMPACT,
            null,
            Writer.SETTINGS,
            "generation");

    /** What is told to other systems, each event once; long enough for who is away for three days. */
    public static final Topic<WebhookEvent> WEBHOOKS = new Topic<>(
            "pulso.webhooks",
            RecordCodec.of(WebhookEvent.class),
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(14),
            Writer.TOPOLOGY,
            "source, interaction or agent");

    /** Who is told. */
    public static final Topic<Endpoint> WEBHOOK_ENDPOINTS = new Topic<>(
            "pulso.webhooks.endpoints",
            RecordCodec.of(Endpoint.class),
            PARTITIONS,
            Cleanup.COMPACT,
            null,
            Writer.WEBHOOK,
            "endpoint");

    /** Where each of them stands. */
    public static final Topic<EndpointCursor> WEBHOOK_CURSORS = new Topic<>(
            "pulso.webhooks.cursor",
            RecordCodec.of(EndpointCursor.class),
            PARTITIONS,
            Cleanup.COMPACT,
            null,
            Writer.WEBHOOK,
            "endpoint");

    /** What was given up, as long as the event itself is kept. */
    public static final Topic<DeadLetter> WEBHOOKS_DEAD = new Topic<>(
            "pulso.webhooks.dead",
            RecordCodec.of(DeadLetter.class),
            PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(14),
            Writer.WEBHOOK,
            "endpoint, event");

    private Topics() {}

    /** What all sources and generations share. */
    public static List<Topic<?>> common() {
        return List.of(
                SCHEMAS,
                SOURCE,
                SETTINGS,
                GENERATIONS,
                WEBHOOK_ENDPOINTS,
                WEBHOOKS,
                WEBHOOK_CURSORS,
                WEBHOOKS_DEAD,
                REJECTED);
    }

    /** Topics that belong to one generation of the derived data; a replay writes another. */
    public record Derived(
            String generation,
            Topic<Passage> passages,
            Topic<AgentState> agents,
            Topic<AgentInterval> agentIntervals,
            Topic<QueueMinute> queueMinutes,
            Topic<AgentMinute> agentMinutes,
            Topic<DialerList> dialerLists,
            Topic<Heartbeat> progress) {

        public List<Topic<?>> all() {
            return List.of(passages, agents, agentIntervals, queueMinutes, agentMinutes, dialerLists, progress);
        }
    }

    public static Derived derived(String generation) {
        return new Derived(
                generation,
                keyed(generation, "passages", Passage.class, "source, channel, interaction, queue, ordinal"),
                compacted(generation, "agents", AgentState.class, "source, agent"),
                keyed(
                        generation,
                        "agent-intervals",
                        AgentInterval.class,
                        "source, agent, from, kind, channel, interaction"),
                keyed(generation, "kpi.queue-minutes", QueueMinute.class, "source, channel, queue, minute"),
                keyed(generation, "kpi.agent-minutes", AgentMinute.class, "source, agent, queue, minute"),
                compacted(generation, "dialer-lists", DialerList.class, "source, campaign, list"),
                compacted(generation, "progress", Heartbeat.class, "source"));
    }

    /** Rows of one table as Debezium names them: {@code <source>.<database>.<TABLE>}; one partition keeps their order. */
    public static Topic<?> raw(String source, String database, String table, @Nullable Duration retention) {
        var documented = SourceTable.named(table);
        return raw(rawName(source, database, table), documented, retention);
    }

    /** Rows of one of the documented tables, wherever it lies; where only its last state counts, kept for ever. */
    public static Topic<?> raw(String source, TableLayout layout, @Nullable Duration retention) {
        return raw(rawName(source, layout), layout.table(), retention);
    }

    private static Topic<?> raw(String name, @Nullable SourceTable table, @Nullable Duration retention) {
        boolean compacted = table != null && table.isCompacted();
        return new Topic<>(
                name,
                null,
                1,
                compacted ? Cleanup.COMPACT : Cleanup.DELETE,
                compacted ? null : retention,
                Writer.INGEST,
                keyParts(table));
    }

    private static String keyParts(@Nullable SourceTable table) {
        if (table == null) {
            return "callid, uniqueid or the table's own id";
        }
        var column = table.keyColumn();
        return column == null ? "the table's primary key" : column;
    }

    public static String rawName(String source, TableLayout layout) {
        return rawName(source, layout.database(), layout.name());
    }

    public static String rawName(String source, String database, String table) {
        return source + '.' + database + '.' + table;
    }

    /** The database's clock and ingest's position, each second, written after every row up to it. */
    public static Topic<Heartbeat> heartbeat(String source) {
        return new Topic<>(
                source + ".heartbeat",
                RecordCodec.of(Heartbeat.class),
                1,
                Cleanup.DELETE,
                Duration.ofDays(1),
                Writer.INGEST,
                "source");
    }

    /** Where ingest stands, in the same transaction as the rows: Debezium's offset as JSON. */
    public static Topic<?> offsets(String source) {
        return new Topic<>(
                source + ".ingest.offsets", null, 1, Cleanup.COMPACT, null, Writer.INGEST, "engine's partition");
    }

    /** The tables' definitions as Debezium's schema history keeps them. */
    public static Topic<?> schemaHistory(String source) {
        return new Topic<>(source + ".ingest.schema-history", null, 1, Cleanup.DELETE, null, Writer.INGEST, "none");
    }

    /** The partition of every {@code pulso.*} topic that carries a source. */
    public static int partition(String source) {
        return Utils.toPositive(Utils.murmur2(source.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }

    private static <T extends Record> Topic<T> keyed(String generation, String name, Class<T> type, String keyParts) {
        return new Topic<>(
                "pulso." + generation + '.' + name,
                RecordCodec.of(type),
                PARTITIONS,
                Cleanup.COMPACT_DELETE,
                DERIVED_RETENTION,
                Writer.TOPOLOGY,
                keyParts);
    }

    private static <T extends Record> Topic<T> compacted(
            String generation, String name, Class<T> type, String keyParts) {
        return new Topic<>(
                "pulso." + generation + '.' + name,
                RecordCodec.of(type),
                PARTITIONS,
                Cleanup.COMPACT,
                null,
                Writer.TOPOLOGY,
                keyParts);
    }
}
