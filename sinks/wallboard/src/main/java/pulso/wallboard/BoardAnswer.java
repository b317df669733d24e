package pulso.wallboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/v1/board} and {@code /agents} say. The components' names are the JSON's names: whoever renames
 * one breaks clients. Times are ISO-8601 with offset, durations seconds, ratios 0..1, unknown is null.
 */
final class BoardAnswer {
    private BoardAnswer() {}

    /**
     * How old what is shown is.
     *
     * @param lagMs age of the last moment up to which everything is counted; null while none is known
     */
    record Freshness(
            String asOf, @Nullable Long lagMs, @Nullable Long sourceDelaySeconds, boolean stale) {}

    /**
     * The capture of one source.
     *
     * @param says what a person should know, for example that a snapshot is under way or capture stopped; null if nothing
     */
    record SourceState(
            String source,
            String timezone,
            @Nullable Long lagMs,
            boolean stale,
            @Nullable String says,
            @Nullable Double snapshotProgress) {}

    record WindowBounds(String from, String to) {}

    /** What the figures were made with. */
    record ParametersUsed(int sl, @JsonProperty("short") int shortSeconds, String formula, String formulaWords) {}

    record Now(int waiting, @Nullable String longestWaitSince, int atRisk, int inService, int onHold, int ringing) {}

    record AgentCounts(
            int loggedIn, int available, int ringing, int talking, int onHold, int wrapUp, int onBreak, int paused) {}

    record Queue(
            String source,
            String queue,
            String channel,
            String direction,
            Now now,
            AgentCounts agents,
            Map<String, @Nullable Number> kpi) {}

    record Total(Now now, AgentCounts agents, Map<String, @Nullable Number> kpi) {}

    record Totals(Total inbound, Total outbound, AgentCounts agents) {}

    record Agent(
            String source,
            String agent,
            @Nullable String name,
            String state,
            @Nullable String since,
            @Nullable String queue,
            @Nullable String breakMotive,
            @Nullable String loggedInSince,
            List<String> queues,
            @JsonUnwrapped Worked worked) {}

    /** An agent's figures over the window, running time included. */
    record Worked(
            long login,
            long available,
            @JsonProperty("break") long breakTime,
            long pause,
            long talk,
            long hold,
            long wrapUp,
            long answered,
            long ringNoAnswer,
            long ringRefused,
            @Nullable Double ringNoAnswerRate,
            long transfersTaken,
            long outAttempts,
            long outAnswered,
            @Nullable Double occupancy,
            @Nullable Double utilisation) {}

    record OpenPassage(
            String source,
            String queue,
            String channel,
            String direction,
            String interaction,
            String state,
            String enter,
            @Nullable Long position,
            @Nullable String agent,
            @Nullable String talkingSince,
            @Nullable String holdSince,
            @Nullable String ringingAgent,
            boolean atRisk) {}
}
