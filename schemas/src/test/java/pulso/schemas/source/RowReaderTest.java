package pulso.schemas.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;

class RowReaderTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-11-02T12:00:00");
    private static final RowReader.Headers HEADERS = new RowReader.Headers("ucontact", "binlog.1:4:0", 1, "UTC");

    private final AvroWire wire = new AvroWire(new MemorySchemaRegistry());

    @Test
    void shouldGiveAMappedTableItsDocumentedNames() {
        var layouts = Layouts.parse(Map.of(
                "webchat_log_repo.name", "live.chat",
                "webchat_log_repo.columns.callid", "guid",
                "webchat_log_repo.columns.datetime", "At"));

        var change = read(layouts, "live", "Chat", List.of("GUID", "callid", "at", "queuename"));

        assertThat(change.table()).isEqualTo("WEBCHAT_LOG_REPO");
        assertThat(Objects.requireNonNull(change.after()).values())
                .isEqualTo(Map.of("callid", "GUID", "callid_2", "callid", "datetime", NOON, "queuename", "queuename"));
    }

    @Test
    void shouldSwapColumns() {
        var layouts = Layouts.parse(Map.of(
                "sipchat.columns.src", "dest", "sipchat.columns.dest", "src", "sipchat.columns.message", "absent"));

        var change = read(layouts, "ccrepo", "SIPCHAT", List.of("id", "src", "dest", "message"));

        assertThat(Objects.requireNonNull(change.after()).values())
                .isEqualTo(Map.of("id", "id", "src", "dest", "dest", "src", "message", "message"));
    }

    @Test
    void shouldReadAnUnmappedTableAsItStandsInAnyLetterCase() {
        var documented = read(Layouts.documented(), "ccdata", "webhooks", List.of("Id", "URL"));
        var unheardOf = read(Layouts.documented(), "cccustom", "Notes", List.of("Text"));

        assertThat(documented.table()).isEqualTo("WEBHOOKS");
        assertThat(Objects.requireNonNull(documented.after()).values()).isEqualTo(Map.of("id", "Id", "url", "URL"));
        assertThat(unheardOf.table()).isEqualTo("NOTES");
        assertThat(Objects.requireNonNull(unheardOf.after()).values()).isEqualTo(Map.of("text", "Text"));
    }

    @Test
    void shouldKnowARowAgainUnderOneIdentityWhateverItsColumnsAreCalled() {
        var layouts = Layouts.parse(Map.of("tags.name", "marks", "tags.columns.guid", "recording"));
        var mapped = read(layouts, "ccrepo", "marks", List.of("id", "recording"));
        var plain = read(Layouts.documented(), "ccrepo", "tags", List.of("id", "guid"));

        assertThat(RowIdentity.of(plain.table(), Objects.requireNonNull(plain.after()))
                        .hex())
                .isEqualTo(RowIdentity.of("TAGS", new Row(Map.of("id", "id", "guid", "guid")))
                        .hex());
        assertThat(RowIdentity.of(mapped.table(), Objects.requireNonNull(mapped.after())))
                .isEqualTo(RowIdentity.of("TAGS", new Row(Map.of("id", "id", "guid", "recording"))));
    }

    @Test
    void shouldReadTwoTablesOfOneSchemaEachByItsOwnLayout() {
        var layouts = Layouts.parse(Map.of("sms_log_repo.columns.callid", "guid"));
        var reader = new RowReader(wire, layouts);

        assertThat(List.of("SMS_LOG_REPO", "EMAIL_LOG_REPO"))
                .extracting(table -> Objects.requireNonNull(
                                reader.read(bytes("ccrepo", table, List.of("guid")), HEADERS, 0)
                                        .after())
                        .values()
                        .keySet())
                .extracting(String::valueOf)
                .containsExactly("[callid]", "[guid]");
    }

    @Test
    void shouldReadAShapeItDoesNotKnowAsTheOthers() {
        // Given an envelope whose operation is an enum, which no connector writes
        var image = SchemaBuilder.record("Value")
                .fields()
                .requiredString("Id")
                .requiredInt("Count")
                .endRecord();
        var origin = SchemaBuilder.record("Source")
                .fields()
                .requiredString("db")
                .requiredString("table")
                .requiredLong("ts_ms")
                .endRecord();
        var operation = Schema.createEnum("Op", null, null, List.of("c", "u"));
        var optional = Schema.createUnion(Schema.create(Schema.Type.NULL), image);
        var envelope = SchemaBuilder.record("Envelope")
                .fields()
                .name("before")
                .type(optional)
                .noDefault()
                .name("after")
                .type(optional)
                .noDefault()
                .name("source")
                .type(origin)
                .noDefault()
                .name("op")
                .type(operation)
                .noDefault()
                .endRecord();
        GenericRecord row = new GenericData.Record(image);
        row.put("Id", "1");
        row.put("Count", 7);
        GenericRecord from = new GenericData.Record(origin);
        from.put("db", "ccrepo");
        from.put("table", "tags");
        from.put("ts_ms", 5L);
        GenericRecord record = new GenericData.Record(envelope);
        record.put("after", row);
        record.put("source", from);
        record.put("op", new GenericData.EnumSymbol(operation, "c"));

        var change = new RowReader(wire).read(wire.encode("topic", record), HEADERS, 0);

        assertThat(change.table()).isEqualTo("TAGS");
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(Objects.requireNonNull(change.after()).values()).isEqualTo(Map.of("id", "1", "count", 7L));
    }

    private RowChange read(Layouts layouts, String database, String table, List<String> columns) {
        return new RowReader(wire, layouts).read(bytes(database, table, columns), HEADERS, 0);
    }

    /** A row in which each column holds its own name; one that is called {@code at} holds noon. */
    private byte[] bytes(String database, String table, List<String> columns) {
        var fields = SchemaBuilder.record("Value").fields();
        for (var column : columns) {
            fields = column.equals("at")
                    ? fields.name(column).type(microTimestamp()).noDefault()
                    : fields.requiredString(column);
        }
        var image = fields.endRecord();
        var origin = SchemaBuilder.record("Source")
                .fields()
                .requiredString("db")
                .requiredString("table")
                .requiredLong("ts_ms")
                .endRecord();
        var envelope = SchemaBuilder.record("Envelope")
                .fields()
                .name("before")
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), image))
                .noDefault()
                .name("after")
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), image))
                .noDefault()
                .name("source")
                .type(origin)
                .noDefault()
                .requiredString("op")
                .endRecord();
        GenericRecord row = new GenericData.Record(image);
        for (var column : columns) {
            row.put(column, column.equals("at") ? (Object) (NOON.toEpochSecond(ZoneOffset.UTC) * 1_000_000) : column);
        }
        GenericRecord from = new GenericData.Record(origin);
        from.put("db", database);
        from.put("table", table);
        from.put("ts_ms", 0L);
        GenericRecord record = new GenericData.Record(envelope);
        record.put("after", row);
        record.put("source", from);
        record.put("op", "c");
        return wire.encode("topic", record);
    }

    private static Schema microTimestamp() {
        var schema = Schema.create(Schema.Type.LONG);
        schema.addProp("connect.name", "io.debezium.time.MicroTimestamp");
        return schema;
    }
}
