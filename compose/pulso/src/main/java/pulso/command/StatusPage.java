package pulso.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.SinkStatus;

/** The short page that a running Pulso shows: where it is, how fast, how far behind. Redrawn in place on a terminal. */
final class StatusPage {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private final List<String> addresses;
    private final Pipeline pipeline;
    private long lastRows;
    private long lastNanos = System.nanoTime();
    private long lastPlainNanos;
    private int drawnLines;

    StatusPage(PrintStream out, List<String> addresses, Pipeline pipeline) {
        this.out = out;
        this.terminal = Terminal.isInteractive() && System.getenv("NO_COLOR") == null;
        this.addresses = addresses;
        this.pipeline = pipeline;
    }

    void draw() {
        if (!terminal && drawnLines > 0 && System.nanoTime() - lastPlainNanos < PLAIN_INTERVAL.toNanos()) {
            return;
        }
        var lines = new ArrayList<String>();
        lines.add("");
        lines.addAll(addresses);
        lines.add("");
        var roles = List.of(capture(), folds(), clickHouse());
        roles.forEach(role -> lines.add("  " + role));
        lines.add("");
        lines.add("  Ctrl-C stops it; the next start goes on where it stood.");
        if (terminal) {
            redraw(lines);
        } else if (drawnLines == 0) {
            lines.forEach(out::println);
            drawnLines = lines.size();
            lastPlainNanos = System.nanoTime();
        } else if (System.nanoTime() - lastPlainNanos >= PLAIN_INTERVAL.toNanos()) {
            lastPlainNanos = System.nanoTime();
            out.println(capture().strip() + " | " + folds().strip() + " | "
                    + clickHouse().strip());
        }
        out.flush();
    }

    private void redraw(List<String> lines) {
        if (drawnLines > 0) {
            out.print("\u001b[" + drawnLines + "A");
        }
        for (var line : lines) {
            out.print("\u001b[2K" + line + System.lineSeparator());
        }
        drawnLines = lines.size();
    }

    private String capture() {
        var ingest = pipeline.ingest();
        if (ingest == null) {
            return "capture     not in this process";
        }
        var failure = ingest.failure();
        if (failure != null) {
            return "capture     stopped: " + failure;
        }
        var status = ingest.status();
        if (status.epoch() != status.completeEpoch()) {
            return "capture     reading the tables once: %,d of about %,d rows"
                    .formatted(status.snapshotRowsDone(), status.snapshotRowsExpected());
        }
        long rows = ingest.metrics().rowsPublished();
        long now = System.nanoTime();
        double perSecond = (rows - lastRows) * 1e9 / Math.max(1, now - lastNanos);
        boolean first = lastRows == 0;
        lastRows = rows;
        lastNanos = now;
        return "capture     %,d rows, %s rows/s".formatted(rows, first ? "–" : "%.1f".formatted(perSecond));
    }

    private String folds() {
        var role = pipeline.topology();
        if (role == null) {
            return "folds       not in this process";
        }
        var streams = role.streams();
        if (streams == null) {
            return "folds       wait for the snapshot";
        }
        var counts = streams.counts();
        return "folds       %,d rows, %,d rejected, %,d unknown events, %s"
                .formatted(
                        counts.rows().sum(),
                        counts.rejected().sum(),
                        counts.unknownEvents().sum(),
                        streams.isRunning() ? "running" : streams.state().toLowerCase(java.util.Locale.ROOT));
    }

    private String clickHouse() {
        var sink = pipeline.clickHouse();
        if (sink == null) {
            return "clickhouse  not in this process";
        }
        var status = sink.status();
        long rows = status.tables().stream()
                .mapToLong(SinkStatus.TableStatus::rowsInserted)
                .sum();
        long lag = status.tables().stream()
                .mapToLong(SinkStatus.TableStatus::lagRecords)
                .sum();
        return "clickhouse  %,d rows, %,d behind%s".formatted(rows, lag, failure(status.failure()));
    }

    private static String failure(SinkStatus.@Nullable Failure failure) {
        return failure == null ? "" : ", " + failure.message();
    }
}
