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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
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
    private final Map<Integer, Optional<EnvelopeShape>> shapes = new ConcurrentHashMap<>();

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

    /** The columns of an image, in its order; names null where two are called the same. */
    private record Columns(List<Column> all, @Nullable ColumnNames names) {
        static Columns of(List<Column> all) {
            return new Columns(
                    all, ColumnNames.of(all.stream().map(Column::name).toList()));
        }
    }

    /** A table with its documented name, and the columns of each schema that it had. */
    private record Table(String name, @Nullable TableLayout layout, Map<Schema, Columns> bindings) {
        private Columns columns(Schema schema) {
            return bindings.computeIfAbsent(schema, unbound -> Columns.of(bind(unbound, layout)));
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
        var shape = shapes.computeIfAbsent(
                AvroWire.schemaId(value), id -> Optional.ofNullable(EnvelopeShape.of(wire.schema(id))));
        return shape.isPresent()
                ? change(shape.orElseThrow().read(payload(value)), headers, offset)
                : genericChange(wire.decode(value), headers, offset);
    }

    private static BinaryDecoder payload(byte[] value) {
        int header = AvroWire.headerBytes();
        return DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
    }

    private RowChange change(EnvelopeShape.Read read, Headers headers, long offset) {
        var table = table(new Origin(read.database(), read.table()));
        var image = read.image();
        return new RowChange(
                headers.source(),
                table.name(),
                Operation.of(read.operation()),
                image == null ? null : row(table.columns(image), read.before()),
                image == null ? null : row(table.columns(image), read.after()),
                Instant.ofEpochMilli(read.committedMillis()),
                headers.epoch(),
                offset,
                headers.position(),
                headers.zone());
    }

    private RowChange genericChange(GenericRecord envelope, Headers headers, long offset) {
        var origin = (GenericRecord) envelope.get("source");
        var table = table(new Origin(text(origin, "db"), text(origin, "table")));
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

    private Table table(Origin origin) {
        return tables.computeIfAbsent(origin, this::bound);
    }

    private static String text(GenericRecord origin, String field) {
        return origin.hasField(field) ? String.valueOf(origin.get(field)) : "";
    }

    private Table bound(Origin origin) {
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
        var values = new @Nullable Object[columns.all().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.get(i);
        }
        return row(columns, values);
    }

    private static @Nullable Row row(Columns columns, @Nullable Object @Nullable [] image) {
        if (image == null) {
            return null;
        }
        var names = columns.names();
        if (names == null) {
            return rowOfMap(columns.all(), image);
        }
        var values = new @Nullable Object[image.length];
        for (int i = 0; i < values.length; i++) {
            int place = names.place(i);
            var value = image[place];
            values[i] = value == null ? null : plain(columns.all().get(place).kind(), value);
        }
        return new Row(new ColumnValues(names, values));
    }

    private static Row rowOfMap(List<Column> columns, @Nullable Object[] image) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < image.length; i++) {
            var value = image[i];
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

    /** What the columns of an image are called here, in its order. */
    public static List<String> names(Schema image, @Nullable TableLayout layout) {
        return bind(image, layout).stream().map(Column::name).toList();
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
