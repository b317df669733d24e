package pulso.command.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.AvroWire;

/**
 * How a record of a topic stands in a file: its place, time, key and headers, and its value by the schema it was written
 * with, so that any reader of Avro files sees its fields. The value's bytes are copied, never written anew: what is read
 * back is the record to the last byte.
 */
final class ExportFormat {
    static final String TOPIC = "pulso.topic";
    static final String EXPORT = "pulso.export";
    /** The schema's id on the Kafka it came from; missing in a file of other values. */
    static final String SCHEMA_ID = "pulso.schema-id";

    static final String PARTITIONS = "pulso.partitions";
    static final String CLEANUP = "pulso.cleanup";
    static final String RETENTION_MILLIS = "pulso.retention-ms";

    private static final int WIRE_HEADER_BYTES = 5;

    private final Schema schema;
    private final @Nullable Integer schemaId;
    private final Schema value;

    /**
     * @param value the schema of the values; null where they are no Avro
     */
    ExportFormat(@Nullable Integer schemaId, @Nullable Schema value) {
        this.schemaId = schemaId;
        this.value = value == null ? Schema.create(Schema.Type.BYTES) : value;
        this.schema = wrap(this.value);
    }

    private static Schema wrap(Schema value) {
        var header = SchemaBuilder.record("Header")
                .namespace("pulso.exported")
                .fields()
                .requiredString("name")
                .name("value")
                .type(optional(Schema.create(Schema.Type.BYTES)))
                .noDefault()
                .endRecord();
        return SchemaBuilder.record("Record")
                .namespace("pulso.exported")
                .fields()
                .requiredInt("partition")
                .requiredLong("offset")
                .name("timestamp")
                .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .name("key")
                .type(optional(Schema.create(Schema.Type.BYTES)))
                .noDefault()
                .name("headers")
                .type(Schema.createArray(header))
                .noDefault()
                .name("value")
                .type(optional(value))
                .noDefault()
                .endRecord();
    }

    private static Schema optional(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    boolean hasSchema() {
        return schemaId != null;
    }

    Schema schema() {
        return schema;
    }

    ByteBuffer write(ExportedRecord record) throws IOException {
        var out = new ByteArrayOutputStream(512);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeInt(record.partition());
        encoder.writeLong(record.offset());
        encoder.writeLong(record.timestampMillis());
        writeBytes(encoder, record.key());
        encoder.writeArrayStart();
        encoder.setItemCount(record.headers().size());
        for (var header : record.headers()) {
            encoder.startItem();
            encoder.writeString(header.name());
            writeBytes(encoder, header.value());
        }
        encoder.writeArrayEnd();
        var bytes = record.value();
        if (bytes == null || schemaId == null) {
            writeBytes(encoder, bytes);
        } else {
            encoder.writeIndex(1);
            encoder.flush();
            out.write(bytes, WIRE_HEADER_BYTES, bytes.length - WIRE_HEADER_BYTES);
        }
        encoder.flush();
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static void writeBytes(org.apache.avro.io.Encoder encoder, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            encoder.writeIndex(0);
            encoder.writeNull();
        } else {
            encoder.writeIndex(1);
            encoder.writeBytes(bytes);
        }
    }

    /** Reads the record that begins at the decoder's place in an array that ends with the block. */
    ExportedRecord read(byte[] block, int end, BinaryDecoder in) throws IOException {
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        var key = readBytes(in);
        List<ExportedRecord.Header> headers = new ArrayList<>();
        for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                headers.add(new ExportedRecord.Header(in.readString(), readBytes(in)));
            }
        }
        return new ExportedRecord(partition, offset, timestamp, key, headers, readValue(block, end, in));
    }

    private byte @Nullable [] readValue(byte[] block, int end, BinaryDecoder in) throws IOException {
        if (schemaId == null) {
            return readBytes(in);
        }
        if (in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        int start = end - in.inputStream().available();
        GenericDatumReader.skip(value, in);
        int length = end - in.inputStream().available() - start;
        return ByteBuffer.allocate(WIRE_HEADER_BYTES + length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(block, start, length)
                .array();
    }

    private static byte @Nullable [] readBytes(BinaryDecoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        var buffer = in.readBytes(null);
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The schema id that a value bears; null where it bears none. */
    static @Nullable Integer schemaId(byte[] value) {
        return value.length > WIRE_HEADER_BYTES - 1 && value[0] == 0 ? (Integer) AvroWire.schemaId(value) : null;
    }
}
