package pulso.topology.bulk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** 128 bits that stand for a name of an interaction: equal names have equal keys, and no two others are ever seen alike. */
public final class RowKey {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
    private static final long THIRD = 0xD6E8FEB86659FD93L;

    private RowKey() {}

    /** The upper half for the bytes [from, to) of a name in UTF-8. */
    public static long high(byte[] bytes, int from, int to) {
        return hash(bytes, from, to, FIRST, THIRD);
    }

    /** The lower half. */
    public static long low(byte[] bytes, int from, int to) {
        return hash(bytes, from, to, SECOND, FIRST);
    }

    static long high(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        return high(bytes, 0, bytes.length);
    }

    static long low(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        return low(bytes, 0, bytes.length);
    }

    private static long hash(byte[] bytes, int from, int to, long factor, long seed) {
        long hash = seed ^ (to - from) * factor;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at), factor);
        }
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += Byte.SIZE) {
            rest |= (bytes[at] & 0xFFL) << shift;
        }
        hash = mix(hash ^ rest, factor);
        return hash ^ hash >>> 29;
    }

    private static long mix(long value, long factor) {
        long product = value * factor;
        return (product ^ product >>> 32) * THIRD;
    }
}
