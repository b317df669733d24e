package pulso.clickhouse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;

/**
 * The zone of each source: as configured, else as ingest says in {@code pulso.source}. That topic is small and compacted,
 * so it is read from its beginning whenever a zone is missing. Safe for any thread.
 */
final class SourceZones {
    private static final Logger LOG = LoggerFactory.getLogger(SourceZones.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final AvroWire wire;
    private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

    SourceZones(ClickHouseConfig config, AvroWire wire) {
        this.bootstrapServers = config.bootstrapServers();
        this.wire = wire;
        for (var source : config.sources()) {
            var zone = source.zone();
            if (zone != null) {
                zones.put(source.name(), zone);
            }
        }
    }

    /** @throws ZoneUnknownException while neither the configuration nor ingest has said it */
    ZoneId require(String source) {
        var zone = zones.get(source);
        if (zone == null) {
            readTopic();
            zone = zones.get(source);
        }
        if (zone == null) {
            throw new ZoneUnknownException(source);
        }
        return zone;
    }

    private synchronized void readTopic() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var topic = Topics.SOURCE;
            var partitions = consumer.listTopics().getOrDefault(topic.name(), List.<PartitionInfo>of()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        var status = wire.decode(Topics.SOURCE.requireCodec(), record.value());
                        learn(status.source(), status.zone());
                    }
                }
            }
        }
    }

    private void learn(String source, String zone) {
        try {
            zones.putIfAbsent(source, ZoneId.of(zone));
        } catch (DateTimeException e) {
            LOG.error("source {} names a zone that does not exist: '{}'", source, zone, e);
        }
    }
}
