package pulso.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.JsonKey;

/**
 * The offsets topic of one source: the engine's offset, and who captures under which snapshot epoch. Read only when no
 * earlier holder of the transactional id can write any more, so what is read is final.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OFFSET = new TypeReference<>() {};
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private static final String SNAPSHOT_UNDER_WAY = "snapshot";

    private final String topic;
    private final byte[] offsetKey;
    private final byte[] stateKey;

    Journal(String source) {
        this.topic = Topics.offsets(source).name();
        this.offsetKey = KeptOffsetStore.key(source);
        this.stateKey = JsonKey.of("pulso", source).bytes();
    }

    /**
     * Who captures, and which snapshots there were.
     *
     * @param owner the run that wrote this
     * @param epoch the last snapshot begun
     * @param completeEpoch the last snapshot that ended; 0 for none
     * @param tables the captured tables, those included that were not there yet: of each all rows since the snapshot
     *     have been read. Empty in what was written before this was kept
     */
    record State(String owner, long epoch, long completeEpoch, List<String> tables) {
        static final State NONE = new State("", 0, 0, List.of());

        State {
            tables = List.copyOf(Objects.requireNonNullElse(tables, List.of()));
        }

        State ownedBy(String run) {
            return new State(run, epoch, completeEpoch, tables);
        }
    }

    /** What the topic holds; {@code offset} is the engine's own JSON, null before the first row. */
    record Content(State state, @Nullable String offset) {
        /** The engine resumes from this offset; without it, or inside a snapshot, it takes one from the start. */
        boolean resumes() {
            return offset != null && !isSnapshotUnderWay(Journal.offset(offset));
        }
    }

    Content read(String bootstrapServers) {
        var partition = new TopicPartition(topic, 0);
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        var state = State.NONE;
        String offset = null;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + READ_LIMIT.toNanos();
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (Arrays.equals(record.key(), offsetKey)) {
                        offset = record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
                    } else if (Arrays.equals(record.key(), stateKey) && record.value() != null) {
                        state = JSON.readValue(record.value(), State.class);
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new CaptureException("topic " + topic + " cannot be read to its end", null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("topic " + topic + " holds what capture has not written", e);
        }
        return new Content(state, offset);
    }

    ProducerRecord<byte[], byte[]> offsetRecord(Map<String, ?> offset) {
        return new ProducerRecord<>(topic, 0, offsetKey, json(offset));
    }

    ProducerRecord<byte[], byte[]> forgottenOffset() {
        return new ProducerRecord<>(topic, 0, offsetKey, null);
    }

    ProducerRecord<byte[], byte[]> stateRecord(State state) {
        return new ProducerRecord<>(topic, 0, stateKey, json(state));
    }

    static boolean isSnapshotUnderWay(Map<String, ?> offset) {
        return offset.containsKey(SNAPSHOT_UNDER_WAY);
    }

    static Map<String, Object> offset(String json) {
        try {
            return JSON.readValue(json, OFFSET);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the offset is not JSON: " + json, e);
        }
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an offset holds numbers and text only", e);
        }
    }
}
