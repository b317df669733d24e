package pulso.wallboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.WaitCounts;
import pulso.schemas.passage.Direction;

/**
 * Answers {@code GET /api/v1/series}: the figures of each queue over consecutive stretches of time. What the board holds
 * is summed from its minutes, what is older from the archive, both by the same merge and each minute by its own target.
 */
final class SeriesReader {
    private static final int MAX_BUCKETS = 25_000;
    private static final int MAX_POINTS = 200_000;

    private final Board board;
    private final WallboardConfig config;
    private final @Nullable MinuteArchive archive;
    private final Clocks clocks;

    /** How often waits of each length occurred: below the first bound, …, from the last bound on. */
    record Histogram(List<Integer> bounds, List<Long> answered, List<Long> abandoned) {}

    /** A stretch and its figures. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Point(
            @Nullable String from,
            @Nullable String to,

            @JsonInclude(content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable Number> kpi,

            @Nullable Histogram histogram) {}

    /** The points of one window and their sum. */
    record Points(BoardAnswer.WindowBounds window, List<Point> points, Point total) {}

    /**
     * The series of one queue.
     *
     * @param before the same window a week before, where it was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueueSeries(
            String source,
            String queue,
            String channel,
            String direction,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String group,

            List<Point> points,
            Point total,
            @Nullable Points before) {}

    /** The sum of a direction's queues. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TotalSeries(
            List<Point> points, Point total, @Nullable Points before) {}

    /** One source's window, cut. */
    private record Cut(String source, ZoneId zone, Grain.Bucket window, List<Grain.Bucket> buckets) {
        int indexOf(Instant minute) {
            int low = 0;
            int high = buckets.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (buckets.get(middle).from().isAfter(minute)) {
                    high = middle - 1;
                } else {
                    low = middle;
                }
            }
            return low;
        }
    }

    SeriesReader(Board board, WallboardConfig config, @Nullable MinuteArchive archive) {
        this.board = board;
        this.config = config;
        this.archive = archive;
        this.clocks = new Clocks(config, board);
    }

    Map<String, @Nullable Object> read(SeriesQuery query, Instant asOf) {
        var shown = new BoardReader(board, config, query.shown());
        var cuts = cuts(query, asOf, 0);
        var sums = sums(query, cuts, asOf);
        var cutsBefore = query.compareWeek() ? cuts(query, asOf, 7) : null;
        var sumsBefore = cutsBefore == null ? null : sums(query, cutsBefore, asOf);
        var first =
                cuts.getOrDefault(query.shown().firstSource(), cuts.firstEntry().getValue());
        var body = Answers.head(shown, asOf, shown.sources(asOf));
        body.put("window", bounds(first));
        body.put("grain", query.grain().id());
        body.put("parameters", parameters(query));
        body.put("days", query.filter().daysInWords());
        body.put("hours", query.filter().hoursInWords());
        body.put("kpis", query.kpis().stream().map(Kpi::id).toList());
        var series = series(query, asOf, cuts, sums, cutsBefore, sumsBefore);
        body.put("series", series);
        body.put("totals", totals(query, cuts, sums, cutsBefore, sumsBefore));
        return body;
    }

    /** Without what goes before the list and its sums. */
    List<QueueSeries> series(SeriesQuery query, Instant asOf) {
        var cuts = cuts(query, asOf, 0);
        return series(query, asOf, cuts, sums(query, cuts, asOf), null, null);
    }

    private List<QueueSeries> series(
            SeriesQuery query,
            Instant asOf,
            Map<String, Cut> cuts,
            Map<QueueKey, List<Judged>> sums,
            @Nullable Map<String, Cut> cutsBefore,
            @Nullable Map<QueueKey, List<Judged>> sumsBefore) {
        var series = new ArrayList<QueueSeries>();
        sums.forEach((key, points) -> series.add(new QueueSeries(
                key.source(),
                key.queue(),
                key.channel().wireName(),
                Direction.of(key.queue()).wireName(),
                board.settings().group(key.source(), key.queue(), asOf),
                points(query, cut(cuts, key.source()), points),
                total(query, points),
                cutsBefore == null || sumsBefore == null
                        ? null
                        : before(query, cut(cutsBefore, key.source()), sumsBefore.get(key)))));
        return series;
    }

    private NavigableMap<String, Cut> cuts(SeriesQuery query, Instant asOf, int daysBefore) {
        var cuts = new TreeMap<String, Cut>();
        for (var source : query.shown().sources()) {
            var zone = clocks.zone(source, asOf);
            var asked = query.window(asOf, zone);
            var window =
                    new Grain.Bucket(earlier(asked.from(), zone, daysBefore), earlier(asked.to(), zone, daysBefore));
            if (window.from().isBefore(memoryFrom(asOf)) && archive == null) {
                throw RequestRefused.badParameter(
                        daysBefore == 0 ? "from" : "compare",
                        clocks.time(source, window.from()) + " is older than what the board holds, which begins at "
                                + clocks.time(source, memoryFrom(asOf)),
                        "older series need ClickHouse, and none is configured for this board");
            }
            var buckets = query.grain().cut(window.from(), window.to(), zone, MAX_BUCKETS);
            if (buckets.size() > MAX_BUCKETS) {
                throw RequestRefused.badParameter(
                        "grain", "that makes more than " + MAX_BUCKETS + " points", "take a longer grain");
            }
            cuts.put(
                    source,
                    new Cut(
                            source,
                            zone,
                            window,
                            buckets.stream()
                                    .filter(bucket -> !bucket.from().isAfter(asOf))
                                    .toList()));
        }
        return cuts;
    }

    private static Instant earlier(Instant moment, ZoneId zone, int days) {
        return moment.atZone(zone).minusDays(days).toInstant();
    }

    /** From here on everything is in memory: a whole hour, and an hour to spare. */
    private Instant memoryFrom(Instant asOf) {
        return asOf.minus(config.memory()).truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    }

    private Map<QueueKey, List<Judged>> sums(SeriesQuery query, Map<String, Cut> cuts, Instant asOf) {
        var sums = new TreeMap<QueueKey, List<Judged>>();
        List<QueueKey> keys;
        Selection selection;
        synchronized (board) {
            selection = new Selection(query.shown(), board, asOf);
            keys = board.queues().keySet().stream().filter(selection::shows).toList();
        }
        long points = cuts.values().stream()
                        .mapToLong(cut -> cut.buckets().size())
                        .max()
                        .orElse(0)
                * keys.size();
        if (points > MAX_POINTS) {
            throw RequestRefused.badParameter(
                    "grain",
                    points + " points are more than the " + MAX_POINTS + " of one answer",
                    "name queues, take a longer grain or a shorter window");
        }
        for (var key : keys) {
            var cut = cut(cuts, key.source());
            var sum = zeros(cut);
            sums.put(key, sum);
            addFromMemory(query, cut, key, sum, memoryFrom(asOf));
        }
        for (var cut : cuts.values()) {
            addFromArchive(query, cut, selection, sums, memoryFrom(asOf));
        }
        return sums;
    }

    /** One queue under the lock at a time: a long series must not hold up the board. */
    private void addFromMemory(SeriesQuery query, Cut cut, QueueKey key, List<Judged> sum, Instant memoryFrom) {
        synchronized (board) {
            var entry = board.queues().get(key);
            if (entry == null) {
                return;
            }
            var judge = new Judge(board.settings(), query.shown().asked());
            for (int i = 0; i < cut.buckets().size(); i++) {
                var bucket = cut.buckets().get(i);
                if (!bucket.to().isAfter(memoryFrom)) {
                    continue;
                }
                var held = bucket.from().isBefore(memoryFrom) ? new Grain.Bucket(memoryFrom, bucket.to()) : bucket;
                for (var run : query.filter().runs(held, key.source(), key.queue(), cut.zone(), board.settings())) {
                    judge.add(sum.get(i), key, entry.minutes(), run);
                }
            }
        }
    }

    private void addFromArchive(
            SeriesQuery query, Cut cut, Selection selection, Map<QueueKey, List<Judged>> sums, Instant memoryFrom) {
        var from = cut.window().from();
        if (archive == null || cut.buckets().isEmpty() || !from.isBefore(memoryFrom)) {
            return;
        }
        var to = cut.window().to().isBefore(memoryFrom) ? cut.window().to() : memoryFrom;
        var book = board.settings();
        var judge = new Judge(book, query.shown().asked());
        var wanted = new MinuteArchive.Wanted(
                cut.source(), query.shown().queues(), query.shown().channels(), from, to);
        try {
            archive.read(wanted, minute -> {
                var key = new QueueKey(minute.source(), minute.channel(), minute.queue());
                if (selection.shows(key)
                        && query.filter().counts(key.source(), key.queue(), minute.minute(), cut.zone(), book)) {
                    add(sums.computeIfAbsent(key, _ -> zeros(cut)), cut, minute, judge);
                }
            });
        } catch (RequestRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RequestRefused(
                    503,
                    "archive",
                    "minutes older than the board's cannot be read: " + e.getMessage(),
                    "try again later");
        }
    }

    private static void add(List<Judged> sum, Cut cut, QueueMinute minute, Judge judge) {
        sum.get(cut.indexOf(minute.minute()))
                .add(new QueueFigures().add(minute), judge.target(minute.source(), minute.queue(), minute.minute()));
    }

    private static List<Judged> zeros(Cut cut) {
        return cut.buckets().stream().map(_ -> new Judged()).toList();
    }

    private static Cut cut(Map<String, Cut> cuts, String source) {
        var cut = cuts.get(source);
        if (cut == null) {
            throw new IllegalStateException("no window was made for source " + source);
        }
        return cut;
    }

    /** Sums by direction; null where the sources' clocks differ, since their days are not the same. */
    private @Nullable Map<String, TotalSeries> totals(
            SeriesQuery query,
            Map<String, Cut> cuts,
            Map<QueueKey, List<Judged>> sums,
            @Nullable Map<String, Cut> cutsBefore,
            @Nullable Map<QueueKey, List<Judged>> sumsBefore) {
        if (cuts.values().stream().map(Cut::zone).distinct().count() > 1) {
            return null;
        }
        var cut = cuts.values().iterator().next();
        var now = byDirection(cut, sums);
        var totals = new LinkedHashMap<String, TotalSeries>();
        for (var direction : Direction.values()) {
            var sum = now.getOrDefault(direction, List.of());
            Points before = null;
            if (cutsBefore != null && sumsBefore != null) {
                var cutBefore = cutsBefore.values().iterator().next();
                before = before(
                        query, cutBefore, byDirection(cutBefore, sumsBefore).get(direction));
            }
            totals.put(direction.wireName(), new TotalSeries(points(query, cut, sum), total(query, sum), before));
        }
        return totals;
    }

    private static Map<Direction, List<Judged>> byDirection(Cut cut, Map<QueueKey, List<Judged>> sums) {
        var byDirection = new EnumMap<Direction, List<Judged>>(Direction.class);
        for (var direction : Direction.values()) {
            byDirection.put(direction, zeros(cut));
        }
        sums.forEach((key, points) -> {
            var total = byDirection.getOrDefault(Direction.of(key.queue()), List.of());
            for (int i = 0; i < points.size(); i++) {
                total.get(i).add(points.get(i));
            }
        });
        return byDirection;
    }

    private Points before(SeriesQuery query, Cut cut, @Nullable List<Judged> sum) {
        var known = sum == null ? zeros(cut) : sum;
        return new Points(bounds(cut), points(query, cut, known), total(query, known));
    }

    private List<Point> points(SeriesQuery query, Cut cut, List<Judged> sum) {
        var points = new ArrayList<Point>(sum.size());
        for (int i = 0; i < sum.size(); i++) {
            var bucket = cut.buckets().get(i);
            points.add(point(
                    query,
                    clocks.time(cut.source(), bucket.from()),
                    clocks.time(cut.source(), bucket.to()),
                    sum.get(i)));
        }
        return points;
    }

    private static Point total(SeriesQuery query, List<Judged> sum) {
        var total = new Judged();
        sum.forEach(total::add);
        return point(query, null, null, total);
    }

    private static Point point(SeriesQuery query, @Nullable String from, @Nullable String to, Judged sum) {
        var bounds = query.histogram();
        return new Point(
                from,
                to,
                sum.kpi(query.kpis(), query.shown().asked().formula()),
                bounds.isEmpty()
                        ? null
                        : new Histogram(
                                bounds,
                                counts(sum.figures().answeredWaits(), bounds),
                                counts(sum.figures().abandonedWaits(), bounds)));
    }

    private static List<Long> counts(WaitCounts waits, List<Integer> bounds) {
        var counts = new ArrayList<Long>(bounds.size() + 1);
        long below = 0;
        for (var bound : bounds) {
            long now = waits.below(bound);
            counts.add(now - below);
            below = now;
        }
        counts.add(waits.total() - below);
        return counts;
    }

    private BoardAnswer.WindowBounds bounds(Cut cut) {
        return new BoardAnswer.WindowBounds(
                clocks.time(cut.source(), cut.window().from()),
                clocks.time(cut.source(), cut.window().to()));
    }

    /** What the request named; null: each minute by its queue's settings. */
    private static BoardAnswer.ParametersUsed parameters(SeriesQuery query) {
        var asked = query.shown().asked();
        return new BoardAnswer.ParametersUsed(
                asked.thresholdSeconds(),
                asked.shortSeconds(),
                asked.formula().id(),
                asked.formula().words());
    }
}
