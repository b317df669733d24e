package pulso.clickhouse;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Bytes of many rows, of which the last can be taken back. They lie in pieces, so growing copies nothing. */
final class BatchBytes {
    /** Less than what collectors of garbage call large. */
    private static final int PIECE = 1 << 18;

    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void truncate(int length) {
        size = length;
    }

    void append(byte[] from, int length) {
        int done = 0;
        while (done < length) {
            int piece = size / PIECE;
            int place = size % PIECE;
            if (piece == pieces.size()) {
                pieces.add(new byte[PIECE]);
            }
            int part = Math.min(length - done, PIECE - place);
            System.arraycopy(from, done, pieces.get(piece), place, part);
            done += part;
            size = Math.addExact(size, part);
        }
    }

    InputStream stream(int start, int length) {
        return new Pieces(start, start + length);
    }

    private final class Pieces extends InputStream {
        private int at;
        private final int end;

        Pieces(int start, int end) {
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() {
            return at == end ? -1 : pieces.get(at / PIECE)[at++ % PIECE] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (at == end) {
                return -1;
            }
            int part = Math.min(Math.min(length, end - at), PIECE - at % PIECE);
            System.arraycopy(pieces.get(at / PIECE), at % PIECE, into, offset, part);
            at += part;
            return part;
        }
    }
}
