package pulso.benchmark;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;

/**
 * A table as capture describes it: the envelope's schema with every field that Debezium's MariaDB connector writes, since
 * reading them is part of what a replay costs.
 */
record RawTable(String database, String name, Schema envelope) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** @param time its DATETIME column, which is left out of the others; empty where there is none */
    static RawTable of(String database, String name, String time, List<String> texts, List<String> numbers) {
        var full = "ucontact." + database + '.' + name;
        var image = SchemaBuilder.record(full + ".Value").fields();
        if (!time.isEmpty()) {
            var wallClock = Schema.create(Schema.Type.LONG);
            wallClock.addProp("connect.name", "io.debezium.time.MicroTimestamp");
            image = image.name(time).type(optional(wallClock)).withDefault(null);
        }
        if (time.equals("datetime")) {
            image = image.optionalLong("origid");
        }
        for (var column : texts) {
            image = image.optionalString(column);
        }
        for (var column : numbers) {
            image = image.optionalLong(column);
        }
        var row = optional(image.endRecord());
        var envelope = SchemaBuilder.record(full + ".Envelope")
                .fields()
                .name("before")
                .type(row)
                .withDefault(null)
                .name("after")
                .type(row)
                .withDefault(null)
                .name("source")
                .type(origin())
                .noDefault()
                .name("transaction")
                .type(optional(transaction()))
                .withDefault(null)
                .requiredString("op")
                .optionalLong("ts_ms")
                .optionalLong("ts_us")
                .optionalLong("ts_ns")
                .endRecord();
        return new RawTable(database, name, envelope);
    }

    private static Schema origin() {
        return SchemaBuilder.record("io.debezium.connector.mariadb.Source")
                .fields()
                .requiredString("version")
                .requiredString("connector")
                .requiredString("name")
                .requiredLong("ts_ms")
                .optionalString("snapshot")
                .requiredString("db")
                .optionalString("sequence")
                .optionalLong("ts_us")
                .optionalLong("ts_ns")
                .optionalString("table")
                .requiredLong("server_id")
                .optionalString("gtid")
                .requiredString("file")
                .requiredLong("pos")
                .requiredInt("row")
                .optionalLong("thread")
                .optionalString("query")
                .endRecord();
    }

    private static Schema transaction() {
        return SchemaBuilder.record("event.block")
                .fields()
                .requiredString("id")
                .requiredLong("total_order")
                .requiredLong("data_collection_order")
                .endRecord();
    }

    private static Schema optional(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    GenericRecord envelope(
            Operation operation,
            long committedMillis,
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after) {
        var origin = new GenericData.Record(envelope.getField("source").schema());
        origin.put("version", "3.5.0.Final");
        origin.put("connector", "mariadb");
        origin.put("name", "ucontact");
        origin.put("ts_ms", committedMillis);
        origin.put("snapshot", "false");
        origin.put("db", database);
        origin.put("ts_us", committedMillis * 1_000);
        origin.put("ts_ns", committedMillis * 1_000_000);
        origin.put("table", name);
        origin.put("server_id", 1L);
        origin.put("gtid", "0-1-" + committedMillis);
        origin.put("file", "binlog.000001");
        origin.put("pos", committedMillis % 1_000_000_000);
        origin.put("row", 0);
        origin.put("thread", 12L);
        var record = new GenericData.Record(envelope);
        record.put("before", image(before));
        record.put("after", image(after));
        record.put("source", origin);
        record.put("op", operation.letter());
        record.put("ts_ms", committedMillis + 10);
        record.put("ts_us", (committedMillis + 10) * 1_000);
        record.put("ts_ns", (committedMillis + 10) * 1_000_000);
        return record;
    }

    private @Nullable GenericRecord image(@Nullable Map<String, ? extends @Nullable Object> row) {
        if (row == null) {
            return null;
        }
        var image = new GenericData.Record(
                envelope.getField("after").schema().getTypes().get(1));
        row.forEach((column, value) -> {
            var field = image.getSchema().getField(column);
            if (field != null) {
                image.put(field.pos(), plain(value));
            }
        });
        return image;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;
            case Long number -> number;
            case Integer number -> number.longValue();
            default -> value.toString();
        };
    }
}
