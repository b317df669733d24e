package pulso.topology.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.wire.JsonKey;
import pulso.topology.passage.Derived;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.Moment;
import pulso.topology.passage.Restart;
import pulso.topology.passage.Restarts;
import pulso.topology.passage.Spans;
import pulso.topology.passage.Spans.Span;
import pulso.topology.state.Keys;
import pulso.topology.state.OnceADay;

/**
 * Follows every agent: the session's rows and what interactions say of them. Closed intervals are a set, so it does not
 * matter which came first; minutes are corrected by what was taken out and put in.
 */
public final class AgentStage {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Longer than any conversation can last: what it overlaps must still be known when it ends. */
    private static final Duration INTERVALS_KEPT = Duration.ofDays(9);

    private static final Duration SESSIONS_KEPT = Duration.ofDays(2);
    private final String source;
    private final AgentStateStores state;
    private final AgentOutput output;
    private final AgentMinutes minutes;
    private final IntervalIndex intervals;
    private final Restarts restarts;
    private final OnceADay forgetting = new OnceADay();

    public AgentStage(String source, AgentStateStores state, AgentOutput output) {
        this(source, state, output, false);
    }

    /**
     * @param minutesWait whether minutes are told by {@link #tellMinutes} alone
     */
    public AgentStage(String source, AgentStateStores state, AgentOutput output, boolean minutesWait) {
        this.source = source;
        this.state = state;
        this.output = output;
        this.intervals = new IntervalIndex(state.intervals());
        this.minutes = new AgentMinutes(source, MINUTE, state.hours(), output::minute, minutesWait);
        this.restarts = new Restarts(state.restarts());
    }

    /** Tells the minutes that have changed since it was asked last, once each. */
    public void tellMinutes() {
        minutes.tellWaiting();
    }

    /** Takes a row of a session in: login, break, pause, membership. */
    public void session(QueueEvent row, Instant now) {
        var agent = row.agent();
        if (agent == null) {
            return;
        }
        if (row.kind() == EventKind.ADD_MEMBER || row.kind() == EventKind.REMOVE_MEMBER) {
            var file = file(agent);
            store(file, member(file, row));
            return;
        }
        var rows = sessionRows(agent);
        if (!rows.holds(row)) {
            state.sessions().put(agent, rows.with(row));
            change(rows, rows.with(row), restarts.log(), restarts.log(), now, now);
        }
    }

    /** Takes a row of a session out again: the source has updated it. */
    public void retract(QueueEvent row, Instant now) {
        var agent = row.agent();
        var rows = agent == null ? null : state.sessions().get(agent);
        if (agent != null && rows != null && rows.holds(row)) {
            state.sessions().put(agent, rows.without(row));
            change(rows, rows.without(row), restarts.log(), restarts.log(), now, now);
        }
    }

    private static AgentFile member(AgentFile file, QueueEvent row) {
        var members = new TreeSet<>(file.memberOf());
        if (row.queue() != null && row.kind() == EventKind.ADD_MEMBER) {
            members.add(row.queue());
        } else if (row.queue() != null) {
            members.remove(row.queue());
        }
        return file.withMembership(List.copyOf(members));
    }

    /** Takes in what an interaction says of agents. */
    public void apply(InteractionChange change) {
        var before = change.before();
        var after = change.after();
        intervals(before.intervals(), after.intervals());
        var come = change.momentsCome();
        change.momentsGone().forEach(moment -> minutes.add(moment, -1));
        come.forEach(moment -> minutes.add(moment, 1));
        change.passagesGone().forEach(passage -> minutes.add(passage, -1));
        change.passagesCome().forEach(passage -> minutes.add(passage, 1));
        minutes.flush();
        if (come.isEmpty()
                && before.busy().equals(after.busy())
                && before.intervals().equals(after.intervals())) {
            return;
        }
        for (var agent : agents(before, after)) {
            var file = file(agent);
            store(file, lines(file, change, agent));
        }
    }

    /** A restart ends a session if a login follows it. */
    public void restarted(QueueEvent row, Instant now) {
        var before = restarts.log();
        if (restarts.add(row)) {
            for (var rows : sessions()) {
                change(rows, rows, before, restarts.log(), now, now);
            }
        }
    }

    /** Ends sessions that nobody ended. */
    public void advance(Instant from, Instant to) {
        var log = restarts.log();
        for (var file : files()) {
            var since = file.loggedInSince();
            if (since != null && !to.isBefore(since.plus(SessionFold.LONGEST_SESSION))) {
                var rows = sessionRows(file.agent());
                change(rows, rows, log, log, from, to);
            }
        }
    }

    /** Forgets what no row can change any more. Only frees space. */
    public void forget(Instant greatest) {
        if (!forgetting.isDue(Channel.TELEPHONY, greatest)) {
            return;
        }
        var oldest = greatest.minus(INTERVALS_KEPT);
        intervals.forget(oldest);
        minutes.forget(greatest);
        for (var session : sessions()) {
            var rows = session.rows();
            int last = -1;
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                if (row.kind() == EventKind.LOGOFF && row.at().isBefore(greatest.minus(SESSIONS_KEPT))) {
                    last = i;
                }
            }
            if (last >= 0) {
                var kept = List.copyOf(rows.subList(last + 1, rows.size()));
                state.sessions().put(session.agent(), new SessionRows(session.agent(), kept));
            }
        }
    }

    private void change(
            SessionRows before,
            SessionRows after,
            Restart.Log restartsBefore,
            Restart.Log restartsAfter,
            Instant nowBefore,
            Instant nowAfter) {
        var was = SessionFold.derive(source, before.agent(), before.rows(), restartsBefore, nowBefore);
        var is = SessionFold.derive(source, after.agent(), after.rows(), restartsAfter, nowAfter);
        intervals(was.intervals(), is.intervals());
        minutes.flush();
        var file = file(after.agent());
        store(file, file.with(is));
    }

    private void store(AgentFile before, AgentFile after) {
        boolean isNew = state.files().get(after.agent()) == null;
        if (!isNew && after.equals(before)) {
            return;
        }
        state.files().put(after.agent(), after);
        var view = AgentView.of(source, after);
        if (isNew || !view.equals(AgentView.of(source, before))) {
            output.state(view);
        }
    }

    /** Replaces intervals: those that stay are not touched. */
    private void intervals(List<AgentInterval> before, List<AgentInterval> after) {
        if (before.equals(after)) {
            return;
        }
        var removed = new ArrayList<>(before);
        after.forEach(removed::remove);
        var added = new ArrayList<>(after);
        before.forEach(added::remove);
        if (removed.isEmpty() && added.isEmpty()) {
            return;
        }
        var upserted = new HashSet<JsonKey>();
        after.forEach(interval -> upserted.add(RecordKeys.of(interval)));
        var touched = touchedMinutes(removed, added);
        var busyBefore = busy(touched);
        for (var interval : removed) {
            minutes.add(interval, -1);
            if (!after.contains(interval)) {
                intervals.remove(interval);
            }
            if (!upserted.contains(RecordKeys.of(interval))) {
                output.superseded(interval);
            }
        }
        for (var interval : added) {
            minutes.add(interval, 1);
            if (isLine(interval.kind())) {
                intervals.put(interval);
            }
            output.closed(interval);
        }
        var busyAfter = busy(touched);
        touched.forEach((agent, _) -> minutes.busy(
                agent, busyBefore.getOrDefault(agent, List.of()), busyAfter.getOrDefault(agent, List.of())));
    }

    /** The stretch of whole minutes that changed lines touch, by agent. */
    private static Map<String, Span> touchedMinutes(List<AgentInterval> removed, List<AgentInterval> added) {
        var touched = new LinkedHashMap<String, Span>();
        var all = new ArrayList<>(removed);
        all.addAll(added);
        for (var interval : all) {
            if (isBusy(interval.kind())) {
                touched.merge(
                        interval.agent(),
                        new Span(interval.from(), interval.to()),
                        (a, b) -> new Span(
                                a.from().isBefore(b.from()) ? a.from() : b.from(),
                                a.to().isAfter(b.to()) ? a.to() : b.to()));
            }
        }
        return touched;
    }

    private Map<String, List<Span>> busy(Map<String, Span> touched) {
        var busy = new LinkedHashMap<String, List<Span>>();
        touched.forEach((agent, span) -> {
            var spans = new ArrayList<Span>();
            intervals.visit(agent, span, interval -> {
                if (isBusy(interval.kind())) {
                    spans.add(new Span(interval.from(), interval.to()));
                }
            });
            busy.put(agent, Spans.clip(spans, span.from(), span.to()));
        });
        return busy;
    }

    private static boolean isLine(IntervalKind kind) {
        return switch (kind) {
            case TALK, HOLD, WRAP_UP, OUTBOUND -> true;
            case LOGIN, BREAK, PAUSE -> false;
        };
    }

    private static boolean isBusy(IntervalKind kind) {
        return isLine(kind) && kind != IntervalKind.HOLD;
    }

    private static Set<String> agents(Derived before, Derived after) {
        var agents = new LinkedHashSet<String>();
        for (var derived : List.of(before, after)) {
            derived.busy().forEach(busy -> agents.add(busy.agent()));
            derived.intervals().forEach(interval -> agents.add(interval.agent()));
        }
        return agents;
    }

    private static AgentFile lines(AgentFile file, InteractionChange change, String agent) {
        var lines = new ArrayList<AgentLine>();
        for (var line : file.lines()) {
            if (line.channel() != change.channel() || !line.interaction().equals(change.interaction())) {
                lines.add(line);
            }
        }
        var served = new TreeSet<>(file.servedQueues());
        for (var busy : change.after().busy()) {
            if (busy.agent().equals(agent)) {
                lines.add(busy.line());
                if (busy.line().queue() != null) {
                    served.add(busy.line().queue());
                }
            }
        }
        var next = file.withLines(List.copyOf(lines), List.copyOf(served));
        for (var interval : change.after().intervals()) {
            if (interval.agent().equals(agent)
                    && interval.kind() == IntervalKind.TALK
                    && !interval.cut()
                    && interval.channel() == Channel.TELEPHONY) {
                next = next.withTalkEnd(interval.to(), interval.queue());
            }
        }
        for (var moment : change.after().moments()) {
            if (moment.kind() == Moment.Kind.WRAP_UP && agent.equals(moment.agent())) {
                next = next.withWrapUp(moment.at(), moment.plannedSeconds());
            }
        }
        return next;
    }

    private AgentFile file(String agent) {
        var file = state.files().get(agent);
        return file == null ? AgentFile.empty(agent) : file;
    }

    private SessionRows sessionRows(String agent) {
        var rows = state.sessions().get(agent);
        return rows == null ? new SessionRows(agent, List.of()) : rows;
    }

    private List<SessionRows> sessions() {
        var sessions = new ArrayList<SessionRows>();
        state.sessions().scan("", Keys.AFTER_ALL, (_, rows) -> sessions.add(rows));
        return sessions;
    }

    private List<AgentFile> files() {
        var files = new ArrayList<AgentFile>();
        state.files().scan("", Keys.AFTER_ALL, (_, file) -> files.add(file));
        return files;
    }
}
