package pulso.clickhouse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/**
 * Tells {@code pulso.rejected} what did not get into a table. A record is told before its offset is left behind, so a
 * restart may tell it again, under the same key.
 */
final class Rejections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final int LONGEST_SAMPLE = 4096;

    private final Producer<byte[], byte[]> producer;
    private final AvroWire wire;

    Rejections(String bootstrapServers, AvroWire wire) {
        this.wire = wire;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG, "pulso-clickhouse-rejections",
                        ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void unreadable(ConsumerRecord<byte[], byte[]> record, String why) {
        var header = record.headers().lastHeader(RawHeaders.SOURCE);
        var source = header == null ? sourceOf(record.topic()) : new String(header.value(), StandardCharsets.UTF_8);
        var value = record.value() == null ? new byte[0] : record.value();
        var sample = HexFormat.of().formatHex(value, 0, Math.min(value.length, LONGEST_SAMPLE));
        var position = record.topic() + '-' + record.partition() + '@' + record.offset();
        send(
                source,
                new RejectedRow(
                        source,
                        record.topic(),
                        position,
                        RejectionReason.UNREADABLE,
                        "ClickHouse sink: " + why,
                        sample,
                        position,
                        Instant.ofEpochMilli(record.timestamp())));
    }

    /** A row that ClickHouse itself refused; the record stays in its topic, at this offset. */
    void refused(TopicPartition partition, long offset, String why) {
        var position = partition.topic() + '-' + partition.partition() + '@' + offset;
        var source = sourceOf(partition.topic());
        send(
                source,
                new RejectedRow(
                        source,
                        partition.topic(),
                        position,
                        RejectionReason.BAD_FIELD,
                        "ClickHouse refused it: " + why,
                        "",
                        position,
                        Instant.EPOCH));
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(String source, RejectedRow row) {
        LOG.error("rejected {}: {}", row.position(), row.detail());
        var topic = Topics.REJECTED.name();
        var value = wire.encode(topic, Topics.REJECTED.requireCodec(), row);
        var key = JsonKey.of(source, row.identity()).bytes();
        try {
            producer.send(new ProducerRecord<>(topic, Topics.partition(source), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a rejected record cannot be told to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while telling a rejected record", e);
        }
    }

    private static String sourceOf(String topic) {
        return topic.substring(0, Math.max(0, topic.indexOf('.')));
    }
}
