package pulso.command.replay;

import java.io.PrintStream;
import java.time.Duration;
import pulso.command.Terminal;

/** One line that says how far a replay is, how fast it goes and how long it takes yet; redrawn in place on a terminal. */
final class ReplayPage {
    private static final int WIDTH = 24;
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
    /** The speed is that of so long, so that it follows what happens without jumping about. */
    private static final Duration PACE_OVER = Duration.ofSeconds(3);

    private final PrintStream out;
    private final boolean terminal = Terminal.isInteractive();
    private final long startedNanos = System.nanoTime();
    private long plainNanos;
    private long paceNanos = startedNanos;
    private long paceDone;
    private double perSecond;

    ReplayPage(PrintStream out) {
        this.out = out;
    }

    void draw(long done, long expected, long behindClickHouse) {
        long now = System.nanoTime();
        double since = (now - paceNanos) / 1e9;
        if (perSecond == 0 || since >= PACE_OVER.toSeconds()) {
            perSecond = since <= 0 ? 0 : (done - paceDone) / since;
            paceNanos = now;
            paceDone = done;
        }
        if (!terminal && now - plainNanos < PLAIN_INTERVAL.toNanos()) {
            return;
        }
        plainNanos = now;
        double share = expected <= 0 ? 1 : Math.min(1, (double) done / expected);
        int filled = (int) Math.round(share * WIDTH);
        out.printf(
                "%s  %s%s %3.0f %%  %,d of %,d records, %,.0f records/s, %s%s",
                terminal ? "\r\u001b[2K" : "",
                "█".repeat(filled),
                "░".repeat(WIDTH - filled),
                Math.floor(share * 100),
                done,
                expected,
                perSecond,
                left(expected - done),
                behindClickHouse <= 0 ? "" : "; ClickHouse %,d behind".formatted(behindClickHouse));
        out.print(terminal ? "" : System.lineSeparator());
        out.flush();
    }

    private String left(long records) {
        if (records <= 0) {
            return "folded";
        }
        if (perSecond < 1) {
            return "time left not known yet";
        }
        return text(Duration.ofSeconds((long) Math.ceil(records / perSecond))) + " left";
    }

    void end() {
        if (terminal) {
            out.print("\r\u001b[2K");
        }
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** A length of time in two units. */
    static String text(Duration time) {
        if (time.toHours() > 0) {
            return "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + " s";
    }
}
