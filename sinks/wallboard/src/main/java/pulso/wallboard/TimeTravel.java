package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.schemas.wire.RecordCodec;

/**
 * The board as it stood: what is known now, cut at a moment as if nothing later had happened. One moment is folded at a
 * time, and the last few are kept.
 */
final class TimeTravel {
    /** The log is read from eight days before a moment; the first of them is context. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    private static final RecordCodec<QueueMinute> QUEUE_MINUTES = RecordCodec.of(QueueMinute.class);
    private static final RecordCodec<AgentMinute> AGENT_MINUTES = RecordCodec.of(AgentMinute.class);
    private static final Logger LOG = LoggerFactory.getLogger(TimeTravel.class);
    private static final int KEPT = 4;

    private final Board board;
    private final WallboardConfig config;
    private final @Nullable BoardHistory history;
    private final Map<Stop, Board> byStop = new LinkedHashMap<>(KEPT, 0.75f, true);

    /** A moment of some sources. */
    private record Stop(Instant at, Set<String> sources) {}

    /** A board, and when it is looked at. */
    record Seen(BoardReader reader, Instant asOf) {}

    TimeTravel(Board board, WallboardConfig config, @Nullable BoardHistory history) {
        this.board = board;
        this.config = config;
        this.history = history;
    }

    /**
     * @param text a moment on the clock of the first source, or with an offset
     */
    Seen to(BoardQuery query, String text, Instant now) {
        var source = query.firstSource();
        var clocks = new Clocks(config, board);
        var at = SettingsBody.moment("at", text.replace(' ', '+'), clocks.zone(source, now))
                .truncatedTo(ChronoUnit.MILLIS);
        if (at.isAfter(now)) {
            throw RequestRefused.badParameter("at", clocks.time(source, at) + " is yet to come", "a moment before now");
        }
        for (var shown : query.sources()) {
            var from = query.window().at(at, clocks.zone(shown, at)).from();
            if (from.isBefore(at.minus(LONGEST_WINDOW))) {
                throw RequestRefused.badParameter(
                        "window",
                        "with 'at' it reaches back " + LONGEST_WINDOW.toDays() + " days at most",
                        "GET /api/v1/series tells older figures");
            }
        }
        return new Seen(new BoardReader(stood(at, query.sources()), config, query), at);
    }

    private synchronized Board stood(Instant at, Set<String> sources) {
        if (history == null) {
            throw new RequestRefused(
                    400, "no-history", "this board cannot look back: it was given no log to read", "leave 'at' out");
        }
        var stop = new Stop(at, Set.copyOf(sources));
        var kept = byStop.get(stop);
        if (kept != null) {
            return kept;
        }
        var begun = System.nanoTime();
        var last = new LastWords();
        try {
            sources.forEach(source -> history.replay(source, at, last));
        } catch (BoardHistory.OutOfReach e) {
            throw new RequestRefused(
                    400, "out-of-reach", String.valueOf(e.getMessage()), "GET /api/v1/series tells older figures");
        } catch (RuntimeException e) {
            throw new RequestRefused(
                    503, "history", "the log cannot be read: " + e.getMessage(), "try again in a moment");
        }
        var stood = last.board(at, sources);
        byStop.put(stop, stood);
        if (byStop.size() > KEPT) {
            byStop.remove(byStop.keySet().iterator().next());
        }
        LOG.info(
                "the board of {} was folded again in {} ms",
                at,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
        return stood;
    }

    /** The last word on each thing: a minute is told with each of its rows. */
    private final class LastWords implements BoardHistory.Taker {
        private final Map<JsonKey, Passage> open = new HashMap<>();
        private final Map<AgentKey, AgentState> agents = new HashMap<>();
        private final Map<JsonKey, QueueMinute> queueMinutes = new HashMap<>();
        private final Map<JsonKey, AgentMinute> agentMinutes = new HashMap<>();

        @Override
        public void passage(Passage passage) {
            if (passage.isWaiting() || passage.isInService()) {
                open.put(RecordKeys.of(passage), passage);
            } else {
                open.remove(RecordKeys.of(passage));
            }
        }

        @Override
        public void withdrawn(Passage passage) {
            open.remove(RecordKeys.of(passage));
        }

        @Override
        public void state(AgentState state) {
            agents.put(new AgentKey(state.source(), state.agent()), state);
        }

        @Override
        public void minute(QueueMinute minute) {
            queueMinutes.put(RecordKeys.of(minute), minute);
        }

        @Override
        public void minute(AgentMinute minute) {
            agentMinutes.put(RecordKeys.of(minute), minute);
        }

        /** With schemas of its own, since what it holds was never in a topic, and by today's settings. */
        private Board board(Instant at, Set<String> sources) {
            var wire = new AvroWire(new MemorySchemaRegistry());
            var stood = new Board(
                    wire, config.memory(), new ServiceTarget(config.thresholdSeconds(), config.shortSeconds()));
            synchronized (board) {
                stood.adopt(board.settings());
                var remembered = new Window.Span(at.minus(config.memory()), at, at);
                board.queues().forEach((key, entry) -> {
                    if (sources.contains(key.source()) && !entry.minutes().isEmptyIn(remembered)) {
                        stood.show(key);
                    }
                });
                for (var source : sources) {
                    var status = board.status(source);
                    if (status != null) {
                        stood.putStatus(status);
                    }
                    stood.putProgress(new Heartbeat(source, at, at, ""));
                }
            }
            queueMinutes
                    .values()
                    .forEach(minute -> stood.putQueueMinute(
                            new QueueKey(minute.source(), minute.channel(), minute.queue()),
                            minute.minute(),
                            wire.encode("queue-minutes", QUEUE_MINUTES, minute),
                            at));
            agentMinutes
                    .values()
                    .forEach(minute -> stood.putAgentMinute(
                            new AgentKey(minute.source(), minute.agent()),
                            minute.queue(),
                            minute.minute(),
                            wire.encode("agent-minutes", AGENT_MINUTES, minute),
                            at));
            agents.values().forEach(stood::putAgent);
            open.forEach((key, passage) -> stood.putPassage(key.parts().toString(), passage));
            stood.markWhole();
            return stood;
        }
    }
}
