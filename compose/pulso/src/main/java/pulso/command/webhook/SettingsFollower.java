package pulso.command.webhook;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/** Keeps a {@link SettingsBook} as {@code pulso.settings} has it. */
final class SettingsFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final AvroWire wire;
    private final SettingsBook book = new SettingsBook(ServiceTarget.DEFAULT);
    private final Thread thread;
    private volatile boolean closed;

    SettingsFollower(String bootstrapServers, AvroWire wire) {
        this.bootstrapServers = bootstrapServers;
        this.wire = wire;
        this.thread =
                Thread.ofPlatform().name("pulso-webhook-settings").daemon().start(this::run);
    }

    SettingsBook book() {
        return book;
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn("settings cannot be followed; tried again", e);
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
        var partitions = IntStream.range(0, Topics.SETTINGS.partitions())
                .mapToObj(number -> new TopicPartition(Topics.SETTINGS.name(), number))
                .toList();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            book.put(wire.decode(Topics.SETTINGS.requireCodec(), record.value()));
        } else if (record.key() != null) {
            var key = JsonKey.parse(record.key());
            var source = key.text(0);
            var kind = key.text(1);
            var subject = key.text(2);
            if (source != null && kind != null && subject != null) {
                book.remove(source, Setting.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), subject);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
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
