package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.WaitCounts;
import pulso.schemas.passage.Direction;

/** Makes a report from a filled sheet. */
final class Composition {
    private static final Duration HOURS_SHOWN = Duration.ofDays(2);

    private final ReportRequest request;
    private final Sheet sheet;
    private final Span span;
    private final ZoneId zone;
    private final TimeText times;

    /** The window as it was in the end; null without any row. */
    record Span(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant asOf) {}

    private record Part(Instant from, Instant to) {}

    /** A line of the series that people see: all queues together. */
    record SeriesLine(Instant from, QueueFigures figures) {}

    Composition(ReportRequest request, Sheet sheet, Span span) {
        this.request = request;
        this.sheet = sheet;
        this.span = span;
        this.zone = request.zone();
        this.times = new TimeText(zone);
    }

    Report report(Tallies tallies) {
        var total = sheet.total();
        return new Report(
                new Report.Bounds(iso(span.from()), iso(span.to())),
                iso(span.asOf()),
                zone.getId(),
                parameters(),
                queues(total),
                totals(total),
                agents(total),
                request.grain() == null ? List.of() : intervals(),
                tallies.rejected(),
                tallies.unknownEvents(),
                tallies.duplicates(),
                tallies.rows());
    }

    private @Nullable String iso(@Nullable Instant instant) {
        return instant == null ? null : times.iso(instant);
    }

    private Map<String, Object> parameters() {
        var used = request.parameters();
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("sl", used.thresholdSeconds());
        parameters.put("short", used.shortSeconds());
        parameters.put("formula", used.formula().id());
        parameters.put("formulaWords", used.formula().words());
        return parameters;
    }

    private List<Report.Queue> queues(Sheet.Cells cells) {
        var queues = new ArrayList<Report.Queue>();
        for (var key : sheet.queues()) {
            queues.add(new Report.Queue(
                    key.queue(),
                    key.channel().wireName(),
                    Direction.of(key.queue()).wireName(),
                    kpis(cells.of(key)),
                    histogram(cells.of(key))));
        }
        return queues;
    }

    private Map<String, Report.Total> totals(Sheet.Cells cells) {
        var totals = new LinkedHashMap<String, Report.Total>();
        for (var direction : Direction.values()) {
            var sum = new QueueFigures();
            for (var key : sheet.queues()) {
                if (Direction.of(key.queue()) == direction) {
                    sum.add(cells.of(key));
                }
            }
            totals.put(direction.wireName(), new Report.Total(kpis(sum), histogram(sum)));
        }
        return totals;
    }

    private Map<String, @Nullable Number> kpis(QueueFigures figures) {
        var kpis = new LinkedHashMap<String, @Nullable Number>();
        for (var kpi : Kpi.values()) {
            kpis.put(kpi.id(), kpi.of(figures, request.parameters()));
        }
        return kpis;
    }

    /** Waits of [min, max) seconds; null where no bounds were asked for. */
    private @Nullable List<Report.Bucket> histogram(QueueFigures figures) {
        if (request.histogram().isEmpty()) {
            return null;
        }
        var buckets = new ArrayList<Report.Bucket>();
        int min = 0;
        for (int max : request.histogram()) {
            buckets.add(bucket(figures, min, max));
            min = max;
        }
        buckets.add(bucket(figures, min, null));
        return buckets;
    }

    private static Report.Bucket bucket(QueueFigures figures, int min, @Nullable Integer max) {
        return new Report.Bucket(
                min, max, between(figures.answeredWaits(), min, max), between(figures.abandonedWaits(), min, max));
    }

    private static long between(WaitCounts waits, int min, @Nullable Integer max) {
        return (max == null ? waits.total() : waits.below(max)) - waits.below(min);
    }

    private List<Map<String, @Nullable Object>> agents(Sheet.Cells cells) {
        var agents = new ArrayList<Map<String, @Nullable Object>>();
        for (var agent : sheet.agents()) {
            agents.add(agent(agent, cells.of(agent)));
        }
        return agents;
    }

    private static Map<String, @Nullable Object> agent(String name, AgentFigures figures) {
        var agent = new LinkedHashMap<String, @Nullable Object>();
        agent.put("agent", name);
        for (var kpi : AgentKpi.values()) {
            agent.put(kpi.id(), kpi.of(figures));
        }
        agent.put("agentDump", figures.agentDumps());
        return agent;
    }

    private Iterable<Report.Interval> intervals() {
        var from = span.from();
        var to = span.to();
        if (from == null || to == null) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        sheet.forEachInterval(from, to, (start, end) -> parts.add(new Part(start, end)));
        return () -> parts.stream()
                .map(part -> {
                    var cells = sheet.cells(part.from());
                    return new Report.Interval(
                            times.iso(part.from().isBefore(from) ? from : part.from()),
                            times.iso(part.to().isAfter(to) ? to : part.to()),
                            queues(cells),
                            agents(cells));
                })
                .iterator();
    }

    /** By the grain that was asked for, else by hour, or by day where the window is long. */
    List<SeriesLine> series() {
        var from = span.from();
        var to = span.to();
        if (from == null || to == null) {
            return List.of();
        }
        boolean byDay = request.grain() == null && Duration.between(from, to).compareTo(HOURS_SHOWN) > 0;
        var sums = new LinkedHashMap<Instant, QueueFigures>();
        sheet.forEachInterval(from, to, (start, _) -> {
            var line = byDay ? Grain.DAY.floor(start, zone) : start;
            var sum = sums.computeIfAbsent(line, _ -> new QueueFigures());
            var cells = sheet.cells(start);
            sheet.queues().forEach(queue -> sum.add(cells.of(queue)));
        });
        var lines = new ArrayList<SeriesLine>();
        sums.forEach((start, sum) -> lines.add(new SeriesLine(start.isBefore(from) ? from : start, sum)));
        return lines;
    }
}
