package pulso.topology.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.event.QueueEvent;

/**
 * All that is remembered of an agent besides closed intervals.
 *
 * @param rows the session's rows, in the order of the log
 * @param lines interactions the agent is busy with now
 * @param loggedInSince start of the session that is open; null when there is none
 * @param plannedWrapUpSeconds the length that the agent's last wrap-up was given
 * @param talkEnd end of the last conversation that can have a wrap-up, with its queue and interaction
 * @param wrapUpEnd end of the last wrap-up
 * @param idleSince the latest end of a line
 */
public record AgentFile(
        String agent,
        List<QueueEvent> rows,
        List<AgentLine> lines,
        @Nullable Instant loggedInSince,
        @Nullable Long plannedWrapUpSeconds,
        @Nullable Instant talkEnd,
        @Nullable String talkQueue,
        @Nullable Instant wrapUpEnd,
        @Nullable Instant idleSince,
        List<String> memberOf,
        List<String> servedQueues) {

    static AgentFile empty(String agent) {
        return new AgentFile(agent, List.of(), List.of(), null, null, null, null, null, null, List.of(), List.of());
    }

    boolean holds(QueueEvent row) {
        return rows.stream().anyMatch(known -> known.isSameRow(row));
    }

    AgentFile with(QueueEvent row) {
        var sorted = new ArrayList<>(rows);
        int at = Collections.binarySearch(sorted, row);
        sorted.add(at < 0 ? -at - 1 : at + 1, row);
        return withRows(sorted);
    }

    AgentFile withRows(List<QueueEvent> newRows) {
        return new AgentFile(
                agent,
                newRows,
                lines,
                loggedInSince,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                memberOf,
                servedQueues);
    }

    AgentFile withLines(List<AgentLine> newLines) {
        return new AgentFile(
                agent,
                rows,
                newLines,
                loggedInSince,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                memberOf,
                servedQueues);
    }

    AgentFile withLogin(@Nullable Instant since) {
        return new AgentFile(
                agent,
                rows,
                lines,
                since,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                memberOf,
                servedQueues);
    }

    AgentFile withTalkEnd(Instant at, @Nullable String queue) {
        boolean later = talkEnd == null || at.isAfter(talkEnd);
        return new AgentFile(
                agent,
                rows,
                lines,
                loggedInSince,
                plannedWrapUpSeconds,
                later ? at : talkEnd,
                later ? queue : talkQueue,
                wrapUpEnd,
                later(idleSince, at),
                memberOf,
                servedQueues);
    }

    AgentFile withWrapUp(Instant at, long plannedSeconds) {
        return new AgentFile(
                agent,
                rows,
                lines,
                loggedInSince,
                plannedSeconds,
                talkEnd,
                talkQueue,
                later(wrapUpEnd, at),
                later(idleSince, at),
                memberOf,
                servedQueues);
    }

    AgentFile withQueues(List<String> members, List<String> served) {
        return new AgentFile(
                agent,
                rows,
                lines,
                loggedInSince,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                members,
                served);
    }

    private static Instant later(@Nullable Instant known, Instant other) {
        return known == null || other.isAfter(known) ? other : known;
    }
}
