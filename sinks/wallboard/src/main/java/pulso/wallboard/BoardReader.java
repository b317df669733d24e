package pulso.wallboard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.passage.Passage;

/**
 * Answers one query from the board. Figures are kept from one reading to the next and made anew where a minute or the
 * window changed, so a reader that is asked again and again costs only what changed. Safe for any thread: its state is guarded by the
 * board's monitor.
 */
final class BoardReader {
    /** A version before every other. */
    static final long ALL = -1;

    static final List<Kpi> ALL_KPIS = List.of(Kpi.values());

    private final Board board;
    private final WallboardConfig config;
    private final BoardQuery query;
    private final Clocks clocks;
    private final QueueReading.Caches caches;

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
            BoardAnswer.ParametersUsed parameters,
            Map<QueueKey, BoardAnswer.Queue> queues,
            BoardAnswer.Totals totals,
            Map<String, BoardAnswer.Total> groups) {}

    BoardReader(Board board, WallboardConfig config, BoardQuery query) {
        this.board = board;
        this.config = config;
        this.query = query;
        this.clocks = new Clocks(config, board);
        this.caches = new QueueReading.Caches(
                new FigureCache(ALL_KPIS), new FigureCache(List.of()), new FigureCache(List.of()));
    }

    BoardQuery query() {
        return query;
    }

    /** Whether all was replaced after a version that somebody has read: what changed since then says too little. */
    boolean wasTakenOverSince(long version) {
        return board.takenOver() > version;
    }

    /** The queues; throws when the board is not whole. */
    Reading queues(Instant asOf) {
        synchronized (board) {
            requireWhole();
            var reading = new QueueReading(board, query, clocks, caches, asOf);
            return new Reading(
                    board.version(),
                    asOf,
                    span(query.firstSource(), asOf),
                    sources(asOf),
                    reading.parametersUsed(),
                    reading.queues(),
                    reading.totals(),
                    reading.groups());
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
            var answered = answered();
            var selection = new Selection(query, board, asOf);
            var agents = new TreeMap<AgentKey, BoardAnswer.@Nullable Agent>();
            board.agents().forEach((key, entry) -> {
                if (query.sources().contains(key.source())
                        && (entry.changed() > changedSince || AgentReading.cameDue(entry.state(), seenAt, asOf))) {
                    agents.put(key, agent(key, entry, asOf, selection, answered));
                }
            });
            return agents;
        }
    }

    List<BoardAnswer.OpenPassage> openPassages(Instant asOf) {
        synchronized (board) {
            requireWhole();
            var selection = new Selection(query, board, asOf);
            var judge = new Judge(board.settings(), query.asked());
            return board.openPassages().stream()
                    .filter(passage ->
                            selection.shows(new QueueKey(passage.source(), passage.channel(), passage.queue())))
                    .sorted((a, b) -> a.enter().compareTo(b.enter()))
                    .map(passage -> openPassage(passage, asOf, judge))
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
        Long delay = null;
        for (var source : sources) {
            var delayed = source.sourceDelaySeconds();
            delay = delayed == null || (delay != null && delay > delayed) ? delay : delayed;
            var lagMs = source.lagMs();
            lag = lag == null || lagMs == null ? null : Long.valueOf(Math.max(lag, lagMs));
        }
        return new BoardAnswer.Freshness(
                clocks.time(query.firstSource(), asOf),
                lag,
                delay,
                sources.stream().anyMatch(BoardAnswer.SourceState::stale));
    }

    BoardAnswer.WindowBounds bounds(Instant asOf) {
        var source = query.firstSource();
        var span = span(source, asOf);
        return new BoardAnswer.WindowBounds(clocks.time(source, span.from()), clocks.time(source, span.to()));
    }

    List<BoardAnswer.DialerProgress> dialerLists(@Nullable String campaign) {
        synchronized (board) {
            requireWhole();
            return board.dialerLists().stream()
                    .filter(list -> query.sources().contains(list.source())
                            && (campaign == null || list.campaign().equals(campaign)))
                    .map(list -> new BoardAnswer.DialerProgress(
                            list.source(),
                            list.campaign(),
                            list.name(),
                            list.records(),
                            list.active(),
                            list.percentage(),
                            list.ready(),
                            list.inProcess(),
                            list.blocked(),
                            list.otherStatus(),
                            list.done(),
                            list.progress()))
                    .toList();
        }
    }

    ZoneId zone(Instant asOf) {
        return clocks.zone(query.firstSource(), asOf);
    }

    private void requireWhole() {
        if (!board.isWhole()) {
            throw new RequestRefused(503, "restoring", "the board is being restored", "try again in a moment");
        }
    }

    private Window.Span span(String source, Instant asOf) {
        return query.window().at(asOf, clocks.zone(source, asOf));
    }

    private Map<AgentReading.Interaction, AgentReading.Answered> answered() {
        var answered = new HashMap<AgentReading.Interaction, AgentReading.Answered>();
        for (var passage : board.openPassages()) {
            var connected = passage.waitEnd();
            var agent = passage.agent();
            if (passage.isInService() && connected != null && agent != null && passage.lastAgent() == null) {
                answered.put(
                        new AgentReading.Interaction(passage.source(), passage.channel(), passage.interaction()),
                        new AgentReading.Answered(agent, connected));
            }
        }
        return answered;
    }

    private BoardAnswer.@Nullable Agent agent(
            AgentKey key,
            Board.AgentEntry entry,
            Instant asOf,
            Selection selection,
            Map<AgentReading.Interaction, AgentReading.Answered> answered) {
        var state = entry.state();
        var reading = new AgentReading(asOf, span(key.source(), asOf), selection);
        var doing = state == null
                ? new AgentReading.Doing(AgentActivity.LOGGED_OUT, Instant.MIN, null)
                : AgentReading.doing(state, asOf);
        var queues = state == null ? new TreeSet<String>() : AgentReading.queuesOf(state);
        boolean serves =
                selection.isWhole() || queues.stream().anyMatch(queue -> selection.showsWork(key.source(), queue));
        boolean worked = entry.minutesByQueue().entrySet().stream()
                .anyMatch(minutes -> !minutes.getValue().isEmptyIn(reading.span())
                        && (selection.isWhole() || selection.showsWork(key.source(), minutes.getKey())));
        if (!worked && (doing.activity() == AgentActivity.LOGGED_OUT || !serves)) {
            return null;
        }
        var figures = reading.figures(key.source(), entry, answered);
        return new BoardAnswer.Agent(
                key.source(),
                key.agent(),
                board.settings().agentName(key.source(), key.agent(), asOf),
                name(doing.activity()),
                state == null ? null : clocks.time(key.source(), doing.since()),
                doing.queue(),
                doing.activity() == AgentActivity.ON_BREAK && state != null ? state.breakMotive() : null,
                state == null ? null : clocks.timeOrNull(key.source(), state.loggedInSince()),
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

    private BoardAnswer.OpenPassage openPassage(Passage passage, Instant asOf, Judge judge) {
        var source = passage.source();
        boolean waiting = passage.isWaiting();
        return new BoardAnswer.OpenPassage(
                source,
                passage.queue(),
                passage.channel().wireName(),
                passage.direction().wireName(),
                passage.interaction(),
                waiting ? "waiting" : passage.holdSince() == null ? "talking" : "onHold",
                clocks.time(source, passage.enter()),
                passage.position(),
                passage.agent(),
                waiting ? null : clocks.timeOrNull(source, passage.waitEnd()),
                clocks.timeOrNull(source, passage.holdSince()),
                waiting ? passage.ringingAgent() : null,
                OpenCount.isAtRisk(
                        passage,
                        asOf,
                        judge.target(source, passage.queue(), asOf).thresholdSeconds()));
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
        return new BoardAnswer.SourceState(
                source,
                clocks.zone(source, asOf).getId(),
                lag,
                heartbeat == null ? null : heartbeat.sourceDelaySeconds(),
                stale,
                says,
                snapshot);
    }

    /** {@code ON_HOLD} is {@code onHold} in JSON. */
    static String name(AgentActivity activity) {
        var words = activity.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1
                ? words[0]
                : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }
}
