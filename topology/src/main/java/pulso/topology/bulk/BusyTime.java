package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pulso.schemas.agent.AgentInterval;
import pulso.topology.agent.AgentMinutes;
import pulso.topology.passage.Spans;
import pulso.topology.passage.Spans.Span;

/** When agents were busy: stretches of many interactions, which overlap and count once. Confined to one thread. */
final class BusyTime {
    private final Map<String, List<Span>> spans = new HashMap<>();
    private final AgentMinutes minutes;
    private final long bucketSeconds;

    BusyTime(AgentMinutes minutes, Duration bucket) {
        this.minutes = minutes;
        this.bucketSeconds = bucket.toSeconds();
    }

    void addAll(List<AgentInterval> intervals) {
        for (var interval : intervals) {
            spans.computeIfAbsent(interval.agent(), _ -> new ArrayList<>())
                    .add(new Span(interval.from(), interval.to()));
        }
    }

    /** Counts what lies before a moment; nothing that comes later reaches back there. */
    void settleBefore(Instant moment) {
        var bound =
                Instant.ofEpochSecond(moment.getEpochSecond() - Math.floorMod(moment.getEpochSecond(), bucketSeconds));
        spans.forEach((agent, known) -> {
            var union = Spans.union(known);
            minutes.busy(agent, List.of(), Spans.clip(union, Instant.MIN, bound));
            known.clear();
            known.addAll(Spans.clip(union, bound, Instant.MAX));
        });
        minutes.flush();
    }

    void settle() {
        spans.forEach((agent, known) -> minutes.busy(agent, List.of(), known));
        spans.clear();
        minutes.flush();
    }
}
