package pulso.embedded.engine;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own framing of compressed data: blocks of a 16-byte CityHash of what follows, the method, the size of
 * the compressed part with its 9-byte header, the size of the plain data, and the data.
 */
final class CompressedBlocks {
    private static final int HASH_BYTES = 16;
    private static final int HEADER_BYTES = 9;
    private static final byte LZ4 = (byte) 0x82;
    private static final byte ZSTD = (byte) 0x90;
    private static final byte NONE = 0x02;
    private static final int PLAIN_BYTES = 1 << 18;
    private static final int LARGEST_BLOCK_BYTES = 1 << 26;

    private CompressedBlocks() {}

    /** Data are framed when a block is full and at the end, which ends the output too. */
    static OutputStream framing(OutputStream output) {
        return new Framing(output);
    }

    /** The plain data; a damaged frame is an {@link IOException}. */
    static InputStream reading(InputStream input) {
        return new Reading(input);
    }

    private static final class Framing extends OutputStream {
        private final LZ4Compressor compressor =
                LZ4Factory.fastestJavaInstance().fastCompressor();
        private final OutputStream output;
        private final byte[] plain = new byte[PLAIN_BYTES];
        private final byte[] framed = new byte[HASH_BYTES + HEADER_BYTES + compressor.maxCompressedLength(PLAIN_BYTES)];
        private int filled;

        private Framing(OutputStream output) {
            this.output = output;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var position = offset;
            while (position < offset + length) {
                var count = Math.min(PLAIN_BYTES - filled, offset + length - position);
                System.arraycopy(bytes, position, plain, filled, count);
                filled += count;
                position += count;
                if (filled == PLAIN_BYTES) {
                    writeBlock();
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (filled > 0) {
                writeBlock();
            }
            output.close();
        }

        private void writeBlock() throws IOException {
            var headerStart = HASH_BYTES;
            var compressed = compressor.compress(plain, 0, filled, framed, headerStart + HEADER_BYTES);
            var frame = ByteBuffer.wrap(framed).order(ByteOrder.LITTLE_ENDIAN);
            frame.put(headerStart, LZ4);
            frame.putInt(headerStart + 1, HEADER_BYTES + compressed);
            frame.putInt(headerStart + 5, filled);
            var hash = Checksum.of(framed, headerStart, HEADER_BYTES + compressed);
            frame.putLong(0, hash[0]);
            frame.putLong(8, hash[1]);
            output.write(framed, 0, HASH_BYTES + HEADER_BYTES + compressed);
            filled = 0;
        }
    }

    private static final class Reading extends InputStream {
        private final InputStream input;
        private byte[] plain = new byte[0];
        private int position;

        private Reading(InputStream input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            return position < plain.length || readBlock() ? plain[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == plain.length && !readBlock()) {
                return -1;
            }
            var count = Math.min(length, plain.length - position);
            System.arraycopy(plain, position, bytes, offset, count);
            position += count;
            return count;
        }

        private boolean readBlock() throws IOException {
            var head = input.readNBytes(HASH_BYTES + HEADER_BYTES);
            if (head.length == 0) {
                return false;
            }
            if (head.length < HASH_BYTES + HEADER_BYTES) {
                throw new EOFException("A compressed block ends in its header");
            }
            var frame = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            var size = frame.getInt(HASH_BYTES + 1);
            var plainSize = frame.getInt(HASH_BYTES + 5);
            if (size < HEADER_BYTES || size > LARGEST_BLOCK_BYTES || plainSize < 0 || plainSize > LARGEST_BLOCK_BYTES) {
                throw new IOException("A compressed block names impossible sizes: " + size + ", " + plainSize);
            }
            var block = Arrays.copyOfRange(head, HASH_BYTES, HASH_BYTES + size);
            if (input.readNBytes(block, HEADER_BYTES, size - HEADER_BYTES) < size - HEADER_BYTES) {
                throw new EOFException("A compressed block breaks off");
            }
            var hash = Checksum.of(block, 0, size);
            if (hash[0] != frame.getLong(0) || hash[1] != frame.getLong(8)) {
                throw new IOException("A compressed block's checksum differs from its content");
            }
            plain = decompressed(block, plainSize);
            position = 0;
            return true;
        }

        private static byte[] decompressed(byte[] block, int plainSize) throws IOException {
            return switch (block[0]) {
                case LZ4 ->
                    LZ4Factory.fastestJavaInstance()
                            .safeDecompressor()
                            .decompress(block, HEADER_BYTES, block.length - HEADER_BYTES, plainSize);
                case ZSTD -> unzstd(block, plainSize);
                case NONE -> Arrays.copyOfRange(block, HEADER_BYTES, block.length);
                default ->
                    throw new EngineException(
                            EngineException.UNKNOWN_COMPRESSION_METHOD,
                            "UNKNOWN_COMPRESSION_METHOD",
                            "Unknown compression method " + (block[0] & 0xff));
            };
        }

        private static byte[] unzstd(byte[] block, int plainSize) throws IOException {
            var plain = new byte[plainSize];
            var size = Zstd.decompressByteArray(plain, 0, plainSize, block, HEADER_BYTES, block.length - HEADER_BYTES);
            if (size != plainSize) {
                throw new IOException("A compressed block holds other data than it says");
            }
            return plain;
        }
    }
}
