package pulso.command.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.command.SourceConfig;
import pulso.command.WebhookSettings;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.RowReader;
import pulso.schemas.source.SourceTable;
import pulso.schemas.source.UnreadableRecordException;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.wire.AvroWire;
import pulso.webhook.WebhookException;
import pulso.webhook.WebhookSink;

/** Follows one source's table {@code webhooks} and keeps the endpoints as its rows say, a moment after their commit. */
final class TableRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableRegistration.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String source;
    private final EndpointRow rows;
    private final RowReader reader;
    private final String bootstrapServers;
    private final TopicPartition partition;
    private final WebhookSink sink;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    TableRegistration(
            SourceConfig source, WebhookSettings settings, String bootstrapServers, AvroWire wire, WebhookSink sink) {
        this.source = source.name();
        this.rows = new EndpointRow(source.name(), settings);
        this.reader = new RowReader(wire, source.layouts());
        this.bootstrapServers = bootstrapServers;
        this.partition = new TopicPartition(source.topic(SourceTable.WEBHOOKS).name(), 0);
        this.sink = sink;
        this.thread = Thread.ofPlatform()
                .name("pulso-webhooks-of-" + source.name())
                .daemon()
                .start(this::run);
    }

    /** Why rows are not followed; null while they are. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (RuntimeException e) {
                if (!closed) {
                    trouble = String.valueOf(e.getMessage());
                    LOG.warn("the webhooks of {} cannot be followed; tried again", source, e);
                    pause();
                }
            }
        }
    }

    private void follow() {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var table = new EndpointTable(rows);
            boolean isApplied = false;
            while (!closed) {
                var records = consumer.poll(POLL);
                records.forEach(record -> take(record, table));
                isApplied &= records.isEmpty();
                if (!isApplied && isAtEnd(consumer)) {
                    isApplied = apply(table);
                }
            }
        }
    }

    private boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer) {
        var end =
                Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition), "an assigned partition");
        return consumer.position(partition) >= end;
    }

    private boolean apply(EndpointTable table) {
        try {
            var inForce = sink.endpoints().stream()
                    .filter(endpoint -> endpoint.origin() == Endpoint.Origin.TABLE)
                    .filter(endpoint -> endpoint.id().startsWith(EndpointRow.prefix(source)))
                    .collect(Collectors.toMap(Endpoint::id, Function.identity()));
            table.changes(inForce, Instant.now()).forEach((id, endpoint) -> {
                if (endpoint == null) {
                    sink.remove(id);
                    LOG.info("endpoint {} is gone with its row", id);
                } else {
                    var put = sink.put(endpoint);
                    LOG.info("endpoint {} is registered{}", id, put.isDisabled() ? ", disabled" : "");
                }
            });
            trouble = null;
            return true;
        } catch (WebhookException e) {
            trouble = e.getMessage();
            pause();
            return false;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, EndpointTable table) {
        if (record.value() == null) {
            return;
        }
        try {
            var epoch = header(record, RawHeaders.EPOCH);
            var headers = new RowReader.Headers(
                    source,
                    header(record, RawHeaders.POSITION),
                    epoch.isEmpty() ? 0 : Long.parseLong(epoch),
                    header(record, RawHeaders.ZONE));
            table.take(reader.read(record.value(), headers, record.offset()));
        } catch (UnreadableRecordException e) {
            LOG.warn("a row of the webhooks of {} cannot be read", source, e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
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
        try {
            thread.join(RETRY.multipliedBy(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
