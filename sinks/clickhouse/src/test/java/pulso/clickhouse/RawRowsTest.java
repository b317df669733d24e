package pulso.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.metadata.TableSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulso.schemas.event.EventSpec;
import pulso.schemas.privacy.Masking;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;

/** Rows that are copied out of a record's bytes against rows that are made of what the record says. */
final class RawRowsTest {
    private static final int RECORDS = 1_000;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "NONE",
            " NONE ",
            "N/A",
            "NULL",
            "REALTIME",
            "Ventas<-",
            "José",
            "\u2003ana\u2003",
            "é",
            "LINK",
            "33|1",
            "12",
            " 7 ",
            "007",
            "15000",
            "-3",
            "1.50",
            "1e400",
            "NaN",
            "99999999999999999999",
            "x".repeat(200),
            "2026-05-01 09:00:00",
            "2026-05-01 09:00:00.25",
            "no date",
            "\ud83d\ude00");
    /** Around changes of the clock in the zones below, before what a column can hold and after it, and without seconds. */
    private static final List<Long> WALL_CLOCKS = List.of(
            0L,
            -1L,
            1_775_000_000_000_000L,
            1_775_000_040_000_000L,
            1_775_000_040_250_001L,
            1_775_349_000_000_000L,
            1_775_350_200_000_000L,
            1_792_895_400_000_000L,
            1_774_749_600_000_000L,
            1_792_893_600_000_000L,
            1_793_498_400_000_000L,
            -2_300_000_000_000_000L,
            -2_208_988_800_000_000L,
            10_382_342_400_000_000L,
            10_413_792_000_000_000L,
            253_402_300_800_000_000L);

    private static final List<String> ZONES =
            List.of("America/Montevideo", "Australia/Lord_Howe", "Europe/Berlin", "America/Havana", "UTC");

    private final Random random = new Random(11);
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final AvroWire wire = new AvroWire(registry);

    @ParameterizedTest
    @EnumSource(RawTable.class)
    void shouldWriteTheVeryBytesOfTheRowsThatAreMade(RawTable table) {
        // Given one mapping that copies, and one that may not since it has something to hide, though not here
        var schema = Ddl.table(table.table());
        var copying = new RawMapping(table, schema, wire, Map.of(), Privacy.ofRaw(Masking.NONE, table));
        var hiding = new Masking(Map.of(), Map.of("elsewhere.nothing", Masking.Treatment.MASK), "");
        var making = new RawMapping(table, schema, wire, Map.of(), Privacy.ofRaw(hiding, table));
        assertThat(making.usual).isNull();
        var usual = Objects.requireNonNull(copying.usual);
        int copied = 0;

        for (int i = 0; i < RECORDS; i++) {
            // When
            var record = record(table, i / 50, i);
            copied += usual.map(record, new Rows(new RowEncoder(schema))) ? 1 : 0;

            // Then
            assertThat(outcome(copying, record, schema)).as("record %d", i).isEqualTo(outcome(making, record, schema));
        }
        assertThat(copied).as("copied, of " + RECORDS).isGreaterThan(RECORDS / 3);
    }

    /** Rows, or what is said of a record that gives none. */
    private static List<String> outcome(RawMapping mapping, ConsumerRecord<byte[], byte[]> record, TableSchema schema) {
        var rows = new Rows(new RowEncoder(schema));
        try {
            mapping.map(record, rows);
        } catch (UnusableRecordException e) {
            rows.taken.add(String.valueOf(e.getMessage()));
        }
        return rows.taken;
    }

    private record Rows(RowEncoder encoder, List<String> taken) implements RowSink {
        Rows(RowEncoder encoder) {
            this(encoder, new ArrayList<>());
        }

        @Override
        public void add(@Nullable Object[] values) {
            add((out, columns) -> columns.write(out, values));
        }

        @Override
        public void add(EncodedRow row) {
            var out = new RowBytes();
            try {
                row.writeTo(out, encoder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            taken.add(HexFormat.of().formatHex(out.array(), 0, out.size()));
        }
    }

    /** Shapes with one number have one schema. */
    private ConsumerRecord<byte[], byte[]> record(RawTable table, int shape, long offset) {
        var image = image(table, new Random(shape));
        var envelope = new GenericData.Record(envelope(image, new Random(shape).nextBoolean()));
        var operation = List.of("c", "r", "u", "d", "x").get(random.nextInt(50) == 0 ? 4 : random.nextInt(4));
        var row = row(table, image);
        switch (operation) {
            case "u" -> {
                var former = random.nextBoolean() ? GenericData.get().deepCopy(image, row) : row(table, image);
                if (random.nextBoolean() && !image.getFields().isEmpty()) {
                    int place = random.nextInt(image.getFields().size());
                    former.put(place, value(table, image.getFields().get(place)));
                }
                envelope.put("before", former);
                envelope.put("after", row);
            }
            case "d" -> envelope.put("before", row);
            default -> envelope.put("after", row);
        }
        var origin =
                new GenericData.Record(envelope.getSchema().getField("source").schema());
        origin.put("ts_ms", 1_777_600_000_250L + random.nextInt(1000));
        if (origin.getSchema().getField("db") != null) {
            origin.put("db", "ccrepo");
        }
        origin.put("table", table.sourceTable().tableName());
        envelope.put("source", origin);
        envelope.put("op", operation);
        var value = wire.encode("t", envelope);
        var whole = random.nextInt(50) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value;
        var record = new ConsumerRecord<byte[], byte[]>("t", 0, offset, new byte[0], whole);
        header(record, RawHeaders.SOURCE, random.nextInt(9) == 0 ? "other" : "ucontact");
        header(record, RawHeaders.POSITION, "binlog.000001:4711");
        header(record, RawHeaders.EPOCH, String.valueOf(random.nextInt(3)));
        header(record, RawHeaders.ZONE, ZONES.get(random.nextInt(ZONES.size())));
        return record;
    }

    private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private GenericRecord row(RawTable table, Schema image) {
        var row = new GenericData.Record(image);
        for (var field : image.getFields()) {
            row.put(field.pos(), value(table, field));
        }
        return row;
    }

    private @Nullable Object value(RawTable table, Schema.Field field) {
        if (field.schema().isUnion() && random.nextInt(4) == 0) {
            return null;
        }
        var plain = field.schema().isUnion()
                ? field.schema().getTypes().get(field.schema().getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0)
                : field.schema();
        var log = table.log();
        if (log != null
                && field.name().equals("event")
                && plain.getType() == Schema.Type.STRING
                && random.nextInt(9) > 0) {
            var events = log.events().stream().map(EventSpec::name).toList();
            return events.get(random.nextInt(events.size()));
        }
        return switch (plain.getType()) {
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case INT -> random.nextInt(20_000);
            case LONG ->
                plain.getProp("connect.name") == null
                        ? random.nextLong() >> random.nextInt(64)
                        : WALL_CLOCKS.get(random.nextInt(WALL_CLOCKS.size()));
            case DOUBLE -> random.nextInt(500) / 100.0;
            case FLOAT -> random.nextInt(500) / 4f;
            case BOOLEAN -> random.nextBoolean();
            case BYTES -> ByteBuffer.wrap(new byte[] {65, 66});
            default -> throw new AssertionError(plain);
        };
    }

    /** The documented columns, some of them missing, most of them of a likely type; and one that nobody knows. */
    private static Schema image(RawTable table, Random shape) {
        var fields = new ArrayList<Schema.Field>();
        var names = new ArrayList<>(table.sourceTable().columns());
        names.add("site");
        for (var name : names) {
            int kind = shape.nextInt(60);
            if (kind == 0) {
                continue;
            }
            boolean isTime = name.startsWith("date") || name.equals("calldate") || name.endsWith("time");
            var plain = switch (kind) {
                case 1 -> Schema.create(Schema.Type.DOUBLE);
                case 2 -> Schema.create(Schema.Type.BOOLEAN);
                case 3 -> Schema.create(Schema.Type.FLOAT);
                case 4 -> Schema.create(Schema.Type.INT);
                case 5 -> Schema.create(shape.nextInt(5) == 0 ? Schema.Type.BYTES : Schema.Type.STRING);
                case 6, 7, 8 -> Schema.create(Schema.Type.LONG);
                default -> isTime ? wallClock() : Schema.create(Schema.Type.STRING);
            };
            var nothing = Schema.create(Schema.Type.NULL);
            var schema = switch (shape.nextInt(6)) {
                case 0 -> plain;
                case 1 -> Schema.createUnion(plain, nothing);
                default -> Schema.createUnion(nothing, plain);
            };
            fields.add(new Schema.Field(shape.nextInt(9) == 0 ? name.toUpperCase(Locale.ROOT) : name, schema));
        }
        return Schema.createRecord("Row" + table.name() + shape.nextInt(1 << 20), "", "", false, fields);
    }

    private static Schema wallClock() {
        var schema = Schema.create(Schema.Type.LONG);
        schema.addProp("connect.name", "io.debezium.time.MicroTimestamp");
        return schema;
    }

    private static Schema envelope(Schema image, boolean withDatabase) {
        var optional = Schema.createUnion(Schema.create(Schema.Type.NULL), image);
        var origin = SchemaBuilder.record("Origin")
                .fields()
                .optionalString("version")
                .requiredLong("ts_ms");
        if (withDatabase) {
            origin = origin.requiredString("db").optionalString("gtid");
        }
        return SchemaBuilder.record("Envelope" + image.getName())
                .fields()
                .name("before")
                .type(optional)
                .withDefault(null)
                .name("after")
                .type(optional)
                .withDefault(null)
                .name("source")
                .type(origin.optionalString("table").endRecord())
                .noDefault()
                .requiredString("op")
                .optionalLong("ts_ms")
                .endRecord();
    }
}
