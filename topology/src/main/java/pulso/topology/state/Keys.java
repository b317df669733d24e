package pulso.topology.state;

import java.time.Instant;

/** Makes keys of {@link State}: parts joined by a character that no log holds, times so that their text order is theirs. */
public final class Keys {
    /** The greatest code point: sorts after everything that can follow a prefix, as keys are ordered by code point. */
    public static final String AFTER_ALL = "\uDBFF\uDFFF";

    private static final char BETWEEN = '\u0001';
    /** Keeps instants before 1970 positive: the text order of positive numbers of one length is their order. */
    private static final long OFFSET_MILLIS = 100_000_000_000_000L;

    private Keys() {}

    public static String of(String... parts) {
        return String.join(String.valueOf(BETWEEN), parts);
    }

    public static String of(String first, String second) {
        return first + BETWEEN + second;
    }

    public static String of(String first, String second, String third) {
        return first + BETWEEN + second + BETWEEN + third;
    }

    /** What follows the first parts of a key. */
    public static String after(String key, int parts) {
        int from = 0;
        for (int i = 0; i < parts; i++) {
            from = key.indexOf(BETWEEN, from) + 1;
        }
        return key.substring(from);
    }

    /** Reads a part that {@link #time} made. */
    public static Instant timeIn(String key, int part) {
        int from = 0;
        for (int i = 0; i < part; i++) {
            from = key.indexOf(BETWEEN, from) + 1;
        }
        int to = key.indexOf(BETWEEN, from);
        return Instant.ofEpochMilli(Long.parseLong(key, from, to < 0 ? key.length() : to, 10) - OFFSET_MILLIS);
    }

    public static String time(Instant instant) {
        return Long.toString(instant.toEpochMilli() + OFFSET_MILLIS);
    }
}
