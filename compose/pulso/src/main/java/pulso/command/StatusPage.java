package pulso.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.SinkStatus;
import pulso.topology.stream.CentreStreams;

/** The short page that a running Pulso shows: where it is, how fast, how far behind. Redrawn in place on a terminal. */
final class StatusPage {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private static final String NOT_HERE = "not in this process";

    private final PrintStream out;
    private final boolean terminal;
    private final List<String> addresses;
    private final Pipeline pipeline;
    private final Map<String, Pace> paces = new HashMap<>();
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
        var roles = roles();
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
            out.println(String.join(" | ", roles));
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

    private List<String> roles() {
        var roles = new ArrayList<String>();
        boolean isOne = pipeline.sources().size() == 1;
        for (var source : pipeline.sources()) {
            var name = isOne ? "" : source.name() + ": ";
            roles.add("capture     " + name + capture(source));
            roles.add("folds       " + name + folds(source));
        }
        roles.add("clickhouse  " + clickHouse());
        return roles;
    }

    private String capture(SourceRoles source) {
        var ingest = source.ingest();
        if (ingest == null) {
            var refusal = source.refusal();
            return refusal == null ? NOT_HERE : "refused: " + refusal;
        }
        var failure = ingest.failure();
        if (failure != null) {
            return "stopped: " + failure;
        }
        var status = ingest.status();
        if (status.epoch() != status.completeEpoch()) {
            return "reading the tables once: %,d of about %,d rows"
                    .formatted(status.snapshotRowsDone(), status.snapshotRowsExpected());
        }
        long rows = ingest.metrics().rowsPublished();
        return "%,d rows, %s rows/s"
                .formatted(
                        rows,
                        paces.computeIfAbsent(source.name(), _ -> new Pace()).at(rows));
    }

    /** Rows a second since it was asked last. */
    private static final class Pace {
        private long lastRows;
        private long lastNanos = System.nanoTime();

        private String at(long rows) {
            long now = System.nanoTime();
            double perSecond = (rows - lastRows) * 1e9 / Math.max(1, now - lastNanos);
            boolean isFirst = lastRows == 0;
            lastRows = rows;
            lastNanos = now;
            return isFirst ? "–" : "%.1f".formatted(perSecond);
        }
    }

    private static String folds(SourceRoles source) {
        var role = source.topology();
        if (role == null) {
            return NOT_HERE;
        }
        var streams = role.streams();
        if (streams == null) {
            return "wait for the snapshot";
        }
        var counts = streams.counts();
        return "%,d rows, %,d rejected, %,d unknown events, %s"
                .formatted(
                        counts.rows().sum(),
                        counts.rejected().sum(),
                        counts.unknownEvents().sum(),
                        state(role, streams));
    }

    private static String state(CentreRole role, CentreStreams streams) {
        if (!streams.isRunning()) {
            return streams.state().toLowerCase(Locale.ROOT);
        }
        long behind = role.lag().records();
        return role.lag().isCaughtUp() || behind < 0 ? "running" : "%,d behind".formatted(behind);
    }

    private String clickHouse() {
        var sink = pipeline.clickHouse();
        if (sink == null) {
            return NOT_HERE;
        }
        var status = sink.status();
        long rows = status.tables().stream()
                .mapToLong(SinkStatus.TableStatus::rowsInserted)
                .sum();
        long lag = status.tables().stream()
                .mapToLong(SinkStatus.TableStatus::lagRecords)
                .sum();
        return "%,d rows, %,d behind%s".formatted(rows, lag, failure(status.failure()));
    }

    private static String failure(SinkStatus.@Nullable Failure failure) {
        return failure == null ? "" : ", " + failure.message();
    }
}
