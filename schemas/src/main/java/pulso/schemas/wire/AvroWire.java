package pulso.schemas.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * The Confluent wire format: byte 0 is 0, four bytes schema id, then Avro binary. Ids are asked of the registry once
 * and kept. Safe for any thread.
 */
public final class AvroWire {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;
    private static final int EXPECTED_BYTES = 256;

    private final SchemaRegistry registry;

    private final Map<String, Map<Schema, Integer>> idsByTopic = new ConcurrentHashMap<>();
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();
    private final Map<RecordCodec<?>, Map<Integer, Boolean>> sameSchema = new ConcurrentHashMap<>();

    public AvroWire(SchemaRegistry registry) {
        this.registry = registry;
    }

    public <T extends Record> byte[] encode(String topic, RecordCodec<T> codec, T value) {
        try {
            var out = header(topic, codec.schema());
            codec.write(value, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T extends Record> T decode(RecordCodec<T> codec, byte[] bytes) {
        try {
            int id = schemaId(bytes);
            var plain = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            return codec.read(
                    isWrittenAs(codec, id)
                            ? plain
                            : DecoderFactory.get().resolvingDecoder(registry.byId(id), codec.schema(), plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] encode(String topic, GenericRecord value) {
        try {
            var out = header(topic, value.getSchema());
            new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isWrittenAs(RecordCodec<?> codec, int id) {
        return sameSchema
                .computeIfAbsent(codec, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(id, _ -> registry.byId(id).equals(codec.schema()));
    }

    /** Reads with the writer's own schema, whatever it is. */
    public GenericRecord decode(byte[] bytes) {
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            return readers.computeIfAbsent(schemaId(bytes), id -> new GenericDatumReader<>(registry.byId(id)))
                    .read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of an id, for who reads the bytes himself. */
    public Schema schema(int id) {
        return registry.byId(id);
    }

    /** Where the Avro begins in a record. */
    public static int headerBytes() {
        return HEADER_BYTES;
    }

    /** The schema id that stands in a record's first bytes. */
    public static int schemaId(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new IllegalArgumentException(
                    "not a record in the Confluent wire format (magic byte 0 and a schema id)");
        }
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    private ByteEncoder header(String topic, Schema schema) {
        int id = idsByTopic
                .computeIfAbsent(topic, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(schema, _ -> registry.register(topic + "-value", schema));
        var out = new ByteEncoder(EXPECTED_BYTES);
        out.writeByte(MAGIC);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeByte(id >> shift);
        }
        return out;
    }
}
