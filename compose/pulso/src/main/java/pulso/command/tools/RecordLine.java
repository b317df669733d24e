package pulso.command.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.schemas.wire.UnknownSchemaException;

/** One record as one line of JSON. What cannot be read is said in the line, with its bytes. */
final class RecordLine {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final AvroWire wire;
    private final AvroJson values;

    RecordLine(SchemaRegistry registry, boolean isRaw) {
        this.wire = new AvroWire(registry);
        this.values = new AvroJson(isRaw);
    }

    /** The fields topic, partition, offset, time, key, headers, value; {@code unreadable} where the value cannot be read. */
    ObjectNode of(ConsumerRecord<byte[], byte[]> record) {
        var line = JSON.createObjectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        line.set("key", key(record.key()));
        line.set("headers", headers(record.headers()));
        var bytes = record.value();
        if (bytes == null) {
            return line.putNull("value");
        }
        try {
            line.set("value", value(bytes));
        } catch (UnknownSchemaException | AvroRuntimeException | UncheckedIOException | IndexOutOfBoundsException e) {
            line.put("unreadable", e.getMessage() == null ? e.toString() : e.getMessage());
            line.put("bytes", AvroJson.base64(bytes));
        }
        return line;
    }

    private JsonNode value(byte[] bytes) {
        if (bytes.length > 4 && bytes[0] == 0) {
            var record = wire.decode(bytes);
            return values.of(record.getSchema(), record);
        }
        return text(bytes);
    }

    private static JsonNode key(byte @Nullable [] key) {
        return key == null ? JSON.nullNode() : text(key);
    }

    /** JSON as it is, other text as text, other bytes in base64. */
    private static JsonNode text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("[") || text.startsWith("{")
                    ? structure(text)
                    : JSON.getNodeFactory().textNode(text);
        } catch (CharacterCodingException _) {
            return JSON.getNodeFactory().textNode(AvroJson.base64(bytes));
        }
    }

    private static JsonNode structure(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static ObjectNode headers(Headers headers) {
        var node = JSON.createObjectNode();
        for (var header : headers) {
            node.set(header.key(), header.value() == null ? JSON.nullNode() : text(header.value()));
        }
        return node;
    }

    static String print(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
