package pulso.clickhouse;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of a row that is being encoded, in one piece, and forgotten once they are taken. For one thread. */
final class RowBytes extends OutputStream {
    private static final int MORE_FOLLOWS = 0x80;
    private static final int LONGEST_LENGTH = 5;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    @Override
    public void write(int one) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** A length, and so many bytes. */
    void text(byte[] from, int offset, int length) {
        if (length + LONGEST_LENGTH > bytes.length - size) {
            grow(length + LONGEST_LENGTH);
        }
        length(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    void length(int length) {
        int rest = length;
        while (rest >= MORE_FOLLOWS) {
            write((rest & (MORE_FOLLOWS - 1)) | MORE_FOLLOWS);
            rest >>>= 7;
        }
        write(rest);
    }

    /** The least byte first. */
    void fixed32(int value) {
        write(value);
        write(value >>> 8);
        write(value >>> 16);
        write(value >>> 24);
    }

    /** The least byte first. */
    void fixed64(long value) {
        fixed32((int) value);
        fixed32((int) (value >>> Integer.SIZE));
    }

    private void grow(int needed) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, needed), bytes.length * 2));
    }
}
