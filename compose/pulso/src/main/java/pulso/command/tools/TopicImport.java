package pulso.command.tools;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;

/**
 * Writes an exported topic back: each record to its partition, with its time, key and headers. How far it has come is
 * committed with the records, so an import that was cut off goes on where it stood. For one thread.
 */
final class TopicImport {
    private static final int RECORDS_PER_TRANSACTION = 10_000;
    private static final long BYTES_PER_TRANSACTION = 16 << 20;
    private static final Duration TRANSACTION_LIMIT = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final ExportedTopic exported;
    private final Topic<?> target;
    private final String group;
    private final Map<Integer, Integer> ids = new HashMap<>();

    /**
     * What was done.
     *
     * @param resumed how many records an earlier try had written
     * @param renumbered whether values bear other schema ids here
     * @param tooOld how many are older than the topic keeps
     */
    record Result(
            String topic,
            long records,
            long resumed,
            String sha256,
            @Nullable Boolean isWhole,
            boolean renumbered,
            long tooOld) {}

    /**
     * @param target the topic as it is to be made, and as long as it is to be kept
     */
    TopicImport(Cluster cluster, ExportedTopic exported, Topic<?> target) {
        this.cluster = cluster;
        this.exported = exported;
        this.target = target;
        this.group = "pulso-import-" + exported.description().export() + '-' + target.name();
    }

    /**
     * @param isAppending whether the topic may hold records of others
     * @throws IllegalStateException when it does though it may not
     */
    Result run(boolean isAppending, LongConsumer progress) {
        var existing = cluster.topicNames().contains(target.name());
        TopicCreation.ensure(cluster.admin(), cluster.replication(), List.of(target));
        requirePartitions();
        long resumed = committed();
        boolean isEmpty = !existing || isEmpty();
        if (!isEmpty && resumed == 0 && !isAppending) {
            throw new IllegalStateException("topic " + target.name() + " holds records already: import into another"
                    + " name with --as, or with --append behind what is there");
        }
        registerSchemas();
        boolean keepsOwnTime = target.writer() == Topic.Writer.TOPOLOGY;
        if (keepsOwnTime && (isEmpty || resumed > 0)) {
            timestamps("CreateTime");
        }
        try {
            return write(resumed, progress);
        } finally {
            if (keepsOwnTime) {
                timestamps("LogAppendTime");
            }
        }
    }

    private void requirePartitions() {
        int partitions = cluster.partitions(target.name());
        if (partitions < exported.description().partitions()) {
            throw new IllegalStateException("topic " + target.name() + " has " + partitions + " partitions, the export "
                    + exported.description().partitions() + ": import into another name with --as");
        }
    }

    private long committed() {
        var offsets =
                Broker.await(cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var offset = offsets.get(place());
        return offset == null ? 0 : offset.offset();
    }

    /** Where the number of records that are written stands: an offset of the group, not of the topic. */
    private TopicPartition place() {
        return new TopicPartition(target.name(), 0);
    }

    private boolean isEmpty() {
        try (var consumer = cluster.reader()) {
            return TopicReading.of(consumer, target.name(), null, null).read(_ -> false, () -> {});
        }
    }

    private void registerSchemas() {
        var registry = cluster.registry();
        exported.schemas()
                .forEach((id, schema) -> ids.put(id, registry.register(target.name() + "-value", schema, id)));
    }

    /** A topic that gives each record the time of its writing would lose the times of the export. */
    private void timestamps(String type) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, target.name());
        var entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
        Broker.await(cluster.admin()
                .incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all());
    }

    private Result write(long resumed, LongConsumer progress) {
        var digest = new ContentDigest();
        long tooOld = 0;
        var oldest = target.retention() == null ? null : Instant.now().minus(target.retention());
        try (var records = exported.read();
                var member = member();
                var producer = producer()) {
            producer.initTransactions();
            while (records.hasNext()) {
                boolean isNew = digest.records() >= resumed;
                if (isNew) {
                    producer.beginTransaction();
                }
                long bytes = 0;
                for (int i = 0;
                        i < RECORDS_PER_TRANSACTION && bytes < BYTES_PER_TRANSACTION && records.hasNext();
                        i++) {
                    var record = records.next();
                    digest.add(record);
                    if (oldest != null && record.timestampMillis() < oldest.toEpochMilli()) {
                        tooOld++;
                    }
                    if (isNew) {
                        bytes += send(producer, record);
                    } else if (digest.records() == resumed) {
                        break;
                    }
                }
                if (isNew) {
                    producer.sendOffsetsToTransaction(
                            Map.of(place(), new OffsetAndMetadata(digest.records())), member.groupMetadata());
                    producer.commitTransaction();
                }
                progress.accept(digest.records());
            }
        }
        var sha256 = digest.hex();
        var expected = exported.sha256();
        return new Result(
                target.name(),
                digest.records(),
                resumed,
                sha256,
                expected == null ? null : (Boolean) expected.equals(sha256),
                ids.entrySet().stream().anyMatch(id -> !id.getKey().equals(id.getValue())),
                tooOld);
    }

    /** In whose name the progress is committed; it reads nothing. */
    private KafkaConsumer<byte[], byte[]> member() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        group,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        (int) TRANSACTION_LIMIT.toMillis(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        16 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private long send(KafkaProducer<byte[], byte[]> producer, ExportedRecord record) {
        var value = renumbered(record.value());
        var sent =
                new ProducerRecord<>(target.name(), record.partition(), record.timestampMillis(), record.key(), value);
        for (var header : record.headers()) {
            sent.headers().add(new RecordHeader(header.name(), header.value()));
        }
        var unusedAsCommitReportsFailure = producer.send(sent);
        return value == null ? 0 : value.length;
    }

    /** Puts the schema id that the schema has here into a value. */
    private byte @Nullable [] renumbered(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        var old = ExportFormat.schemaId(value);
        var id = old == null ? null : ids.get(old);
        if (id == null || id.equals(old)) {
            return value;
        }
        var copy = value.clone();
        ByteBuffer.wrap(copy).putInt(1, id);
        return copy;
    }

    /** Forgets how far the import has come, once it need not go on. */
    void forget() {
        Broker.await(cluster.admin().deleteConsumerGroups(List.of(group)).all());
    }
}
