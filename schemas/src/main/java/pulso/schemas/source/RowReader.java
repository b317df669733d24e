package pulso.schemas.source;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.AvroWire;

/**
 * Reads Debezium's envelope, as it stands in a raw topic, into a {@link RowChange}. What a column means is read off the
 * {@code connect.name} that capture left on its schema; the binding is made once per schema.
 */
public final class RowReader {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final AvroWire wire;
    private final Map<Schema, ColumnKind[]> bindings = new ConcurrentHashMap<>();

    private enum ColumnKind {
        PLAIN,
        MICRO_TIMESTAMP,
        MILLI_TIMESTAMP,
        DATE,
        ZONED_TIMESTAMP
    }

    /** Header values of a raw record: see {@link RawHeaders}. */
    public record Headers(String source, String position, long epoch, String zone) {}

    public RowReader(AvroWire wire) {
        this.wire = wire;
    }

    /** @throws UnreadableRecordException when the bytes are not an envelope in a known schema */
    public RowChange read(byte[] value, Headers headers, long offset) {
        try {
            return envelope(value, headers, offset);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableRecordException(e);
        }
    }

    private RowChange envelope(byte[] value, Headers headers, long offset) {
        var envelope = wire.decode(value);
        var origin = (GenericRecord) envelope.get("source");
        return new RowChange(
                headers.source(),
                origin.get("table").toString().toUpperCase(Locale.ROOT),
                Operation.of(envelope.get("op").toString()),
                row((GenericRecord) envelope.get("before")),
                row((GenericRecord) envelope.get("after")),
                Instant.ofEpochMilli((Long) origin.get("ts_ms")),
                headers.epoch(),
                offset,
                headers.position(),
                headers.zone());
    }

    private @Nullable Row row(@Nullable GenericRecord image) {
        if (image == null) {
            return null;
        }
        var kinds = bindings.computeIfAbsent(image.getSchema(), RowReader::bind);
        var fields = image.getSchema().getFields();
        var values = new TreeMap<String, Object>();
        for (int i = 0; i < kinds.length; i++) {
            var value = image.get(i);
            if (value != null) {
                values.put(fields.get(i).name(), plain(kinds[i], value));
            }
        }
        return new Row(values);
    }

    private static Object plain(ColumnKind kind, Object value) {
        return switch (kind) {
            case PLAIN ->
                switch (value) {
                    case CharSequence text -> text.toString();
                    case Integer number -> number.longValue();
                    case Float number -> number.doubleValue();
                    case ByteBuffer bytes -> bytes;
                    case Long number -> number;
                    case Double number -> number;
                    case Boolean truth -> truth;
                    case BigDecimal number -> number;
                    default -> value.toString();
                };
            case MICRO_TIMESTAMP -> {
                long micros = (Long) value;
                yield LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND),
                        (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
                        ZoneOffset.UTC);
            }
            case MILLI_TIMESTAMP -> LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC);
            case DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
            case ZONED_TIMESTAMP -> OffsetDateTime.parse(value.toString()).toInstant();
        };
    }

    private static ColumnKind[] bind(Schema schema) {
        return schema.getFields().stream().map(field -> kind(field.schema())).toArray(ColumnKind[]::new);
    }

    private static ColumnKind kind(Schema schema) {
        if (schema.isUnion()) {
            return schema.getTypes().stream()
                    .filter(member -> member.getType() != Schema.Type.NULL)
                    .findFirst()
                    .map(RowReader::kind)
                    .orElse(ColumnKind.PLAIN);
        }
        var name = schema.getProp("connect.name");
        return switch (name == null ? "" : name) {
            case "io.debezium.time.MicroTimestamp" -> ColumnKind.MICRO_TIMESTAMP;
            case "io.debezium.time.Timestamp" -> ColumnKind.MILLI_TIMESTAMP;
            case "io.debezium.time.Date" -> ColumnKind.DATE;
            case "io.debezium.time.ZonedTimestamp" -> ColumnKind.ZONED_TIMESTAMP;
            default -> ColumnKind.PLAIN;
        };
    }
}
