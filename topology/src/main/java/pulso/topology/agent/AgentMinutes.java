package pulso.topology.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.topology.agent.AgentTally.Count;
import pulso.topology.passage.Moment;
import pulso.topology.passage.Spans;
import pulso.topology.passage.Spans.Span;
import pulso.topology.state.Keys;
import pulso.topology.state.State;

/**
 * Keeps the agents' one-minute buckets: intervals are clipped to minutes by the clock, counts stand in their own minute.
 * Collects changes until {@link #flush}, then gives on the buckets that differ, whole.
 */
public final class AgentMinutes {
    private static final Duration KEPT = Duration.ofDays(17);
    private static final String NO_QUEUE = "";

    private final String source;
    private final long lengthSeconds;
    private final State<AgentMinute> minutes;
    private final Consumer<AgentMinute> changed;
    private final Map<Bucket, AgentTally> tallies = new LinkedHashMap<>();

    private record Bucket(String agent, String queue, Instant minute) {}

    /**
     * @param length of a bucket; a minute but for who needs no finer figures
     */
    public AgentMinutes(String source, Duration length, State<AgentMinute> minutes, Consumer<AgentMinute> changed) {
        this.source = source;
        this.lengthSeconds = length.toSeconds();
        this.minutes = minutes;
        this.changed = changed;
    }

    public void add(AgentInterval interval, int sign) {
        var queue = interval.queue() == null ? NO_QUEUE : interval.queue();
        var count = count(interval.kind());
        for (var part : byMinute(interval.from(), interval.to())) {
            tally(interval.agent(), queue, part.from()).add(count, sign * part.seconds());
        }
    }

    private static Count count(IntervalKind kind) {
        return switch (kind) {
            case LOGIN -> Count.LOGIN;
            case BREAK -> Count.BREAK;
            case PAUSE -> Count.PAUSE;
            case TALK, OUTBOUND -> Count.TALK;
            case HOLD -> Count.HOLD;
            case WRAP_UP -> Count.WRAP_UP;
        };
    }

    /** Replaces the union of busy time in the minutes of {@code touched}. */
    public void busy(String agent, List<Span> before, List<Span> after) {
        addBusy(agent, before, -1);
        addBusy(agent, after, 1);
    }

    private void addBusy(String agent, List<Span> spans, int sign) {
        for (var span : Spans.union(spans)) {
            for (var part : byMinute(span.from(), span.to())) {
                tally(agent, NO_QUEUE, part.from()).add(Count.BUSY, sign * part.seconds());
            }
        }
    }

    public void add(Moment moment, int sign) {
        var agent = moment.agent();
        var count = count(moment.kind());
        if (agent != null && count != null) {
            tally(agent, moment.queue(), moment.at()).add(count, sign);
        }
    }

    private static @Nullable Count count(Moment.Kind kind) {
        return switch (kind) {
            case RING_NO_ANSWER -> Count.RING_NO_ANSWER;
            case RING_REFUSED -> Count.RING_REFUSED;
            case AGENT_DUMP -> Count.AGENT_DUMPS;
            case OUT_ATTEMPT -> Count.OUT_ATTEMPTS;
            case OUT_ANSWERED -> Count.OUT_ANSWERED;
            case TRANSFER_TAKEN -> Count.TRANSFERS_TAKEN;
            case WRAP_UP, OUT_HANDLED, TRANSFERRED, REFUSED_CLOSED, REFUSED_FULL, REFUSED_NO_AGENTS, REFUSED_BLOCKED ->
                null;
        };
    }

    /** An answered passage counts for its agent in the minute in which it entered. */
    public void add(Passage passage, int sign) {
        if (passage.outcome() == Outcome.ANSWERED && passage.agent() != null) {
            tally(passage.agent(), passage.queue(), passage.enter()).add(Count.ANSWERED, sign);
        }
    }

    public void flush() {
        tallies.forEach((bucket, tally) -> {
            var key = key(bucket);
            var next = tally.toMinute(source, bucket.agent(), bucket.queue(), bucket.minute());
            if (!next.equals(minutes.get(key))) {
                minutes.put(key, next);
                changed.accept(next);
            }
        });
        tallies.clear();
    }

    void forget(Instant greatest) {
        var oldest = greatest.minus(KEPT);
        minutes.removeKeys(key -> Keys.timeIn(key, 2).isBefore(oldest));
    }

    private AgentTally tally(String agent, @Nullable String queue, Instant at) {
        var bucket = new Bucket(agent, queue == null ? NO_QUEUE : queue, floor(at));
        return tallies.computeIfAbsent(bucket, b -> {
            var known = minutes.get(key(b));
            return known == null ? new AgentTally() : AgentTally.of(known);
        });
    }

    private List<Span> byMinute(Instant from, Instant to) {
        var parts = new ArrayList<Span>();
        for (var start = from; start.isBefore(to); ) {
            var next = floor(start).plusSeconds(lengthSeconds);
            var end = next.isBefore(to) ? next : to;
            parts.add(new Span(start, end));
            start = end;
        }
        return parts;
    }

    private Instant floor(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond() - Math.floorMod(at.getEpochSecond(), lengthSeconds));
    }

    private static String key(Bucket bucket) {
        return Keys.of(bucket.agent(), bucket.queue(), Keys.time(bucket.minute()));
    }
}
