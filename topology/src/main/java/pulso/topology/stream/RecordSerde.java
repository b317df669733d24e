package pulso.topology.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.RecordCodec;

/** How state is written to stores and their changelogs: Avro binary without a header, read only by the version that wrote it. */
final class RecordSerde<V extends Record> implements Serde<V> {
    private final RecordCodec<V> codec;

    RecordSerde(Class<V> type) {
        this.codec = RecordCodec.of(type);
    }

    @Override
    public Serializer<V> serializer() {
        return (_, value) -> write(value);
    }

    @Override
    public Deserializer<V> deserializer() {
        return (_, bytes) -> read(bytes);
    }

    private byte @Nullable [] write(@Nullable V value) {
        if (value == null) {
            return null;
        }
        try {
            var out = new ByteArrayOutputStream(256);
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            codec.write(value, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable V read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return codec.read(DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
