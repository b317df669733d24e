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
     * @param sourceDelaySeconds how long after their own time rows come into the log tables; null while not known
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
            @Nullable Long sourceDelaySeconds,
            boolean stale,
            @Nullable String says,
            @Nullable Double snapshotProgress) {}

    record WindowBounds(String from, String to) {}

    /**
     * What the figures were made with.
     *
     * @param sl the T that holds now for all queues shown; null where theirs differ
     */
    record ParametersUsed(
            @Nullable Integer sl,
            @JsonProperty("short") @Nullable Integer shortSeconds,
            String formula,
            String formulaWords) {}

    /**
     * By what a queue is judged now.
     *
     * @param by {@code request}, {@code settings} or {@code default}
     */
    record Target(int sl, @JsonProperty("short") int shortSeconds, String formula, String by) {}

    /**
     * What is true at this moment.
     *
     * @param agentsAtWork logged in, serving the queue, not on break or paused
     * @param estimatedWait of who would come now, seconds; {@code timeToClear} until nobody waits
     */
    record Now(
            int waiting,
            @Nullable String longestWaitSince,
            int atRisk,
            int inService,
            int onHold,
            int ringing,
            int agentsAtWork,
            @Nullable Double estimatedWait,
            @Nullable Double timeToClear) {}

    record AgentCounts(
            int loggedIn, int available, int ringing, int talking, int onHold, int wrapUp, int onBreak, int paused) {
        int atWork() {
            return loggedIn - onBreak - paused;
        }
    }

    record Queue(
            String source,
            String queue,
            String channel,
            String direction,
            @Nullable String group,
            boolean open,
            Target target,
            Now now,
            AgentCounts agents,
            Map<String, @Nullable Number> kpi) {}

    record Total(Now now, AgentCounts agents, Map<String, @Nullable Number> kpi) {}

    record Totals(Total inbound, Total outbound, AgentCounts agents) {}

    record DialerProgress(
            String source,
            String campaign,
            String list,
            @Nullable Long records,
            @Nullable Boolean active,
            @Nullable Long percentage,
            long ready,
            long inProcess,
            long blocked,
            long otherStatus,
            @Nullable Long done,
            @Nullable Double progress) {}

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
