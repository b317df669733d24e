package pulso.topology.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.RecordCodec;

/**
 * How state is written to changelogs: Avro binary without a header, read only by the version that wrote it. Confined to
 * one thread.
 */
final class RecordForm<V extends Record> {
    private final RecordCodec<V> codec;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    RecordForm(Class<V> type) {
        this.codec = RecordCodec.of(type);
    }

    byte[] write(V value) {
        try {
            out.reset();
            encoder = EncoderFactory.get().binaryEncoder(out, encoder);
            codec.write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    V read(byte[] bytes) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
            return codec.read(decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
