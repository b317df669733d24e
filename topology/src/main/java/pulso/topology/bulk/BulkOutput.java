package pulso.topology.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;

/** Where a {@link BulkFold} gives its figures; called by the thread that folds. */
public interface BulkOutput {
    /** A part of a queue's minute: the parts of one minute add up. */
    void minute(QueueMinute part);

    /** A part of an agent's bucket: the parts of one bucket add up. */
    void minute(AgentMinute part);

    /** An agent as the log leaves them. */
    void agent(AgentEnd agent);

    /** A row that fits no passage, and allows to rebuild none. */
    void unusable(QueueEvent row);

    /** A row that is there already, every column alike. */
    void duplicate();

    /**
     * What an agent is doing when the log ends.
     *
     * @param pausedSince without the time of breaks
     * @param memberOf queues by the log's membership rows
     */
    record AgentEnd(
            String agent,
            @Nullable Instant loggedInSince,
            @Nullable Instant breakSince,
            @Nullable Instant pausedSince,
            List<OpenLine> lines,
            Set<String> memberOf) {}

    /**
     * An interaction that goes on.
     *
     * @param talkSince when its conversation began, if it has
     */
    record OpenLine(AgentLine line, @Nullable Instant talkSince) {}
}
