package pulso.topology.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentLine;
import pulso.topology.agent.SessionFold.Session;

/**
 * What an agent is doing, as far as it is remembered between rows.
 *
 * @param lines interactions the agent is busy with now
 * @param loggedInSince start of the session that is open; null when there is none
 * @param restSince the latest end of a login, break or pause
 * @param plannedWrapUpSeconds the length that the agent's last wrap-up was given
 * @param talkEnd end of the last conversation that can have a wrap-up, with its queue
 * @param wrapUpEnd end of the last wrap-up
 * @param idleSince the latest end of a line
 */
public record AgentFile(
        String agent,
        List<AgentLine> lines,
        @Nullable Instant loggedInSince,
        @Nullable Instant breakSince,
        @Nullable String breakMotive,
        @Nullable Instant pausedSince,
        @Nullable Instant restSince,
        @Nullable Long plannedWrapUpSeconds,
        @Nullable Instant talkEnd,
        @Nullable String talkQueue,
        @Nullable Instant wrapUpEnd,
        @Nullable Instant idleSince,
        List<String> memberOf,
        List<String> servedQueues) {

    static AgentFile empty(String agent) {
        return new AgentFile(
                agent, List.of(), null, null, null, null, null, null, null, null, null, null, List.of(), List.of());
    }

    AgentFile with(Session session) {
        return new AgentFile(
                agent,
                lines,
                session.loggedInSince(),
                session.breakSince(),
                session.breakMotive(),
                session.pausedSince(),
                session.lastEnd(),
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                memberOf,
                servedQueues);
    }

    AgentFile withLines(List<AgentLine> newLines, List<String> served) {
        return new AgentFile(
                agent,
                newLines,
                loggedInSince,
                breakSince,
                breakMotive,
                pausedSince,
                restSince,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                memberOf,
                served);
    }

    AgentFile withMembership(List<String> members) {
        return new AgentFile(
                agent,
                lines,
                loggedInSince,
                breakSince,
                breakMotive,
                pausedSince,
                restSince,
                plannedWrapUpSeconds,
                talkEnd,
                talkQueue,
                wrapUpEnd,
                idleSince,
                members,
                servedQueues);
    }

    AgentFile withTalkEnd(Instant at, @Nullable String queue) {
        boolean later = talkEnd == null || at.isAfter(talkEnd);
        return withEnds(plannedWrapUpSeconds, later ? at : talkEnd, later ? queue : talkQueue, wrapUpEnd, at);
    }

    AgentFile withWrapUp(Instant at, long plannedSeconds) {
        return withEnds(plannedSeconds, talkEnd, talkQueue, later(wrapUpEnd, at), at);
    }

    private AgentFile withEnds(
            @Nullable Long planned,
            @Nullable Instant newTalkEnd,
            @Nullable String newTalkQueue,
            @Nullable Instant newWrapUpEnd,
            Instant end) {
        return new AgentFile(
                agent,
                lines,
                loggedInSince,
                breakSince,
                breakMotive,
                pausedSince,
                restSince,
                planned,
                newTalkEnd,
                newTalkQueue,
                newWrapUpEnd,
                later(idleSince, end),
                memberOf,
                servedQueues);
    }

    private static Instant later(@Nullable Instant known, Instant other) {
        return known == null || other.isAfter(known) ? other : known;
    }
}
