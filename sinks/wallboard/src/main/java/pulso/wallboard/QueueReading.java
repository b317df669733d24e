package pulso.wallboard;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.Direction;

/**
 * The queues of one query at one moment: what is open now, the figures of the window, and their sums by direction and by
 * group. Made for one reading, under the board's monitor.
 */
final class QueueReading {
    private static final Window RECENT = new Window.Rolling(30);
    private static final Window TODAY = new Window.Today();

    private final Board board;
    private final BoardQuery query;
    private final Clocks clocks;
    private final Caches caches;
    private final Instant asOf;
    private final Judge judge;
    private final Selection selection;
    private final AgentCounting agents;
    private final Map<QueueKey, BoardAnswer.Queue> queues = new LinkedHashMap<>();
    private final Map<Direction, TotalSum> byDirection = new EnumMap<>(Direction.class);
    private final Map<String, TotalSum> byGroup = new TreeMap<>();
    private @Nullable ServiceTarget commonTarget;
    private boolean targetsDiffer;

    /** What is kept from one reading to the next: the window asked for, the last minutes, the day. */
    record Caches(FigureCache window, FigureCache recent, FigureCache today) {}

    QueueReading(Board board, BoardQuery query, Clocks clocks, Caches caches, Instant asOf) {
        this.board = board;
        this.query = query;
        this.clocks = clocks;
        this.caches = caches;
        this.asOf = asOf;
        this.judge = new Judge(board.settings(), query.asked());
        this.selection = new Selection(query, board, asOf);
        this.agents = new AgentCounting(query, selection, asOf);
        for (var direction : Direction.values()) {
            byDirection.put(direction, TotalSum.empty());
        }
        read();
    }

    Map<QueueKey, BoardAnswer.Queue> queues() {
        return queues;
    }

    BoardAnswer.Totals totals() {
        return new BoardAnswer.Totals(total(Direction.INBOUND), total(Direction.OUTBOUND), agents.all());
    }

    Map<String, BoardAnswer.Total> groups() {
        var groups = new LinkedHashMap<String, BoardAnswer.Total>();
        byGroup.forEach((group, sum) -> groups.put(group, total(sum, agents.ofGroup(group))));
        return groups;
    }

    BoardAnswer.ParametersUsed parametersUsed() {
        var target = commonTarget == null ? query.asked().over(board.settings().target("", "", asOf)) : commonTarget;
        var formula = query.asked().formula();
        return new BoardAnswer.ParametersUsed(
                targetsDiffer ? null : (Integer) target.thresholdSeconds(),
                targetsDiffer ? null : (Integer) target.shortSeconds(),
                formula.id(),
                formula.words());
    }

    private void read() {
        var open = countOpen();
        board.agents().forEach((key, entry) -> agents.add(key, entry.state()));
        board.queues().forEach((key, entry) -> {
            if (selection.shows(key)) {
                queues.put(key, queue(key, entry, open.getOrDefault(key, new OpenCount())));
            }
        });
        caches.window().retainOnly(queues.keySet());
        caches.recent().retainOnly(queues.keySet());
        caches.today().retainOnly(queues.keySet());
    }

    private Map<QueueKey, OpenCount> countOpen() {
        var counts = new HashMap<QueueKey, OpenCount>();
        for (var passage : board.openPassages()) {
            var key = new QueueKey(passage.source(), passage.channel(), passage.queue());
            if (selection.shows(key)) {
                var target = judge.target(key.source(), key.queue(), asOf);
                counts.computeIfAbsent(key, _ -> new OpenCount()).add(passage, asOf, target.thresholdSeconds());
            }
        }
        return counts;
    }

    private BoardAnswer.Queue queue(QueueKey key, Board.QueueEntry entry, OpenCount open) {
        var source = key.source();
        var direction = Direction.of(key.queue());
        var group = board.settings().group(source, key.queue(), asOf);
        var figures = cached(caches.window(), key, entry, query.window());
        var recent = cached(caches.recent(), key, entry, RECENT).judged().figures();
        var target = judge.target(source, key.queue(), asOf);
        byDirection.getOrDefault(direction, TotalSum.empty()).add(key, open, figures.judged(), recent);
        if (group != null) {
            byGroup.computeIfAbsent(group, _ -> TotalSum.empty()).add(key, open, figures.judged(), recent);
        }
        targetsDiffer |= commonTarget != null && !commonTarget.equals(target);
        commonTarget = target;
        agents.countFor(key, direction, group);
        var counts = agents.of(key);
        var aht = recent.aht();
        return new BoardAnswer.Queue(
                source,
                key.queue(),
                key.channel().wireName(),
                direction.wireName(),
                group,
                board.settings()
                        .opening(source, key.queue(), asOf)
                        .isOpen(asOf.atZone(clocks.zone(source, asOf)).toLocalDateTime()),
                new BoardAnswer.Target(
                        target.thresholdSeconds(),
                        target.shortSeconds(),
                        query.asked().formula().id(),
                        judge.origin(source, key.queue(), asOf)),
                now(source, open, counts, aht == null ? today(key, entry).aht() : aht),
                counts,
                figures.kpi());
    }

    private BoardAnswer.Total total(Direction direction) {
        return total(byDirection.getOrDefault(direction, TotalSum.empty()), agents.of(direction));
    }

    private BoardAnswer.Total total(TotalSum sum, BoardAnswer.AgentCounts counts) {
        var aht = sum.recent().aht();
        return new BoardAnswer.Total(
                now(query.firstSource(), sum.open(), counts, aht == null ? ahtOfToday(sum) : aht),
                counts,
                sum.judged().kpi(BoardReader.ALL_KPIS, query.asked().formula()));
    }

    private @Nullable Double ahtOfToday(TotalSum sum) {
        var today = new HandlingTime();
        for (var key : sum.of()) {
            var entry = board.queues().get(key);
            if (entry != null) {
                today.add(today(key, entry));
            }
        }
        return today.aht();
    }

    private QueueFigures today(QueueKey key, Board.QueueEntry entry) {
        return cached(caches.today(), key, entry, TODAY).judged().figures();
    }

    private FigureCache.Kept cached(FigureCache cache, QueueKey key, Board.QueueEntry entry, Window window) {
        var span = window.at(asOf, clocks.zone(key.source(), asOf));
        return cache.of(key, entry, span, judge, board.settingsChanged());
    }

    private BoardAnswer.Now now(String source, OpenCount open, BoardAnswer.AgentCounts counts, @Nullable Double aht) {
        int atWork = counts.atWork();
        var each = aht == null || atWork == 0 ? null : (Double) (aht / atWork);
        return new BoardAnswer.Now(
                open.waiting(),
                clocks.timeOrNull(source, open.longestWaitSince()),
                open.atRisk(),
                open.inService(),
                open.onHold(),
                open.ringing(),
                atWork,
                each == null ? null : (Double) ((open.waiting() + 1) * each),
                each == null ? null : (Double) (open.waiting() * each));
    }
}
