package pulso.command.report;

import java.io.PrintStream;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;

/** Prints a report for people: queues, agents, the course of time, and what could not be used. */
final class ReportText {
    private static final int BAR = 30;
    private static final int LINES_OF_SERIES = 100;
    private static final String UNKNOWN = "–";

    private final ReportRequest request;
    private final Report report;
    private final List<Composition.SeriesLine> series;

    ReportText(ReportRequest request, ReportRun.Result result) {
        this.request = request;
        this.report = result.report();
        this.series = result.series();
    }

    void print(PrintStream out) {
        var window = report.window();
        out.printf(
                "%s to %s, %s, %,d rows%n", shown(window.from()), shown(window.to()), report.timezone(), report.rows());
        queues(out);
        agents(out);
        series(out);
        unused(out);
        out.printf(
                "%nSL: service level by %s, %s, T = %d s, short = %d s. ASA, AHT in seconds.%n",
                request.parameters().formula().id(),
                request.parameters().formula().words(),
                request.parameters().thresholdSeconds(),
                request.parameters().shortSeconds());
    }

    private static String shown(@Nullable String time) {
        return time == null ? UNKNOWN : time;
    }

    private void queues(PrintStream out) {
        if (report.queues().isEmpty()) {
            return;
        }
        var table = new Columns(
                "queue",
                "offered",
                "answered",
                "abandoned",
                "other",
                "refused",
                "SL",
                "ASA",
                "p90",
                "max",
                "talk",
                "hold",
                "AHT",
                "RNA");
        for (var queue : report.queues()) {
            table.add(queueLine(queue.queue(), queue.kpi()));
        }
        if (report.queues().size() > 1) {
            report.totals().forEach((direction, total) -> {
                if (number(total.kpi(), Kpi.RECEIVED) > 0) {
                    table.add(queueLine("= " + direction, total.kpi()));
                }
            });
        }
        table.print(out);
        outbound(out);
    }

    private List<String> queueLine(String name, Map<String, @Nullable Number> kpi) {
        long other = number(kpi, Kpi.OFFERED) - number(kpi, Kpi.ANSWERED) - number(kpi, Kpi.ABANDONED);
        return List.of(
                name,
                count(number(kpi, Kpi.OFFERED)),
                count(number(kpi, Kpi.ANSWERED)),
                count(number(kpi, Kpi.ABANDONED)),
                count(other),
                count(number(kpi, Kpi.REFUSED)),
                percent(kpi.get(Kpi.SERVICE_LEVEL.id())),
                seconds(kpi.get(Kpi.ASA.id())),
                seconds(kpi.get(Kpi.WAIT_P90.id())),
                seconds(kpi.get(Kpi.WAIT_MAX.id())),
                clock(number(kpi, Kpi.TALK)),
                clock(number(kpi, Kpi.HOLD)),
                seconds(kpi.get(Kpi.AHT.id())),
                count(number(kpi, Kpi.RING_NO_ANSWER)));
    }

    private void outbound(PrintStream out) {
        var table = new Columns("outbound", "attempts", "answered", "talk");
        for (var queue : report.queues()) {
            if (number(queue.kpi(), Kpi.OUT_ATTEMPTS) > 0) {
                table.add(List.of(
                        queue.queue(),
                        count(number(queue.kpi(), Kpi.OUT_ATTEMPTS)),
                        count(number(queue.kpi(), Kpi.OUT_ANSWERED)),
                        clock(number(queue.kpi(), Kpi.OUT_TALK))));
            }
        }
        table.print(out);
    }

    private void agents(PrintStream out) {
        var table = new Columns(
                "agent",
                "login",
                "break",
                "pause",
                "talk",
                "hold",
                "wrap-up",
                "answered",
                "RNA",
                "occupancy",
                "utilisation");
        for (var agent : report.agents()) {
            table.add(List.of(
                    String.valueOf(agent.get("agent")),
                    clock(number(agent, "login")),
                    clock(number(agent, "break")),
                    clock(number(agent, "pause")),
                    clock(number(agent, "talk")),
                    clock(number(agent, "hold")),
                    clock(number(agent, "wrapUp")),
                    count(number(agent, "answered")),
                    count(number(agent, "ringNoAnswer")),
                    percent((Number) agent.get("occupancy")),
                    percent((Number) agent.get("utilisation"))));
        }
        table.print(out);
    }

    private void series(PrintStream out) {
        var busy = series.stream().filter(line -> line.figures().received() > 0).toList();
        if (busy.isEmpty()) {
            return;
        }
        long most =
                busy.stream().mapToLong(line -> line.figures().offered()).max().orElse(0);
        var format = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
        var table = new Columns("from", "offered", "answered", "abandoned", "SL", "answered █  not ░");
        table.leftAlignLast();
        for (var line : busy.subList(0, Math.min(busy.size(), LINES_OF_SERIES))) {
            var figures = line.figures();
            table.add(List.of(
                    format.format(line.from().atZone(request.zone())),
                    count(figures.offered()),
                    count(figures.answered()),
                    count(figures.abandoned()),
                    percent(Kpi.SERVICE_LEVEL.of(figures, request.parameters())),
                    bar(figures.answered(), figures.offered(), most)));
        }
        table.print(out);
        if (busy.size() > LINES_OF_SERIES) {
            out.printf("… and %,d more; a wider --grain or --json shows them%n", busy.size() - LINES_OF_SERIES);
        }
    }

    private static String bar(long answered, long offered, long most) {
        if (most == 0) {
            return "";
        }
        int whole = (int) Math.ceilDiv(offered * BAR, most);
        int full = offered == 0 ? 0 : (int) (answered * whole / offered);
        return "█".repeat(full) + "░".repeat(whole - full);
    }

    private void unused(PrintStream out) {
        if (report.duplicates() > 0) {
            out.printf("%n%,d identical rows were counted once.%n", report.duplicates());
        }
        if (!report.unknownEvents().isEmpty()) {
            var names = new ArrayList<String>();
            report.unknownEvents().forEach((name, count) -> names.add(name + " " + count));
            out.printf("%nEvents that are in no figure: %s%n", String.join(", ", names));
        }
        if (!report.rejected().isEmpty()) {
            out.printf("%nRows that could not be used:%n");
            for (var rejected : report.rejected()) {
                out.printf("  %s: %,d%n", rejected.reason(), rejected.count());
                rejected.samples().forEach(sample -> out.println("    " + sample));
            }
        }
    }

    private static long number(Map<String, @Nullable Number> kpi, Kpi which) {
        var value = kpi.get(which.id());
        return value == null ? 0 : value.longValue();
    }

    private static long number(Map<String, @Nullable Object> agent, String which) {
        return agent.get(which) instanceof Number value ? value.longValue() : 0;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(@Nullable Number ratio) {
        return ratio == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f %%", ratio.doubleValue() * 100);
    }

    private static String seconds(@Nullable Number value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f", value.doubleValue());
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A table whose columns are as wide as what stands in them: the first to the left, figures to the right. */
    private static final class Columns {
        private final List<List<String>> lines = new ArrayList<>();
        private boolean lastIsText;

        Columns(String... headings) {
            lines.add(List.of(headings));
        }

        void leftAlignLast() {
            lastIsText = true;
        }

        void add(List<String> line) {
            lines.add(line);
        }

        void print(PrintStream out) {
            if (lines.size() == 1) {
                return;
            }
            out.println();
            int columns = lines.getFirst().size();
            var widths = new int[columns];
            for (var line : lines) {
                for (int i = 0; i < columns; i++) {
                    widths[i] = Math.max(widths[i], line.get(i).length());
                }
            }
            for (var line : lines) {
                var text = new StringBuilder();
                for (int i = 0; i < columns; i++) {
                    boolean left = i == 0 || (lastIsText && i == columns - 1);
                    var padding = " ".repeat(widths[i] - line.get(i).length());
                    text.append(i == 0 ? "" : "  ").append(left ? line.get(i) + padding : padding + line.get(i));
                }
                out.println(text.toString().stripTrailing());
            }
        }
    }
}
