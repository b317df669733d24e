package pulso.command.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code report --json} prints: the components' names are the JSON's, those of the HTTP API where both say the same.
 * Times are ISO-8601 with offset, durations seconds, ratios 0..1, unknown is null.
 *
 * @param asOf the moment to which open time of agents runs: the end of the window that was asked for, or the last row
 * @param intervals empty where no grain was asked for; each names every queue and agent
 * @param rows records read, of every kind
 */
record Report(
        Bounds window,
        @Nullable String asOf,
        String timezone,
        Map<String, Object> parameters,
        List<Queue> queues,
        Map<String, Total> totals,
        List<Map<String, @Nullable Object>> agents,
        Iterable<Interval> intervals,
        List<Tallies.Rejected> rejected,
        Map<String, Long> unknownEvents,
        long duplicates,
        long rows) {

    /** [from, to); null where the log has no row and nothing was asked for. */
    record Bounds(@Nullable String from, @Nullable String to) {}

    /**
     * A queue's figures.
     *
     * @param waits null where no bounds of a histogram were asked for
     */
    record Queue(
            String queue,
            String channel,
            String direction,
            Map<String, @Nullable Number> kpi,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Bucket> waits) {}

    record Total(
            Map<String, @Nullable Number> kpi,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Bucket> waits) {}

    /**
     * How many waited [min, max) seconds.
     *
     * @param max null for the last, which is open
     */
    record Bucket(int min, @Nullable Integer max, long answered, long abandoned) {}

    record Interval(String from, String to, List<Queue> queues, List<Map<String, @Nullable Object>> agents) {}
}
