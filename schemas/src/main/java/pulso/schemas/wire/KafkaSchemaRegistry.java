package pulso.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The registry that needs no process: schemas stand in the compacted topic {@code _schemas}, in the record format that
 * Confluent Schema Registry and Karapace read.
 *
 * <p>A registration is a short transaction under one transactional id: whoever else registers at that moment is fenced,
 * reads what is new and tries again, so two schemas never share an id. Safe for any thread.
 */
public final class KafkaSchemaRegistry implements SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRANSACTIONAL_ID = "pulso-schema-registry";
    private static final int ATTEMPTS = 20;
    private static final int NO_WISH = 0;
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(30);
    /** A fetch that waits for news keeps the question for the topic's end waiting behind it, on the same connection. */
    private static final int FETCH_WAIT_MS = 10;

    private static final TopicPartition PARTITION = new TopicPartition(SchemaRegistry.TOPIC, 0);

    private final String bootstrapServers;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, Schema> byId = new HashMap<>();
    private final Map<String, Map<Schema, Integer>> idsBySubject = new HashMap<>();
    private final Map<Schema, Integer> ids = new HashMap<>();
    private final SortedMap<String, SortedMap<Integer, Version>> versions = new TreeMap<>();

    public KafkaSchemaRegistry(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MS,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
    }

    @Override
    public int register(String subject, Schema schema) {
        return register(subject, schema, NO_WISH);
    }

    @Override
    public synchronized int register(String subject, Schema schema, int wantedId) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            readNews();
            var known = idsBySubject.getOrDefault(subject, Map.of()).get(schema);
            if (known != null) {
                return known;
            }
            try {
                write(subject, schema, wantedId);
            } catch (ProducerFencedException | InvalidProducerEpochException _) {
                backOff(attempt);
            } catch (KafkaException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                backOff(attempt);
            }
        }
        throw new TimeoutException("cannot register a schema for " + subject + " after " + ATTEMPTS + " tries");
    }

    @Override
    public synchronized Schema byId(int id) {
        var schema = byId.get(id);
        if (schema == null) {
            readNews();
            schema = byId.get(id);
        }
        if (schema == null) {
            throw new UnknownSchemaException(id);
        }
        return schema;
    }

    @Override
    public synchronized List<Version> versions() {
        readNews();
        return versions.values().stream()
                .flatMap(ofSubject -> ofSubject.values().stream())
                .toList();
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }

    private void write(String subject, Schema schema, int wantedId) {
        try (var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID,
                        ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            readNews();
            if (idsBySubject.getOrDefault(subject, Map.of()).containsKey(schema)) {
                return;
            }
            int id = ids.getOrDefault(schema, freeId(wantedId));
            int version = 1 + idsBySubject.getOrDefault(subject, Map.of()).size();
            producer.beginTransaction();
            var unusedAsCommitReportsFailure = producer.send(new ProducerRecord<>(
                    PARTITION.topic(), 0, recordKey(subject, version), recordValue(subject, version, id, schema)));
            producer.commitTransaction();
        }
        readNews();
    }

    private int freeId(int wanted) {
        return wanted != NO_WISH && !byId.containsKey(wanted)
                ? wanted
                : 1 + byId.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private void readNews() {
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        while (consumer.position(PARTITION) < end) {
            for (var record : consumer.poll(Duration.ofMillis(50))) {
                apply(record.key(), record.value());
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("topic " + PARTITION.topic() + " cannot be read to its end");
            }
        }
    }

    private void apply(byte[] key, byte @Nullable [] value) {
        try {
            if (value == null
                    || !"SCHEMA".equals(JSON.readTree(key).path("keytype").asText())) {
                return;
            }
            JsonNode node = JSON.readTree(value);
            var subject = node.path("subject").asText();
            int version = node.path("version").asInt();
            if (node.path("deleted").asBoolean()) {
                versions.getOrDefault(subject, new TreeMap<>()).remove(version);
                return;
            }
            var schema = new SchemaParser().parse(node.path("schema").asText()).mainSchema();
            int id = node.path("id").asInt();
            byId.put(id, schema);
            ids.putIfAbsent(schema, id);
            idsBySubject.computeIfAbsent(subject, _ -> new HashMap<>()).put(schema, id);
            versions.computeIfAbsent(subject, _ -> new TreeMap<>())
                    .put(version, new Version(subject, version, id, schema));
        } catch (IOException e) {
            throw new UncheckedIOException("a record of " + PARTITION.topic() + " is no schema record", e);
        }
    }

    private static byte[] recordKey(String subject, int version) {
        return bytes(JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1));
    }

    private static byte[] recordValue(String subject, int version, int id, Schema schema) {
        return bytes(JSON.createObjectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schema", SchemaFormatter.format("json/inline", schema))
                .put("deleted", false));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void backOff(int attempt) {
        try {
            Thread.sleep(Duration.ofMillis(20L * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while registering a schema", e);
        }
    }
}
