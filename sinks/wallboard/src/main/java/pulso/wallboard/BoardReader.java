package pulso.wallboard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.Passage;

/**
 * Answers one query from the board. Figures are kept from one reading to the next and made anew where a minute or the
 * window changed, so a reader that is asked again and again costs only what changed. Safe for any thread: its state is guarded by the
 * board's monitor.
 */
final class BoardReader {
    /** A version before every other. */
    static final long ALL = -1;

    private final Board board;
    private final WallboardConfig config;
    private final BoardQuery query;
    private final Map<QueueKey, KeptFigures> kept = new HashMap<>();

    private record KeptFigures(
            long changed, Window.Span span, QueueFigures figures, Map<String, @Nullable Number> kpi) {
        boolean isOf(long newest, Window.Span other) {
            return changed == newest
                    && span.from().equals(other.from())
                    && span.lastMinute().equals(other.lastMinute());
        }
    }

    /**
     * What the board said at one moment.
     *
     * @param version the board's, so that the next reading can tell what changed since
     */
    record Reading(
            long version,
            Instant asOf,
            Window.Span span,
            List<BoardAnswer.SourceState> sources,
            Map<QueueKey, BoardAnswer.Queue> queues,
            BoardAnswer.Totals totals) {}

    BoardReader(Board board, WallboardConfig config, BoardQuery query) {
        this.board = board;
        this.config = config;
        this.query = query;
    }

    BoardQuery query() {
        return query;
    }

    /** The queues; throws when the board is not whole. */
    Reading queues(Instant asOf) {
        synchronized (board) {
            requireWhole();
            var now = countOpen(asOf);
            var agents = new AgentCounting(query, asOf);
            board.agents().forEach((key, entry) -> agents.add(key, entry.state()));
            var queues = new LinkedHashMap<QueueKey, BoardAnswer.Queue>();
            var inbound = new TotalSum(new OpenCount(), new QueueFigures());
            var outbound = new TotalSum(new OpenCount(), new QueueFigures());
            board.queues().forEach((key, entry) -> {
                if (!query.shows(key.source(), key.channel(), key.queue())) {
                    return;
                }
                var direction = Direction.of(key.queue());
                var figures = figures(key, entry, asOf);
                var open = now.getOrDefault(key, new OpenCount());
                switch (direction) {
                    case INBOUND -> inbound.add(open, figures.figures());
                    case OUTBOUND -> outbound.add(open, figures.figures());
                }
                agents.countFor(key, direction);
                queues.put(key, tile(key, direction, open, agents.of(key), figures));
            });
            kept.keySet().retainAll(queues.keySet());
            var sources = sources(asOf);
            return new Reading(
                    board.version(),
                    asOf,
                    span(query.firstSource(), asOf),
                    sources,
                    queues,
                    new BoardAnswer.Totals(
                            total(inbound, agents.of(Direction.INBOUND)),
                            total(outbound, agents.of(Direction.OUTBOUND)),
                            agents.all()));
        }
    }

    /**
     * The agents that are logged in or did something in the window.
     *
     * @param changedSince a version of the board: only those who changed after it; {@link #ALL} for all
     * @param seenAt when the caller read last: those for whom something planned came due since then are told too
     */
    Map<AgentKey, BoardAnswer.@Nullable Agent> agents(Instant asOf, long changedSince, Instant seenAt) {
        synchronized (board) {
            requireWhole();
            var talkSince = new HashMap<String, Instant>();
            for (var passage : board.openPassages()) {
                var connected = passage.waitEnd();
                if (passage.isInService() && connected != null) {
                    talkSince.put(passage.interaction(), connected);
                }
            }
            var agents = new TreeMap<AgentKey, BoardAnswer.@Nullable Agent>();
            board.agents().forEach((key, entry) -> {
                if (query.sources().contains(key.source())
                        && (entry.changed() > changedSince || AgentReading.cameDue(entry.state(), seenAt, asOf))) {
                    agents.put(key, agent(key, entry, asOf, talkSince));
                }
            });
            return agents;
        }
    }

    List<BoardAnswer.OpenPassage> openPassages(Instant asOf) {
        synchronized (board) {
            requireWhole();
            return board.openPassages().stream()
                    .filter(passage -> query.shows(passage.source(), passage.channel(), passage.queue()))
                    .sorted((a, b) -> a.enter().compareTo(b.enter()))
                    .map(passage -> openPassage(passage, asOf))
                    .toList();
        }
    }

    /** Age of what is shown and the capture's own word on it; works on a board that is not whole. */
    List<BoardAnswer.SourceState> sources(Instant asOf) {
        synchronized (board) {
            return query.sources().stream()
                    .map(source -> sourceState(source, asOf))
                    .toList();
        }
    }

    BoardAnswer.Freshness freshness(Instant asOf, List<BoardAnswer.SourceState> sources) {
        Long lag = 0L;
        for (var source : sources) {
            var lagMs = source.lagMs();
            lag = lag == null || lagMs == null ? null : Long.valueOf(Math.max(lag, lagMs));
        }
        return new BoardAnswer.Freshness(
                time(query.firstSource(), asOf), lag, null, sources.stream().anyMatch(BoardAnswer.SourceState::stale));
    }

    BoardAnswer.WindowBounds bounds(Instant asOf) {
        var source = query.firstSource();
        var span = span(source, asOf);
        return new BoardAnswer.WindowBounds(time(source, span.from()), time(source, span.to()));
    }

    BoardAnswer.ParametersUsed parametersUsed() {
        var parameters = query.parameters();
        return new BoardAnswer.ParametersUsed(
                parameters.thresholdSeconds(),
                parameters.shortSeconds(),
                parameters.formula().id(),
                parameters.formula().words());
    }

    ZoneId zone() {
        return config.zone(query.firstSource());
    }

    private void requireWhole() {
        if (!board.isWhole()) {
            throw new RequestRefused(503, "restoring", "the board is being restored", "try again in a moment");
        }
    }

    private Window.Span span(String source, Instant asOf) {
        return query.window().at(asOf, config.zone(source));
    }

    private Map<QueueKey, OpenCount> countOpen(Instant asOf) {
        var counts = new HashMap<QueueKey, OpenCount>();
        for (var passage : board.openPassages()) {
            counts.computeIfAbsent(
                            new QueueKey(passage.source(), passage.channel(), passage.queue()), _ -> new OpenCount())
                    .add(passage, asOf, query.parameters().thresholdSeconds());
        }
        return counts;
    }

    private KeptFigures figures(QueueKey key, Board.QueueEntry entry, Instant asOf) {
        var span = span(key.source(), asOf);
        var known = kept.get(key);
        if (known != null && known.isOf(entry.changed(), span)) {
            return known;
        }
        var figures = entry.minutes().over(span);
        var fresh = new KeptFigures(entry.changed(), span, figures, kpi(figures));
        kept.put(key, fresh);
        return fresh;
    }

    private Map<String, @Nullable Number> kpi(QueueFigures figures) {
        var kpi = new LinkedHashMap<String, @Nullable Number>();
        for (var each : Kpi.values()) {
            kpi.put(each.id(), each.of(figures, query.parameters()));
        }
        return kpi;
    }

    private BoardAnswer.Queue tile(
            QueueKey key, Direction direction, OpenCount open, BoardAnswer.AgentCounts agents, KeptFigures figures) {
        return new BoardAnswer.Queue(
                key.source(),
                key.queue(),
                key.channel().wireName(),
                direction.wireName(),
                now(key.source(), open),
                agents,
                figures.kpi());
    }

    private BoardAnswer.Total total(TotalSum sum, BoardAnswer.AgentCounts agents) {
        return new BoardAnswer.Total(now(query.firstSource(), sum.open()), agents, kpi(sum.figures()));
    }

    private BoardAnswer.Now now(String source, OpenCount open) {
        return new BoardAnswer.Now(
                open.waiting(),
                timeOrNull(source, open.longestWaitSince()),
                open.atRisk(),
                open.inService(),
                open.onHold(),
                open.ringing());
    }

    private BoardAnswer.@Nullable Agent agent(
            AgentKey key, Board.AgentEntry entry, Instant asOf, Map<String, Instant> talkSince) {
        var state = entry.state();
        var reading = new AgentReading(asOf, span(key.source(), asOf));
        var doing = state == null
                ? new AgentReading.Doing(AgentActivity.LOGGED_OUT, Instant.MIN, null)
                : reading.doing(state);
        var queues = state == null ? new TreeSet<String>() : AgentReading.queuesOf(state);
        boolean serves = query.queues().isEmpty() || queues.stream().anyMatch(query::showsQueue);
        boolean worked = entry.minutesByQueue().entrySet().stream()
                .anyMatch(minutes -> !minutes.getValue().isEmptyIn(reading.span())
                        && (query.queues().isEmpty() || query.queues().contains(minutes.getKey())));
        if (!worked && (doing.activity() == AgentActivity.LOGGED_OUT || !serves)) {
            return null;
        }
        var figures = reading.figures(entry, query, talkSince);
        return new BoardAnswer.Agent(
                key.source(),
                key.agent(),
                null,
                name(doing.activity()),
                state == null ? null : time(key.source(), doing.since()),
                doing.queue(),
                doing.activity() == AgentActivity.ON_BREAK && state != null ? state.breakMotive() : null,
                state == null ? null : timeOrNull(key.source(), state.loggedInSince()),
                List.copyOf(queues),
                new BoardAnswer.Worked(
                        figures.login(),
                        figures.available(),
                        figures.breakTime(),
                        figures.pause(),
                        figures.talk(),
                        figures.hold(),
                        figures.wrapUp(),
                        figures.answered(),
                        figures.ringNoAnswer(),
                        figures.ringRefused(),
                        figures.ringNoAnswerRate(),
                        figures.transfersTaken(),
                        figures.outAttempts(),
                        figures.outAnswered(),
                        figures.occupancy(),
                        figures.utilisation()));
    }

    private BoardAnswer.OpenPassage openPassage(Passage passage, Instant asOf) {
        var source = passage.source();
        boolean waiting = passage.isWaiting();
        return new BoardAnswer.OpenPassage(
                source,
                passage.queue(),
                passage.channel().wireName(),
                passage.direction().wireName(),
                passage.interaction(),
                waiting ? "waiting" : passage.holdSince() == null ? "talking" : "onHold",
                time(source, passage.enter()),
                passage.position(),
                passage.agent(),
                waiting ? null : timeOrNull(source, passage.waitEnd()),
                timeOrNull(source, passage.holdSince()),
                waiting ? passage.ringingAgent() : null,
                OpenCount.isAtRisk(passage, asOf, query.parameters().thresholdSeconds()));
    }

    private BoardAnswer.SourceState sourceState(String source, Instant asOf) {
        var heartbeat = board.progress(source);
        var status = board.status(source);
        Long lag = heartbeat == null
                ? null
                : Long.valueOf(Math.max(0, ChronoUnit.MILLIS.between(heartbeat.saidAt(), asOf)));
        boolean stale = lag == null || lag > config.staleAfter().toMillis();
        String says = null;
        Double snapshot = null;
        if (status == null) {
            says = "no capture has reported for this source yet";
        } else if (status.stoppedBecause() != null) {
            says = "capture stands still: " + status.stoppedBecause();
            stale = true;
        } else if (status.completeEpoch() < status.epoch()) {
            says = "the snapshot is being read";
            snapshot = status.snapshotRowsExpected() <= 0
                    ? null
                    : (Double) Math.min(1, (double) status.snapshotRowsDone() / status.snapshotRowsExpected());
        }
        if (says == null && board.unreadable() > 0) {
            says = board.unreadable() + " records could not be read and are in no figure";
        }
        return new BoardAnswer.SourceState(source, config.zone(source).getId(), lag, stale, says, snapshot);
    }

    private String time(String source, Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.MILLIS).atZone(config.zone(source)));
    }

    private @Nullable String timeOrNull(String source, @Nullable Instant instant) {
        return instant == null ? null : time(source, instant);
    }

    /** {@code ON_HOLD} is {@code onHold} in JSON. */
    static String name(AgentActivity activity) {
        var words = activity.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1
                ? words[0]
                : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }
}
