package pulso.wallboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.AgentQueue;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.passage.Channel;

/**
 * What is true of an agent at a moment: planned ends that have passed are carried out, and time that is still running,
 * and therefore in no minute, is added to the figures.
 */
record AgentReading(Instant asOf, Window.Span span, Selection selection) {

    /** One interaction: equal ids of two sources, or of two channels, are two. */
    record Interaction(String source, Channel channel, String id) {}

    /** Who answered an interaction, and when. */
    record Answered(String agent, Instant since) {}

    /** What an agent does, and since when. */
    record Doing(
            AgentActivity activity, Instant since, @Nullable String queue) {}

    private record Stretch(Instant from, Instant to) {}

    static Doing doing(AgentState state, Instant asOf) {
        var until = state.until();
        var next = state.next();
        if (until == null || next == null || asOf.isBefore(until)) {
            return new Doing(state.activity(), state.since(), state.queue());
        }
        var since = state.nextSince();
        return new Doing(next, since == null ? until : since, null);
    }

    /** The queues an agent serves or works for now. */
    static TreeSet<String> queuesOf(AgentState state) {
        var queues = new TreeSet<String>();
        state.queues().stream().map(AgentQueue::queue).forEach(queues::add);
        state.lines().stream().map(AgentLine::queue).forEach(queue -> {
            if (queue != null) {
                queues.add(queue);
            }
        });
        return queues;
    }

    /**
     * The figures of the span.
     *
     * @param answered when the conversations began that go on with who answered, for lines that speak of their hold
     */
    AgentFigures figures(String source, Board.AgentEntry entry, Map<Interaction, Answered> answered) {
        var sum = new AgentFigures();
        entry.minutesByQueue().forEach((queue, minutes) -> {
            if (queue.isEmpty() || selection.showsWork(source, queue)) {
                sum.add(minutes.over(span));
            }
        });
        var state = entry.state();
        if (state != null) {
            addSession(sum, state, answered);
            addLines(sum, state, answered);
        }
        return sum;
    }

    private void addSession(AgentFigures sum, AgentState state, Map<Interaction, Answered> answered) {
        var login = state.loggedInSince();
        if (login == null) {
            return;
        }
        var breakSince = state.breakSince();
        var pausedSince = state.pausedSince();
        long paused = 0;
        if (pausedSince != null) {
            // A pause inside a break belongs to the break.
            var pauseEnd = breakSince == null ? asOf : breakSince.isAfter(pausedSince) ? breakSince : pausedSince;
            paused = span.secondsOf(pausedSince, pauseEnd);
        }
        sum.addOpen(
                span.secondsOf(login, asOf),
                breakSince == null ? 0 : span.secondsOf(breakSince, asOf),
                paused,
                busySeconds(state, answered));
    }

    private void addLines(AgentFigures sum, AgentState state, Map<Interaction, Answered> answered) {
        for (var line : state.lines()) {
            if (!selection.showsLine(state.source(), line)) {
                continue;
            }
            long seconds = span.secondsOf(line.since(), end(line));
            var talk = talkSince(state, line, answered);
            switch (line.activity()) {
                case TALKING -> sum.addOpenLine(span.secondsOf(talk, asOf), 0, 0);
                case ON_HOLD -> sum.addOpenLine(span.secondsOf(talk, asOf), seconds, 0);
                case WRAP_UP -> sum.addOpenLine(0, 0, seconds);
                case RINGING, ON_BREAK, PAUSED, AVAILABLE, LOGGED_OUT -> {}
            }
        }
    }

    /** The union of the running conversations and wrap-ups: two chats at once count once. */
    private long busySeconds(AgentState state, Map<Interaction, Answered> answered) {
        var stretches = new ArrayList<Stretch>();
        for (var line : state.lines()) {
            if (isBusy(line.activity())) {
                var since = line.activity() == AgentActivity.WRAP_UP ? line.since() : talkSince(state, line, answered);
                stretches.add(new Stretch(since, end(line)));
            }
        }
        stretches.sort(Comparator.comparing(Stretch::from));
        long busy = 0;
        Instant covered = Instant.MIN;
        for (var stretch : stretches) {
            var from = stretch.from().isAfter(covered) ? stretch.from() : covered;
            if (from.isBefore(stretch.to())) {
                busy += span.secondsOf(from, stretch.to());
                covered = stretch.to();
            }
        }
        return busy;
    }

    /** A line on hold began with the conversation; who took it over from a colleague talks since the line began. */
    private static Instant talkSince(AgentState state, AgentLine line, Map<Interaction, Answered> answered) {
        var known = answered.get(new Interaction(state.source(), line.channel(), line.interaction()));
        return known != null && known.agent().equals(state.agent()) ? known.since() : line.since();
    }

    private Instant end(AgentLine line) {
        var until = line.until();
        return until != null && until.isBefore(asOf) ? until : asOf;
    }

    private static boolean isBusy(AgentActivity activity) {
        return switch (activity) {
            case TALKING, ON_HOLD, WRAP_UP -> true;
            case RINGING, ON_BREAK, PAUSED, AVAILABLE, LOGGED_OUT -> false;
        };
    }

    /** Whether something planned came due between two moments. */
    static boolean cameDue(@Nullable AgentState state, Instant seen, Instant asOf) {
        if (state == null) {
            return false;
        }
        return Stream.concat(
                        Stream.ofNullable(state.until()),
                        state.lines().stream().map(AgentLine::until).flatMap(Stream::ofNullable))
                .anyMatch(until -> until.isAfter(seen) && !until.isAfter(asOf));
    }
}
