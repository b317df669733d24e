package pulso.schemas.source;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.AvroWire;

/**
 * Reads Debezium's envelope, as it stands in a raw topic, into a {@link RowChange} with documented names: those of the
 * source's {@link Layouts}. What a column means is read off the {@code connect.name} that capture left on its schema; the
 * binding is made once per schema.
 */
public final class RowReader {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final AvroWire wire;
    private final Layouts layouts;
    private final Map<Origin, Table> tables = new ConcurrentHashMap<>();

    private enum ColumnKind {
        PLAIN,
        MICRO_TIMESTAMP,
        MILLI_TIMESTAMP,
        DATE,
        ZONED_TIMESTAMP
    }

    /** Header values of a raw record: see {@link RawHeaders}. */
    public record Headers(String source, String position, long epoch, String zone) {}

    /** A table as the envelope names it. */
    private record Origin(String database, String name) {}

    /** A column of an image: what it is called here, and how its value is read. */
    private record Column(String name, ColumnKind kind) {}

    /** A table with its documented name, and the columns of each schema that it had. */
    private record Table(String name, @Nullable TableLayout layout, Map<Schema, List<Column>> bindings) {
        private List<Column> columns(Schema schema) {
            return bindings.computeIfAbsent(schema, unbound -> bind(unbound, layout));
        }
    }

    /** Reads tables and columns that bear their documented names. */
    public RowReader(AvroWire wire) {
        this(wire, Layouts.documented());
    }

    public RowReader(AvroWire wire, Layouts layouts) {
        this.wire = wire;
        this.layouts = layouts;
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
        var table = tables.computeIfAbsent(new Origin(text(origin, "db"), text(origin, "table")), this::table);
        return new RowChange(
                headers.source(),
                table.name(),
                Operation.of(envelope.get("op").toString()),
                row(table, (GenericRecord) envelope.get("before")),
                row(table, (GenericRecord) envelope.get("after")),
                Instant.ofEpochMilli((Long) origin.get("ts_ms")),
                headers.epoch(),
                offset,
                headers.position(),
                headers.zone());
    }

    private static String text(GenericRecord origin, String field) {
        return origin.hasField(field) ? String.valueOf(origin.get(field)) : "";
    }

    private Table table(Origin origin) {
        var layout = layouts.find(origin.database(), origin.name());
        return new Table(
                layout == null
                        ? origin.name().toUpperCase(Locale.ROOT)
                        : layout.table().name(),
                layout,
                new ConcurrentHashMap<>());
    }

    private static @Nullable Row row(Table table, @Nullable GenericRecord image) {
        if (image == null) {
            return null;
        }
        var columns = table.columns(image.getSchema());
        var values = new HashMap<String, Object>();
        for (int i = 0; i < columns.size(); i++) {
            var value = image.get(i);
            if (value != null) {
                values.put(columns.get(i).name(), plain(columns.get(i).kind(), value));
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

    /** A column whose own name is given to a mapped one keeps standing beside it, under that name and a number. */
    private static List<Column> bind(Schema schema, @Nullable TableLayout layout) {
        var documented = new HashMap<String, String>();
        if (layout != null) {
            layout.columns().forEach((name, actual) -> documented.put(actual.toLowerCase(Locale.ROOT), name));
        }
        var own = schema.getFields().stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .toList();
        var taken = new HashSet<String>(own);
        taken.addAll(documented.values());
        var given = new HashSet<String>();
        own.stream().map(documented::get).filter(name -> name != null).forEach(given::add);
        var columns = new ArrayList<Column>();
        for (var field : schema.getFields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            var mapped = documented.get(name);
            if (mapped == null && given.contains(name)) {
                mapped = distinct(name, taken);
            }
            columns.add(new Column(mapped == null ? name : mapped, kind(field.schema())));
        }
        return List.copyOf(columns);
    }

    private static String distinct(String name, Set<String> taken) {
        int number = 2;
        while (!taken.add(name + '_' + number)) {
            number++;
        }
        return name + '_' + number;
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
