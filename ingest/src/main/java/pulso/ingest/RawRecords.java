package pulso.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.wire.AvroWire;

/** The engine's row changes as records of the raw topics: topic, key, time, headers and Avro value. For one thread. */
final class RawRecords {
    private static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final IngestConfig config;
    private final AvroWire wire;
    private final Clock clock;
    private final Map<String, BoundTable> tablesByName;
    private final AvroRecords avro = new AvroRecords();
    private final Map<String, Destination> destinations = new HashMap<>();
    private final RecordHeader sourceHeader;
    private final RecordHeader zoneHeader;

    RawRecords(IngestConfig config, List<BoundTable> tables, AvroWire wire, Clock clock) {
        this.config = config;
        this.wire = wire;
        this.clock = clock;
        this.tablesByName =
                tables.stream().collect(Collectors.toMap(BoundTable::identity, table -> table, (first, _) -> first));
        this.sourceHeader = header(RawHeaders.SOURCE, config.source());
        this.zoneHeader = header(RawHeaders.ZONE, config.zone().getId());
    }

    /** Where a table's rows go; the columns are looked up again when the table changes. */
    private static final class Destination {
        private final BoundTable table;
        private @Nullable Schema rowSchema;
        private @Nullable Field key;
        private @Nullable Field time;

        private Destination(BoundTable table) {
            this.table = table;
        }

        private void bind(Schema schema) {
            if (!schema.equals(rowSchema)) {
                rowSchema = schema;
                key = field(schema, table.keyColumn());
                var column = field(schema, table.timeColumn());
                time = column != null && MICRO_TIMESTAMP.equals(column.schema().name()) ? column : null;
            }
        }

        private static @Nullable Field field(Schema schema, @Nullable String name) {
            return schema.fields().stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A row as it goes to Kafka, and what capture itself wants to know of it. */
    record RawRecord(
            ProducerRecord<byte[], byte[]> record,
            boolean snapshot,
            Operation operation,
            String position,
            @Nullable String gtid,
            Instant committedAt,
            @Nullable Long wallClockMicros) {}

    /** Whether the engine's record is a row change; all else only carries an offset. */
    static boolean isRow(SourceRecord record) {
        return record.value() instanceof Struct value && value.schema().field("op") != null;
    }

    RawRecord of(SourceRecord record, byte[] epoch) {
        var envelope = (Struct) record.value();
        var origin = envelope.getStruct("source");
        var operation = Operation.of(envelope.getString("op"));
        var destination = destinations.computeIfAbsent(record.topic(), _ -> destination(origin));
        var row = envelope.getStruct(operation == Operation.DELETE ? "before" : "after");
        if (row != null) {
            destination.bind(row.schema());
        }
        var snapshot = operation == Operation.READ;
        var committedAt = Instant.ofEpochMilli(snapshot ? clock.millis() : origin.getInt64("ts_ms"));
        var position = position(origin);
        var headers = new RecordHeaders(List.of(
                sourceHeader,
                new RecordHeader(RawHeaders.POSITION, position.getBytes(StandardCharsets.UTF_8)),
                new RecordHeader(RawHeaders.EPOCH, epoch),
                zoneHeader));
        var raw = new ProducerRecord<byte[], byte[]>(
                destination.table.topic(),
                0,
                committedAt.toEpochMilli(),
                key(destination, record, row),
                encode(destination.table.topic(), envelope),
                headers);
        return new RawRecord(
                raw,
                snapshot,
                operation,
                position,
                (String) optional(origin, "gtid"),
                committedAt,
                snapshot ? null : wallClockMicros(destination, row));
    }

    private byte[] encode(String topic, Struct envelope) {
        var record = avro.convert(envelope);
        var bytes = wire.encode(topic, record);
        for (int limit : OversizedRow.limits()) {
            if (bytes.length <= OversizedRow.MOST_BYTES) {
                break;
            }
            OversizedRow.cut(record, limit);
            bytes = wire.encode(topic, record);
        }
        return bytes;
    }

    private Destination destination(Struct origin) {
        var name = origin.getString("db") + '.' + origin.getString("table");
        var table = tablesByName.get(name.toLowerCase(Locale.ROOT));
        if (table == null) {
            throw new IllegalStateException("the engine sent a row of " + name + ", which is not captured");
        }
        return new Destination(table);
    }

    private static byte @Nullable [] key(Destination destination, SourceRecord record, @Nullable Struct row) {
        var column = destination.key;
        String text = null;
        if (column != null) {
            var value = row == null ? null : row.get(column);
            text = value == null ? null : value.toString();
        } else if (record.key() instanceof Struct primaryKey) {
            text = primaryKey.schema().fields().stream()
                    .map(field -> Objects.toString(primaryKey.get(field), ""))
                    .collect(Collectors.joining(":"));
        }
        // A compacted topic takes nothing without a key: what concerns no single row, a TRUNCATE, has an empty one.
        return text == null
                ? destination.table.isCompacted() ? new byte[0] : null
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Long wallClockMicros(Destination destination, @Nullable Struct row) {
        var time = destination.time;
        return row == null || time == null ? null : (Long) row.get(time);
    }

    /** How long after its own time the row was committed; null where it has none, or was read by a snapshot. */
    @Nullable
    Duration sourceDelay(RawRecord row) {
        var micros = row.wallClockMicros();
        if (micros == null) {
            return null;
        }
        var wallClock = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
        var zoned = wallClock.atZone(config.zone());
        var later = zoned.withLaterOffsetAtOverlap();
        return Duration.between(
                (later.toInstant().isAfter(row.committedAt()) ? zoned : later).toInstant(), row.committedAt());
    }

    private static String position(Struct origin) {
        return Objects.toString(optional(origin, "file"), "")
                + ':'
                + Objects.toString(optional(origin, "pos"), "0")
                + ':'
                + Objects.toString(optional(origin, "row"), "0");
    }

    private static @Nullable Object optional(Struct struct, String field) {
        return struct.schema().field(field) == null ? null : struct.get(field);
    }

    private static RecordHeader header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
