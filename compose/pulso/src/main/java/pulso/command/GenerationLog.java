package pulso.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.generation.Generation;
import pulso.schemas.generation.GenerationBook;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.SchemaRegistry;

/** Reads and writes {@code pulso.generations}. The topic must exist. Safe for any thread. */
public final class GenerationLog {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final AvroWire wire;

    public GenerationLog(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.wire = new AvroWire(registry);
    }

    /** All that is written now. */
    public GenerationBook read() {
        var book = new GenerationBook();
        try (var consumer = consumer()) {
            readToEnd(consumer, book);
        }
        return book;
    }

    /** Returns once the broker has it for good. */
    public void write(Generation generation) {
        var topic = Topics.GENERATIONS;
        send(generation, wire.encode(topic.name(), topic.requireCodec(), generation));
    }

    /** Forgets a generation; what bears its name must be gone before. */
    public void remove(Generation generation) {
        send(generation, null);
    }

    private void send(Generation generation, byte @Nullable [] value) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0);
        var topic = Topics.GENERATIONS;
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            Topics.partition(generation.name()),
                            RecordKeys.of(generation).bytes(),
                            value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic.name() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic.name(), e);
        }
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions());
        consumer.seekToBeginning(partitions());
        return consumer;
    }

    void readToEnd(KafkaConsumer<byte[], byte[]> consumer, GenerationBook book) {
        var ends = consumer.endOffsets(partitions());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(consumer, book, POLL);
        }
    }

    /** Whether anything came. */
    boolean poll(KafkaConsumer<byte[], byte[]> consumer, GenerationBook book, Duration limit) {
        boolean news = false;
        for (var record : consumer.poll(limit)) {
            var value = record.value();
            if (value != null) {
                book.put(wire.decode(Topics.GENERATIONS.requireCodec(), value));
            } else {
                var name = JsonKey.parse(record.key()).text(0);
                book.remove(name == null ? "" : name);
            }
            news = true;
        }
        return news;
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, Topics.GENERATIONS.partitions())
                .mapToObj(number -> new TopicPartition(Topics.GENERATIONS.name(), number))
                .toList();
    }
}
