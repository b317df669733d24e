package pulso.command.report;

import java.io.PrintStream;
import java.time.Duration;

/** A line on standard error that says how far the reading is, while a person watches and it takes long enough to ask. */
final class ReadingProgress {
    private static final int WIDTH = 24;
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SILENT_NANOS = Duration.ofMillis(500).toNanos();

    private final PrintStream out;
    private final boolean watched;
    private final long startedNanos = System.nanoTime();
    private long drawnNanos = startedNanos;
    private boolean drawn;

    ReadingProgress(PrintStream out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    void at(long bytes, long expected, long rows) {
        long now = System.nanoTime();
        if (!watched || now - startedNanos < SILENT_NANOS || now - drawnNanos < INTERVAL_NANOS) {
            return;
        }
        drawnNanos = now;
        drawn = true;
        double share = expected <= 0 ? 0 : Math.min(1, (double) bytes / expected);
        int filled = (int) Math.round(share * WIDTH);
        out.printf(
                "\r\u001b[2K  reading %s%s %3.0f %%  %,d rows",
                "█".repeat(filled), "░".repeat(WIDTH - filled), share * 100, rows);
        out.flush();
    }

    void done() {
        if (drawn) {
            out.print("\r\u001b[2K");
            out.flush();
        }
    }
}
