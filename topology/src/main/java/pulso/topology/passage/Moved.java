package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;

/**
 * An end that a transfer wrote under another callid than its conversation's, and that was brought there (KPI.md 8.3).
 *
 * @param target the interaction it was brought to
 */
public record Moved(String agent, @Nullable String queue, Instant at, String target) {
    /** Two ends this close tell the same fact. */
    static final Duration SAME_END = Duration.ofSeconds(2);

    boolean is(QueueEvent row) {
        return agent.equals(row.agent()) && Objects.equals(queue, row.queue()) && at.equals(row.at());
    }

    /** Goes where the end went: the agent's wrap-up, and the same end told again. */
    public boolean isFollowedBy(QueueEvent row) {
        if (!agent.equals(row.agent())) {
            return false;
        }
        return row.kind() == EventKind.WRAP_UP
                || (row.kind().endsConversation()
                        && Objects.equals(queue, row.queue())
                        && !Duration.between(at, row.at()).abs().minus(SAME_END).isPositive());
    }

    /** Whether an end stands after the pick-up of a conversation in the log. */
    public static boolean isAfterConnect(List<QueueEvent> rows, Instant connect, QueueEvent end) {
        for (var row : rows) {
            if (row.kind() == EventKind.CONNECT && row.at().equals(connect)) {
                return row.compareTo(end) < 0;
            }
        }
        return end.at().isAfter(connect);
    }
}
