package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.QueueEvent;
import pulso.topology.passage.Moment.Kind;

/** What an agent began: an attempt, and a line that keeps the agent busy until COMPLETEAGENTOUT or age ends it. */
final class AgentStarted {
    private final String source;
    private final CallRows call;
    private final List<AgentInterval> intervals;
    private final List<Moment> moments;
    private final List<QueueEvent> open = new ArrayList<>();

    AgentStarted(String source, CallRows call, List<AgentInterval> intervals, List<Moment> moments) {
        this.source = source;
        this.call = call;
        this.intervals = intervals;
        this.moments = moments;
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    void began(QueueEvent row) {
        moments.add(moment(Kind.OUT_ATTEMPT, row.queue(), row.agent(), row, 0));
        open.add(row);
    }

    void ended(QueueEvent row) {
        var started = open.isEmpty() ? null : open.getFirst();
        var queue = row.queue() == null && started != null ? started.queue() : row.queue();
        var agent = row.agent() == null && started != null ? started.agent() : row.agent();
        long talk = row.talkSeconds() == null ? 0 : row.talkSeconds();
        moments.add(moment(Kind.OUT_HANDLED, queue, agent, row, talk));
        if (agent != null && talk > 0) {
            intervals.add(new AgentInterval(
                    source,
                    agent,
                    IntervalKind.OUTBOUND,
                    row.at().minusSeconds(talk),
                    row.at(),
                    queue,
                    call.channel(),
                    call.interaction(),
                    null,
                    false));
        }
        open.clear();
    }

    void busyTo(List<Derived.Busy> target, Instant now, Duration longest) {
        for (var row : open) {
            if (row.agent() != null && now.isBefore(row.at().plus(longest))) {
                target.add(new Derived.Busy(
                        row.agent(),
                        new AgentLine(
                                call.channel(),
                                row.queue(),
                                call.interaction(),
                                AgentActivity.TALKING,
                                row.at(),
                                null)));
            }
        }
    }

    private Moment moment(Kind kind, @Nullable String queue, @Nullable String agent, QueueEvent row, long seconds) {
        long messages = kind == Kind.OUT_HANDLED && row.messages() != null ? row.messages() : 0;
        return new Moment(kind, call.channel(), queue, agent, row.at(), call.interaction(), seconds, 0, messages);
    }
}
