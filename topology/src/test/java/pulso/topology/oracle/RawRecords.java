package pulso.topology.oracle;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.wire.AvroWire;

/** Rows of generated histories as capture writes them into raw topics. */
final class RawRecords {
    private static final String DATABASE = "ccrepo";
    private static final List<String> LOG_COLUMNS =
            List.of("callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5");
    private static final List<String> CDR_COLUMNS = List.of("uniqueid", "guid", "rating");
    private static final Schema LOG = envelope("Log", "datetime", LOG_COLUMNS);
    private static final Schema CDR = envelope("Cdr", "calldate", CDR_COLUMNS);

    private final AvroWire wire;

    RawRecords(AvroWire wire) {
        this.wire = wire;
    }

    static String topic(LogRow row) {
        return LogRow.SOURCE + '.' + DATABASE + '.' + row.table();
    }

    byte[] value(LogRow row, Operation operation) {
        boolean isCdr = row.table().equals(LogRow.CDR);
        var schema = isCdr ? CDR : LOG;
        GenericRecord origin = new GenericData.Record(schema.getField("source").schema());
        origin.put("db", DATABASE);
        origin.put("table", row.table());
        origin.put("ts_ms", row.committed().toEpochMilli());
        GenericRecord envelope = new GenericData.Record(schema);
        envelope.put("before", operation == Operation.UPDATE ? image(schema, row.before()) : null);
        envelope.put("after", image(schema, row));
        envelope.put("source", origin);
        envelope.put("op", operation.letter());
        return wire.encode(topic(row), envelope);
    }

    static Headers headers() {
        return new RecordHeaders()
                .add(RawHeaders.SOURCE, LogRow.SOURCE.getBytes(StandardCharsets.UTF_8))
                .add(RawHeaders.EPOCH, "1".getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable GenericRecord image(Schema envelope, @Nullable LogRow row) {
        if (row == null) {
            return null;
        }
        boolean isCdr = row.table().equals(LogRow.CDR);
        GenericRecord image = new GenericData.Record(
                envelope.getField("after").schema().getTypes().get(1));
        image.put(isCdr ? "calldate" : "datetime", micros(row.datetime()));
        if (!isCdr) {
            image.put("origid", row.origId());
        }
        for (var column : isCdr ? CDR_COLUMNS : LOG_COLUMNS) {
            image.put(column, row.columns().get(column));
        }
        return image;
    }

    private static long micros(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static Schema envelope(String name, String time, List<String> columns) {
        var wallClock = Schema.create(Schema.Type.LONG);
        wallClock.addProp("connect.name", "io.debezium.time.MicroTimestamp");
        var image =
                SchemaBuilder.record(name).fields().name(time).type(wallClock).noDefault();
        image = time.equals("datetime") ? image.requiredLong("origid") : image;
        for (var column : columns) {
            image = image.optionalString(column);
        }
        var origin = SchemaBuilder.record(name + "Source")
                .fields()
                .requiredString("db")
                .requiredString("table")
                .requiredLong("ts_ms")
                .endRecord();
        var nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), image.endRecord());
        return SchemaBuilder.record(name + "Envelope")
                .fields()
                .name("before")
                .type(nullable)
                .noDefault()
                .name("after")
                .type(nullable)
                .noDefault()
                .name("source")
                .type(origin)
                .noDefault()
                .requiredString("op")
                .endRecord();
    }
}
