package pulso.topology.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.AgentQueue;
import pulso.schemas.agent.AgentState;
import pulso.topology.agent.SessionFold.Session;

/** Says what an agent is doing now: the most telling of the lines, a wrap-up that is due, and the session. */
final class AgentView {
    private AgentView() {}

    private record Doing(
            AgentActivity activity, Instant since, @Nullable String queue) {}

    static AgentState of(String source, AgentFile file, Session session) {
        var rest = atRest(file, session);
        var line = file.lines().stream()
                .min(Comparator.comparing(AgentLine::activity).thenComparing(AgentLine::since))
                .orElse(null);
        Doing doing = rest;
        Instant until = null;
        Doing next = null;
        if (line != null) {
            doing = new Doing(line.activity(), line.since(), line.queue());
        } else {
            var wrapUp = wrapUpUntil(file);
            if (wrapUp != null && file.talkEnd() != null && rest.activity() != AgentActivity.LOGGED_OUT) {
                doing = new Doing(AgentActivity.WRAP_UP, file.talkEnd(), file.talkQueue());
                until = wrapUp;
                next = new Doing(
                        rest.activity(),
                        rest.activity() == AgentActivity.AVAILABLE
                                        || rest.since().isBefore(wrapUp)
                                ? wrapUp
                                : rest.since(),
                        null);
            }
        }
        return new AgentState(
                source,
                file.agent(),
                doing.activity(),
                doing.since(),
                until,
                next == null ? null : next.activity(),
                next == null ? null : next.since(),
                doing.queue(),
                session.loggedInSince(),
                session.breakSince(),
                session.breakMotive(),
                session.pausedSince(),
                file.lines(),
                queues(file));
    }

    /** When the wrap-up that follows the last conversation ends by itself; null when it is over or none is known. */
    private static @Nullable Instant wrapUpUntil(AgentFile file) {
        var end = file.talkEnd();
        var planned = file.plannedWrapUpSeconds();
        if (end == null || planned == null || planned == 0) {
            return null;
        }
        var done = file.wrapUpEnd();
        return done != null && !done.isBefore(end) ? null : end.plusSeconds(planned);
    }

    private static Doing atRest(AgentFile file, Session session) {
        if (session.breakSince() != null) {
            return new Doing(AgentActivity.ON_BREAK, session.breakSince(), null);
        }
        if (session.pausedSince() != null) {
            return new Doing(AgentActivity.PAUSED, session.pausedSince(), null);
        }
        var since = session.loggedInSince();
        var latest = since == null ? Instant.EPOCH : since;
        for (var interval : session.intervals()) {
            latest = interval.to().isAfter(latest) ? interval.to() : latest;
        }
        if (since == null) {
            return new Doing(AgentActivity.LOGGED_OUT, latest, null);
        }
        var idle = file.idleSince();
        return new Doing(AgentActivity.AVAILABLE, idle != null && idle.isAfter(latest) ? idle : latest, null);
    }

    private static List<AgentQueue> queues(AgentFile file) {
        var queues = new ArrayList<AgentQueue>();
        for (var queue : file.memberOf()) {
            queues.add(new AgentQueue(queue, false));
        }
        for (var queue : file.servedQueues()) {
            if (!file.memberOf().contains(queue)) {
                queues.add(new AgentQueue(queue, true));
            }
        }
        return queues;
    }
}
