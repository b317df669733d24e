package pulso.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ByteEncoderTest {
    @Test
    void shouldWriteWhatAvroWrites() throws IOException {
        var expected = new ByteArrayOutputStream();
        var avro = EncoderFactory.get().binaryEncoder(expected, null);
        writeAll(avro);
        avro.flush();
        var encoder = new ByteEncoder(1);
        writeAll(encoder);

        assertThat(encoder.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void shouldBeginAnewAfterReset() {
        var encoder = new ByteEncoder(1);
        encoder.writeString("what was before");
        encoder.reset();
        encoder.writeLong(-1);

        assertThat(encoder.toByteArray()).containsExactly(1);
    }

    private static void writeAll(Encoder out) throws IOException {
        for (long number : new long[] {0, 1, -1, 63, 64, -64, -65, 8191, 8192, Long.MAX_VALUE, Long.MIN_VALUE}) {
            out.writeLong(number);
        }
        for (int number : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            out.writeInt(number);
        }
        for (double number : new double[] {0, -0.5, Math.PI, Double.NaN, Double.NEGATIVE_INFINITY}) {
            out.writeDouble(number);
            out.writeFloat((float) number);
        }
        for (var text : List.of("", "Ventas<-", "Peñarol", "聊天", "😀")) {
            out.writeString(text);
        }
        out.writeBoolean(true);
        out.writeBoolean(false);
        out.writeIndex(1);
        out.writeBytes(new byte[] {1, 2, 3});
        out.writeArrayStart();
        out.setItemCount(1);
        out.startItem();
        out.writeLong(5);
        out.writeArrayEnd();
    }
}
