package pulso.clickhouse;

/** Walks through Avro's binary form without making anything of it. What is cut off fails with a RuntimeException. */
final class AvroCursor {
    private static final int MORE_FOLLOWS = 0x80;
    private static final int LONGEST_NUMBER = 64;

    private byte[] bytes = {};
    private int at;

    void open(byte[] content, int from) {
        bytes = content;
        at = from;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    /** An int or a long. */
    long number() {
        long value = 0;
        for (int shift = 0; shift < LONGEST_NUMBER; shift += 7) {
            int next = bytes[at++];
            value |= (long) (next & (MORE_FOLLOWS - 1)) << shift;
            if ((next & MORE_FOLLOWS) == 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    /** The length of a text, a list of bytes or the like, or the number of a member. */
    int length() {
        long length = number();
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException("no length: " + length);
        }
        return (int) length;
    }

    /** Eight bytes, the least first. */
    long fixed64() {
        return (fixed32() & 0xFFFF_FFFFL) | ((long) fixed32() << Integer.SIZE);
    }

    /** Four bytes, the least first. */
    int fixed32() {
        int value = (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
        at += Integer.BYTES;
        return value;
    }

    boolean truth() {
        return bytes[at++] != 0;
    }

    void skip(int length) {
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("cut off");
        }
        at += length;
    }
}
