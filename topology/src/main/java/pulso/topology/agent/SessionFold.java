package pulso.topology.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.QueueEvent;
import pulso.topology.passage.Restart;
import pulso.topology.passage.Spans;
import pulso.topology.passage.Spans.Span;

/**
 * Derives an agent's logins, breaks and pauses from the session's rows: a pure function of the rows, the restarts and the
 * log's time. A pause inside a break belongs to the break (seeds/001, BREAK).
 */
public final class SessionFold {
    /** A login that nobody ended is ended after this, flagged (KPI.md 8.11). */
    static final Duration LONGEST_SESSION = Duration.ofHours(16);

    private static final Duration STATED_TOLERANCE = Duration.ofSeconds(2);

    private final String source;
    private final String agent;
    private final List<AgentInterval> logins = new ArrayList<>();
    private final List<AgentInterval> breaks = new ArrayList<>();
    private final List<Span> pauses = new ArrayList<>();
    private @Nullable Instant loggedInSince;
    private @Nullable Instant breakSince;
    private @Nullable String breakMotive;
    private @Nullable Instant pausedSince;

    private SessionFold(String source, String agent) {
        this.source = source;
        this.agent = agent;
    }

    /** An agent's session: what is over, and what goes on. */
    public record Session(
            List<AgentInterval> intervals,
            @Nullable Instant loggedInSince,
            @Nullable Instant breakSince,
            @Nullable String breakMotive,
            @Nullable Instant pausedSince) {
        /** The latest end of a login, break or pause; null when nothing has ended. */
        @Nullable
        Instant lastEnd() {
            Instant latest = null;
            for (var interval : intervals) {
                latest = latest == null || interval.to().isAfter(latest) ? interval.to() : latest;
            }
            return latest;
        }
    }

    public static Session derive(
            String source, String agent, List<QueueEvent> rows, Restart.Log restarts, Instant now) {
        var fold = new SessionFold(source, agent);
        for (var row : rows) {
            fold.apply(row, restarts);
        }
        fold.endForgotten(now);
        return fold.result();
    }

    private void apply(QueueEvent row, Restart.Log restarts) {
        switch (row.kind()) {
            case LOGIN -> login(row, restarts);
            case LOGOFF -> logoff(row);
            case BREAK -> {
                if (breakSince == null) {
                    breakSince = row.at();
                    breakMotive = row.detail();
                }
            }
            case UNBREAK -> unbreak(row);
            case PAUSE -> pausedSince = pausedSince == null ? row.at() : pausedSince;
            case UNPAUSE -> unpause(row);
            case ADD_MEMBER, REMOVE_MEMBER -> {}
            case ENTER,
                    REENTER,
                    CONNECT,
                    COMPLETED_BY_CALLER,
                    COMPLETED_BY_AGENT,
                    BLIND_TRANSFER,
                    ATTENDED_TRANSFER,
                    ABANDON,
                    EXIT_TIMEOUT,
                    EXIT_EMPTY,
                    EXIT_KEY,
                    WITHDRAW,
                    RING_NO_ANSWER,
                    RING_CANCELED,
                    AGENT_DUMP,
                    HOLD,
                    UNHOLD,
                    PHONE_HOLD,
                    PHONE_UNHOLD,
                    PHONE_RING,
                    PHONE_LINK,
                    WRAP_UP,
                    OUT_CALL,
                    AGENT_TRANSFER,
                    AGENT_ATTENDED,
                    OUT_START,
                    OUT_END,
                    REFUSED_CLOSED,
                    REFUSED_FULL,
                    REFUSED_NO_AGENTS,
                    REFUSED_BLOCKED,
                    RESTART,
                    NOTED -> throw new IllegalArgumentException(row.name() + " is no session row");
        }
    }

    /** A second login changes nothing, but after a restart it is a new session (KPI.md 8.11). */
    private void login(QueueEvent row, Restart.Log restarts) {
        if (loggedInSince != null) {
            var restart = restarts.between(loggedInSince, row.at());
            var forgotten = loggedInSince.plus(LONGEST_SESSION);
            if (restart == null && row.at().isBefore(forgotten)) {
                return;
            }
            close(restart == null || forgotten.isBefore(restart.at()) ? forgotten : restart.at(), true);
        }
        loggedInSince = row.at();
    }

    private void logoff(QueueEvent row) {
        var length = row.durationSeconds();
        var start = length == null ? null : row.at().minusSeconds(length);
        if (loggedInSince != null && row.at().isAfter(loggedInSince.plus(LONGEST_SESSION)) && !isStated(start)) {
            close(loggedInSince.plus(LONGEST_SESSION), true);
        }
        if (loggedInSince == null && start != null) {
            loggedInSince = logins.isEmpty() || !start.isBefore(logins.getLast().to())
                    ? start
                    : logins.getLast().to();
        }
        close(row.at(), false);
    }

    /** The logoff itself says that so long a session began with this login. */
    private boolean isStated(@Nullable Instant start) {
        return start != null
                && loggedInSince != null
                && !Duration.between(start, loggedInSince)
                        .abs()
                        .minus(STATED_TOLERANCE)
                        .isPositive();
    }

    private void close(Instant at, boolean cut) {
        if (loggedInSince != null && loggedInSince.isBefore(at)) {
            logins.add(interval(IntervalKind.LOGIN, loggedInSince, at, null, cut));
        }
        if (breakSince != null) {
            addBreak(breakSince, at, breakMotive, true);
        }
        if (pausedSince != null) {
            pauses.add(new Span(pausedSince, at));
        }
        loggedInSince = null;
        breakSince = null;
        breakMotive = null;
        pausedSince = null;
    }

    private void unbreak(QueueEvent row) {
        if (breakSince != null) {
            addBreak(breakSince, row.at(), breakMotive == null ? row.detail() : breakMotive, false);
        } else if (row.durationSeconds() != null) {
            addBreak(row.at().minusSeconds(row.durationSeconds()), row.at(), row.detail(), false);
        }
        breakSince = null;
        breakMotive = null;
    }

    private void addBreak(Instant from, Instant to, @Nullable String motive, boolean cut) {
        if (from.isBefore(to)) {
            breaks.add(interval(IntervalKind.BREAK, from, to, motive, cut));
        }
    }

    private void unpause(QueueEvent row) {
        if (pausedSince != null) {
            pauses.add(new Span(pausedSince, row.at()));
        } else if (row.durationSeconds() != null) {
            pauses.add(new Span(row.at().minusSeconds(row.durationSeconds()), row.at()));
        }
        pausedSince = null;
    }

    private void endForgotten(Instant now) {
        if (loggedInSince != null && !now.isBefore(loggedInSince.plus(LONGEST_SESSION))) {
            close(loggedInSince.plus(LONGEST_SESSION), true);
        }
    }

    private Session result() {
        var within = new ArrayList<Span>();
        logins.forEach(login -> within.add(new Span(login.from(), login.to())));
        if (loggedInSince != null) {
            within.add(new Span(loggedInSince, Instant.MAX));
        }
        var intervals = new ArrayList<>(logins);
        var holes = new ArrayList<Span>();
        for (var closed : breaks) {
            for (var login : within) {
                var inLogin = Spans.clip(List.of(new Span(closed.from(), closed.to())), login.from(), login.to());
                for (var piece : Spans.subtract(inLogin, holes)) {
                    intervals.add(
                            interval(IntervalKind.BREAK, piece.from(), piece.to(), closed.motive(), closed.cut()));
                    holes.add(piece);
                }
            }
        }
        if (breakSince != null) {
            holes.add(new Span(breakSince, Instant.MAX));
        }
        var spans = new ArrayList<>(pauses);
        var openPause = pausedSince == null ? null : openPause(spans, holes, pausedSince);
        for (var login : within) {
            for (var pause : Spans.subtract(Spans.clip(spans, login.from(), login.to()), holes)) {
                intervals.add(interval(IntervalKind.PAUSE, pause.from(), pause.to(), null, false));
            }
        }
        return new Session(
                intervals,
                loggedInSince,
                sinceLogin(breakSince),
                loggedInSince == null ? null : breakMotive,
                sinceLogin(openPause));
    }

    /** Nobody is on break or paused who is not logged in. */
    private @Nullable Instant sinceLogin(@Nullable Instant since) {
        if (since == null || loggedInSince == null) {
            return null;
        }
        return since.isBefore(loggedInSince) ? loggedInSince : since;
    }

    /** An open pause stands still during breaks: what lies before the last of them is over. */
    private @Nullable Instant openPause(List<Span> spans, List<Span> holes, Instant since) {
        if (breakSince != null) {
            spans.add(new Span(since, breakSince));
            return null;
        }
        var lastBreakEnd = since;
        for (var hole : holes) {
            if (hole.to().isAfter(lastBreakEnd)) {
                lastBreakEnd = hole.to();
            }
        }
        spans.add(new Span(since, lastBreakEnd));
        return lastBreakEnd;
    }

    private AgentInterval interval(IntervalKind kind, Instant from, Instant to, @Nullable String motive, boolean cut) {
        return new AgentInterval(source, agent, kind, from, to, null, null, null, motive, cut);
    }
}
