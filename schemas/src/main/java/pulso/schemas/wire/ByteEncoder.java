package pulso.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro binary into an array that grows: what is written is a few hundred bytes, for which a stream, with its lock and its
 * buffers, costs more than the writing. Can be used again after {@link #reset}. Confined to one thread.
 */
public final class ByteEncoder extends BinaryEncoder {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes;
    private int size;

    public ByteEncoder(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    /** Forgets what was written. */
    public void reset() {
        size = 0;
    }

    /** What was written since the last {@link #reset}. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** One byte as it is. */
    void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void room(int wanted) {
        if (bytes.length - size < wanted) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + wanted));
        }
    }

    @Override
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        writeLong(value);
    }

    @Override
    public void writeLong(long value) {
        room(LONGEST_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    @Override
    public void writeFloat(float value) {
        littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    }

    @Override
    public void writeDouble(double value) {
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    private void littleEndian(long bits, int length) {
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) (bits >> (8 * i));
        }
    }

    @Override
    public void writeString(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        writeLong(encoded.length);
        writeFixed(encoded, 0, encoded.length);
    }

    @Override
    public void writeFixed(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        writeByte(0);
    }

    @Override
    public int bytesBuffered() {
        return size;
    }

    @Override
    public void flush() {
        // Nothing lies behind it.
    }
}
