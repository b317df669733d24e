package pulso.command;

import java.io.PrintStream;
import java.time.Duration;

/** One line that says how long work goes on; rewritten in place on a terminal, silent but for its end elsewhere. */
public final class Progress {
    private static final int WIDTH = 24;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final PrintStream out;
    private final String what;
    private final boolean terminal = Terminal.isInteractive();
    private final long startedNanos = System.nanoTime();
    private long drawnNanos;

    public Progress(PrintStream out, String what) {
        this.out = out;
        this.what = what;
    }

    public void at(long done, long expected) {
        long now = System.nanoTime();
        if (!terminal || now - drawnNanos < INTERVAL.toNanos()) {
            return;
        }
        drawnNanos = now;
        double share = expected <= 0 ? 0 : Math.min(1, (double) done / expected);
        int filled = (int) Math.round(share * WIDTH);
        out.printf("\r\u001b[2K  %-34s %s%s %,d", what, "█".repeat(filled), "░".repeat(WIDTH - filled), done);
        out.flush();
    }

    public void done(String result) {
        out.printf(
                "%s  %-34s %s (%.1f s)%n",
                terminal ? "\r\u001b[2K" : "", what, result, (System.nanoTime() - startedNanos) / 1e9);
        out.flush();
    }
}
