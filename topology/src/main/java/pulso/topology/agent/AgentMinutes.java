package pulso.topology.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private final long hourSeconds;
    private final State<AgentHour> hours;
    private final Consumer<AgentMinute> changed;
    private final Map<Hour, AgentTally> tallies = new LinkedHashMap<>();
    /** Buckets that differ from what was told of them, where that waits for {@link #tellWaiting}. */
    private final @Nullable Map<Hour, Long> waiting;

    /** Sixty buckets, from a second on. */
    private record Hour(String agent, String queue, long from) {
        String key() {
            return Keys.of(agent, queue, Keys.time(Instant.ofEpochSecond(from)));
        }
    }

    /**
     * @param length of a bucket; a minute but for who needs no finer figures
     */
    public AgentMinutes(String source, Duration length, State<AgentHour> hours, Consumer<AgentMinute> changed) {
        this(source, length, hours, changed, false);
    }

    /**
     * @param waits whether buckets that differ are given on by {@link #tellWaiting} alone, once however often they changed
     */
    AgentMinutes(String source, Duration length, State<AgentHour> hours, Consumer<AgentMinute> changed, boolean waits) {
        this.waiting = waits ? new LinkedHashMap<>() : null;
        this.source = source;
        this.lengthSeconds = length.toSeconds();
        this.hourSeconds = AgentHour.BUCKETS * lengthSeconds;
        this.hours = hours;
        this.changed = changed;
    }

    public void add(AgentInterval interval, int sign) {
        var queue = interval.queue() == null ? NO_QUEUE : interval.queue();
        var count = count(interval.kind());
        addSpan(interval.agent(), queue, count, interval.from(), interval.to(), sign);
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
            addSpan(agent, NO_QUEUE, Count.BUSY, span.from(), span.to(), sign);
        }
    }

    public void add(Moment moment, int sign) {
        var agent = moment.agent();
        var count = count(moment.kind());
        if (agent != null && count != null) {
            add(agent, moment.queue(), moment.at(), count, sign);
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
            add(passage.agent(), passage.queue(), passage.enter(), Count.ANSWERED, sign);
        }
    }

    public void flush() {
        tallies.forEach((hour, tally) -> {
            if (tally.isNothing()) {
                return;
            }
            var key = hour.key();
            var known = hours.get(key);
            var sum = tally.addTo(known == null ? AgentHour.EMPTY : known);
            hours.put(key, sum.hour());
            if (waiting == null) {
                tell(hour, sum.hour(), sum.changed());
            } else {
                waiting.merge(hour, sum.changed(), (a, b) -> a | b);
            }
        });
        tallies.clear();
    }

    /** Gives on what waits. */
    void tellWaiting() {
        if (waiting != null) {
            waiting.forEach((hour, buckets) -> tell(hour, Objects.requireNonNull(hours.get(hour.key())), buckets));
            waiting.clear();
        }
    }

    /** Gives on some buckets: the cells of one stand side by side. */
    private void tell(Hour hour, AgentHour known, long buckets) {
        var cells = known.cells();
        int next = 0;
        for (long rest = buckets; rest != 0; rest &= rest - 1) {
            int bucket = Long.numberOfTrailingZeros(rest);
            var counts = new long[Count.values().length];
            while (next < cells.length && AgentHour.bucketOf(AgentHour.placeOf(cells[next])) < bucket) {
                next++;
            }
            while (next < cells.length && AgentHour.bucketOf(AgentHour.placeOf(cells[next])) == bucket) {
                counts[AgentHour.countOf(AgentHour.placeOf(cells[next]))] = AgentHour.amountOf(cells[next]);
                next++;
            }
            changed.accept(minute(hour, bucket, counts));
        }
    }

    private AgentMinute minute(Hour hour, int bucket, long[] counts) {
        return new AgentMinute(
                source,
                hour.agent(),
                hour.queue(),
                Instant.ofEpochSecond(hour.from() + bucket * lengthSeconds),
                counts[Count.LOGIN.place()],
                counts[Count.BREAK.place()],
                counts[Count.PAUSE.place()],
                counts[Count.BUSY.place()],
                counts[Count.TALK.place()],
                counts[Count.HOLD.place()],
                counts[Count.WRAP_UP.place()],
                counts[Count.ANSWERED.place()],
                counts[Count.RING_NO_ANSWER.place()],
                counts[Count.RING_REFUSED.place()],
                counts[Count.AGENT_DUMPS.place()],
                counts[Count.OUT_ATTEMPTS.place()],
                counts[Count.OUT_ANSWERED.place()],
                counts[Count.TRANSFERS_TAKEN.place()]);
    }

    /** Forgets whole hours, when their last minute is old enough. */
    void forget(Instant greatest) {
        var oldest = greatest.minus(KEPT).minusSeconds(hourSeconds);
        var kept = waiting == null
                ? Set.of()
                : waiting.keySet().stream().map(Hour::key).collect(Collectors.toSet());
        hours.removeKeys(key -> Keys.timeIn(key, 2).isBefore(oldest) && !kept.contains(key));
    }

    private void add(String agent, @Nullable String queue, Instant at, Count count, long amount) {
        long second = at.getEpochSecond();
        tally(agent, queue, hourOf(second)).add(bucketOf(second), count, amount);
    }

    /** Counts the seconds of a stretch in the buckets that it touches. */
    private void addSpan(String agent, String queue, Count count, Instant from, Instant to, int sign) {
        long end = Spans.nearestSecond(to);
        long start = Spans.nearestSecond(from);
        while (start < end) {
            long hour = hourOf(start);
            var tally = tally(agent, queue, hour);
            long hourEnd = Math.min(end, hour + hourSeconds);
            while (start < hourEnd) {
                int bucket = bucketOf(start);
                long next = Math.min(hourEnd, hour + (bucket + 1) * lengthSeconds);
                tally.add(bucket, count, sign * (next - start));
                start = next;
            }
        }
    }

    private AgentTally tally(String agent, @Nullable String queue, long hour) {
        return tallies.computeIfAbsent(new Hour(agent, queue == null ? NO_QUEUE : queue, hour), _ -> new AgentTally());
    }

    private long hourOf(long second) {
        return second - Math.floorMod(second, hourSeconds);
    }

    private int bucketOf(long second) {
        return (int) (Math.floorMod(second, hourSeconds) / lengthSeconds);
    }
}
