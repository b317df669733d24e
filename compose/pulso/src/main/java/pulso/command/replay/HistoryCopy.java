package pulso.command.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.generation.Generation;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * Copies from one generation's derived topics to another's what lies outside the time that the other one writes itself:
 * passages by their entering, intervals by their beginning, minutes by themselves. Doing it again does no harm.
 */
final class HistoryCopy {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Broker broker;
    private final AvroWire wire;
    private final Generation to;
    private long copied;

    HistoryCopy(Broker broker, SchemaRegistry registry, Generation to) {
        this.broker = broker;
        this.wire = new AvroWire(registry);
        this.to = to;
    }

    /** Returns how many records were copied, superseded ones included. */
    long from(String former) {
        var source = Topics.derived(former);
        var target = Topics.derived(to.name());
        copied = 0;
        try (var producer = producer()) {
            var failure = new AtomicReference<@Nullable Exception>();
            copy(producer, failure, source.passages(), target.passages());
            copy(producer, failure, source.agentIntervals(), target.agentIntervals());
            copy(producer, failure, source.queueMinutes(), target.queueMinutes());
            copy(producer, failure, source.agentMinutes(), target.agentMinutes());
            producer.flush();
            var problem = failure.get();
            if (problem != null) {
                throw new IllegalStateException("the history could not be copied: " + problem.getMessage(), problem);
            }
        }
        return copied;
    }

    private <T extends Record> void copy(
            KafkaProducer<byte[], byte[]> producer,
            AtomicReference<@Nullable Exception> failure,
            Topic<T> from,
            Topic<T> into) {
        var partitions = IntStream.range(0, from.partitions())
                .mapToObj(number -> new TopicPartition(from.name(), number))
                .toList();
        var ends = broker.ends(partitions);
        var written = new HashSet<String>();
        try (var consumer = broker.reader()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    var told = told(record, from, written);
                    if (told != Told.NOTHING) {
                        copied++;
                        var unusedAsTheCallbackTells = producer.send(
                                new ProducerRecord<>(
                                        into.name(),
                                        record.partition(),
                                        record.key(),
                                        told == Told.ITSELF ? record.value() : null),
                                (_, problem) -> failure.compareAndSet(null, problem));
                    }
                }
            }
        }
    }

    /** What is told of a record. */
    private enum Told {
        ITSELF,
        GONE,
        NOTHING
    }

    private <T extends Record> Told told(ConsumerRecord<byte[], byte[]> record, Topic<T> topic, Set<String> written) {
        var key = new String(record.key(), StandardCharsets.UTF_8);
        var value = record.value();
        if (value != null && isOutside(time(wire.decode(topic.requireCodec(), value)))) {
            written.add(key);
            return Told.ITSELF;
        }
        return written.remove(key) ? Told.GONE : Told.NOTHING;
    }

    private boolean isOutside(Instant at) {
        var begin = to.from();
        var end = to.to();
        return (begin != null && at.isBefore(begin)) || (end != null && !at.isBefore(end));
    }

    private static Instant time(Record value) {
        return switch (value) {
            case Passage passage -> passage.enter();
            case AgentInterval interval -> interval.from();
            case QueueMinute minute -> minute.minute();
            case AgentMinute minute -> minute.minute();
            default -> throw new IllegalArgumentException(value.getClass() + " belongs to no time");
        };
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
