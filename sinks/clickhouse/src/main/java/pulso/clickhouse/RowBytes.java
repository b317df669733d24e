package pulso.clickhouse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of encoded rows, of which the last can be taken back. For one thread while they grow. */
final class RowBytes extends OutputStream {
    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    void truncate(int length) {
        size = length;
    }

    InputStream stream(int start, int length) {
        return new ByteArrayInputStream(bytes, start, length);
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

    private void grow(int needed) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, needed), bytes.length * 2));
    }
}
