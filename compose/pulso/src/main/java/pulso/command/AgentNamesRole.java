package pulso.command;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.settings.Setting;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowReader;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * Turns the rows of a table with agents' names into settings, for as long as it is open. A deleted row leaves the name:
 * the agent's past figures keep it.
 */
final class AgentNamesRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentNamesRole.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String source;
    private final AgentNames table;
    private final String bootstrapServers;
    private final RowReader reader;
    private final SettingsDesk desk;
    private final TopicPartition partition;
    private final Thread thread;
    private final Map<String, Decision> unsaid = new LinkedHashMap<>();
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    private AgentNamesRole(
            SourceConfig source,
            AgentNames table,
            String bootstrapServers,
            SchemaRegistry registry,
            SettingsDesk desk) {
        this.source = source.name();
        this.table = table;
        this.bootstrapServers = bootstrapServers;
        this.reader = new RowReader(new AvroWire(registry), source.layouts());
        this.desk = desk;
        this.partition = new TopicPartition(
                Topics.rawName(
                        source.name(), table.table().database(), table.table().name()),
                0);
        this.thread = Thread.ofPlatform().name("pulso-names-" + source.name()).unstarted(this::follow);
    }

    static AgentNamesRole start(
            SourceConfig source,
            AgentNames table,
            String bootstrapServers,
            SchemaRegistry registry,
            SettingsDesk desk) {
        var role = new AgentNamesRole(source, table, bootstrapServers, registry, desk);
        role.thread.start();
        return role;
    }

    /** Why no name can be read, tried again; null while all is well. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void follow() {
        while (!closed) {
            try {
                read();
            } catch (RuntimeException e) {
                LOG.warn("names of {} cannot be read now", source, e);
                trouble = e.getMessage() == null ? e.toString() : e.getMessage();
                pause();
            }
        }
    }

    /** The table's state as the topic leaves it is said at once, not one change after the other. */
    private void read() {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(partition.topic()).isEmpty()) {
                pause();
                return;
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
                if (!unsaid.isEmpty() && consumer.position(partition) >= end(consumer)) {
                    desk.decide(
                            source, List.copyOf(unsaid.values()), table.table().toString());
                    unsaid.clear();
                }
                trouble = null;
            }
        }
    }

    private long end(KafkaConsumer<byte[], byte[]> consumer) {
        return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition), "an assigned partition");
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        var headers = new RowReader.Headers(
                header(record, RawHeaders.SOURCE),
                header(record, RawHeaders.POSITION),
                Long.parseLong(header(record, RawHeaders.EPOCH)),
                header(record, RawHeaders.ZONE));
        var row = reader.read(record.value(), headers, record.offset()).after();
        var agent = row == null ? null : text(row, table.agent());
        if (row != null && agent != null) {
            var number = table.number();
            var slots = Decision.Slots.agent(text(row, table.name()), number == null ? null : text(row, number));
            unsaid.put(agent, new Decision(Setting.Kind.AGENT, agent, slots));
        }
    }

    private static @Nullable String text(Row row, String column) {
        var text = row.text(column.toLowerCase(Locale.ROOT));
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void pause() {
        try {
            if (!closed) {
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
