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

/** Says what an agent is doing now: the most telling of the lines, a wrap-up that is due, and the session. */
final class AgentView {
    private AgentView() {}

    private record Doing(
            AgentActivity activity, Instant since, @Nullable String queue) {}

    static AgentState of(String source, AgentFile file) {
        var rest = atRest(file);
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
                file.loggedInSince(),
                file.breakSince(),
                file.breakMotive(),
                file.pausedSince(),
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

    private static Doing atRest(AgentFile file) {
        if (file.breakSince() != null) {
            return new Doing(AgentActivity.ON_BREAK, file.breakSince(), null);
        }
        if (file.pausedSince() != null) {
            return new Doing(AgentActivity.PAUSED, file.pausedSince(), null);
        }
        var since = file.loggedInSince();
        if (since == null) {
            return new Doing(AgentActivity.LOGGED_OUT, latest(Instant.EPOCH, file.restSince()), null);
        }
        return new Doing(AgentActivity.AVAILABLE, latest(latest(since, file.restSince()), file.idleSince()), null);
    }

    private static Instant latest(Instant known, @Nullable Instant other) {
        return other != null && other.isAfter(known) ? other : known;
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
