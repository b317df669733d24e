package pulso.command.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro values as JSON for people: times as text, bytes in base64. DATETIME columns have no zone, so neither has their text. */
final class AvroJson {
    private static final String SEMANTIC_NAME = "connect.name";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long NANOS_OF_MICRO = 1_000;
    private static final long MICROS_OF_SECOND = 1_000_000;

    private final boolean isRaw;

    /**
     * @param isRaw leaves times the numbers that they are
     */
    AvroJson(boolean isRaw) {
        this.isRaw = isRaw;
    }

    JsonNode of(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case RECORD -> record((IndexedRecord) value);
            case UNION -> of(branch(schema, value), value);
            case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
            case INT, LONG -> whole(schema, ((Number) value).longValue());
            case FLOAT, DOUBLE -> NODES.numberNode(((Number) value).doubleValue());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case BYTES -> bytes(schema, (ByteBuffer) value);
            case FIXED -> NODES.textNode(base64(((GenericFixed) value).bytes()));
            case STRING, ENUM -> NODES.textNode(value.toString());
            case NULL -> NODES.nullNode();
        };
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private JsonNode record(IndexedRecord record) {
        var node = NODES.objectNode();
        for (var field : record.getSchema().getFields()) {
            node.set(field.name(), of(field.schema(), record.get(field.pos())));
        }
        return node;
    }

    private static Schema branch(Schema union, Object value) {
        return union.getTypes().get(GenericData.get().resolveUnion(union, value));
    }

    private JsonNode array(Schema items, Collection<?> values) {
        var node = NODES.arrayNode();
        values.forEach(value -> node.add(of(items, value)));
        return node;
    }

    private JsonNode map(Schema values, Map<?, ?> entries) {
        var node = NODES.objectNode();
        entries.forEach((name, value) -> node.set(String.valueOf(name), of(values, value)));
        return node;
    }

    private JsonNode whole(Schema schema, long number) {
        if (!isRaw) {
            if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
                return NODES.textNode(Instant.ofEpochMilli(number).toString());
            }
            var name = schema.getProp(SEMANTIC_NAME);
            var text = name == null ? null : time(name, number);
            if (text != null) {
                return NODES.textNode(text);
            }
        }
        return NODES.numberNode(number);
    }

    /** Null for what is no time, or none of a day's. */
    private static @Nullable String time(String semanticName, long number) {
        return switch (semanticName) {
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                local(Math.multiplyExact(number, NANOS_OF_MICRO));
            case "io.debezium.time.MicroTimestamp" -> local(number);
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" ->
                LocalDate.ofEpochDay(number).toString();
            case "io.debezium.time.MicroTime" ->
                number >= 0 && number < 86_400 * MICROS_OF_SECOND
                        ? LocalTime.ofNanoOfDay(number * NANOS_OF_MICRO).toString()
                        : null;
            case String _ -> null;
        };
    }

    private static String local(long micros) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_OF_SECOND),
                (int) (Math.floorMod(micros, MICROS_OF_SECOND) * NANOS_OF_MICRO),
                ZoneOffset.UTC));
    }

    private JsonNode bytes(Schema schema, ByteBuffer value) {
        var bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        if (!isRaw && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return NODES.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
        }
        return NODES.textNode(base64(bytes));
    }
}
