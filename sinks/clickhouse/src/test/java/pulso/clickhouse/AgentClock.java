package pulso.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.kpi.AgentMinute;

/** Counts what agents do second by second, and gives the minutes: slow, and simple enough to be believed. */
final class AgentClock {
    private final String source;
    private final Instant midnight;
    private final Map<String, Map<IntervalKind, int[]>> seconds = new HashMap<>();
    private final Map<String, Map<Integer, Map<Count, Long>>> counts = new TreeMap<>();

    /** What is counted in a minute. */
    enum Count {
        ANSWERED,
        RING_NO_ANSWER,
        RING_REFUSED,
        AGENT_DUMP,
        OUT_ATTEMPT,
        OUT_ANSWERED,
        TRANSFER_TAKEN
    }

    AgentClock(String source, Instant midnight) {
        this.source = source;
        this.midnight = midnight;
    }

    void add(AgentInterval interval) {
        var line = seconds.computeIfAbsent(interval.agent(), _ -> new HashMap<>())
                .computeIfAbsent(
                        interval.kind(), _ -> new int[(int) Duration.ofDays(2).toSeconds()]);
        for (int i = second(interval.from()); i < second(interval.to()); i++) {
            line[i]++;
        }
    }

    void add(String agent, Instant at, Count count) {
        counts.computeIfAbsent(agent, _ -> new TreeMap<>())
                .computeIfAbsent(second(at) / 60, _ -> new EnumMap<>(Count.class))
                .merge(count, 1L, Long::sum);
    }

    private int second(Instant at) {
        return Math.toIntExact(Duration.between(midnight, at).toSeconds());
    }

    /** The minutes in which anything is. Times stand under no queue: for sums over queues it is all the same. */
    List<AgentMinute> minutes() {
        var minutes = new ArrayList<AgentMinute>();
        seconds.keySet().forEach(agent -> counts.computeIfAbsent(agent, _ -> new TreeMap<>()));
        counts.forEach((agent, byMinute) -> {
            for (int minute = 0; minute < Duration.ofDays(2).toMinutes(); minute++) {
                var times = times(agent, minute);
                var counted = byMinute.getOrDefault(minute, Map.of());
                if (times.login + times.talk + times.wrapUp + times.paused + times.broken > 0 || !counted.isEmpty()) {
                    minutes.add(minute(agent, minute, times, counted));
                }
            }
        });
        return minutes;
    }

    private static final class Times {
        private long login;
        private long broken;
        private long paused;
        private long busy;
        private long talk;
        private long hold;
        private long wrapUp;
    }

    private Times times(String agent, int minute) {
        var times = new Times();
        for (int i = minute * 60; i < minute * 60 + 60; i++) {
            int talk = at(agent, IntervalKind.TALK, i) + at(agent, IntervalKind.OUTBOUND, i);
            int wrapUp = at(agent, IntervalKind.WRAP_UP, i);
            boolean onBreak = at(agent, IntervalKind.BREAK, i) > 0;
            times.login += at(agent, IntervalKind.LOGIN, i) > 0 ? 1 : 0;
            times.broken += onBreak ? 1 : 0;
            times.paused += !onBreak && at(agent, IntervalKind.PAUSE, i) > 0 ? 1 : 0;
            times.busy += talk + wrapUp > 0 ? 1 : 0;
            times.talk += talk;
            times.hold += at(agent, IntervalKind.HOLD, i);
            times.wrapUp += wrapUp;
        }
        return times;
    }

    private int at(String agent, IntervalKind kind, int second) {
        var line = seconds.getOrDefault(agent, Map.of()).get(kind);
        return line == null ? 0 : line[second];
    }

    private AgentMinute minute(String agent, int minute, Times times, Map<Count, Long> counted) {
        return new AgentMinute(
                source,
                agent,
                "",
                midnight.plusSeconds(minute * 60L),
                times.login,
                times.broken,
                times.paused,
                times.busy,
                times.talk,
                times.hold,
                times.wrapUp,
                counted.getOrDefault(Count.ANSWERED, 0L),
                counted.getOrDefault(Count.RING_NO_ANSWER, 0L),
                counted.getOrDefault(Count.RING_REFUSED, 0L),
                counted.getOrDefault(Count.AGENT_DUMP, 0L),
                counted.getOrDefault(Count.OUT_ATTEMPT, 0L),
                counted.getOrDefault(Count.OUT_ANSWERED, 0L),
                counted.getOrDefault(Count.TRANSFER_TAKEN, 0L));
    }
}
