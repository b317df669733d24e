package pulso.topology.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.ByteEncoder;
import pulso.schemas.wire.RecordCodec;

/**
 * How state is written to changelogs: Avro binary without a header, read only by the version that wrote it. Confined to
 * one thread.
 */
final class RecordForm<V extends Record> {
    private final RecordCodec<V> codec;
    private final ByteEncoder out = new ByteEncoder(1024);
    private @Nullable BinaryDecoder decoder;

    RecordForm(Class<V> type) {
        this.codec = RecordCodec.of(type);
    }

    byte[] write(V value) {
        try {
            out.reset();
            codec.write(value, out);
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
