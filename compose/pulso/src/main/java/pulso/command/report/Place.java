package pulso.command.report;

/** A line of a file as one number, in the order of the log. */
final class Place {
    private static final int LINE_BITS = 40;
    private static final long LINES = (1L << LINE_BITS) - 1;

    private Place() {}

    static long offset(int file, long line, boolean isReversed) {
        return ((long) file << LINE_BITS) + (isReversed ? LINES - line : line);
    }

    static int file(long offset) {
        return (int) (offset >>> LINE_BITS);
    }

    static long line(long offset) {
        long line = offset & LINES;
        return line > LINES / 2 ? LINES - line : line;
    }
}
