package pulso.topology.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.Marker;
import pulso.topology.state.Keys;

/**
 * Watches the queues: tells a figure that went over its limit once, and once more when it is well within it again. What
 * it knows comes from the passages, and it looks at each heartbeat, so the time that counts is the source's.
 */
final class QueueAlerts {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    /** Fewer passages make no service level that anybody should be woken for. */
    private static final long FEWEST_JUDGED = 10;
    /** A figure that is back at its limit may be over it again in a second: it has to come back this far. */
    private static final double WELL_WITHIN = 0.8;

    private static final double WELL_ABOVE = 0.02;
    private static final String WAITING = "waiting";
    private static final String LONGEST_WAIT = "longestWait";
    private static final String SERVICE_LEVEL = "serviceLevel";

    private final AlertLimits limits;
    private final WebhookState state;
    private final EventPen pen;
    private Instant levelsAt = Instant.EPOCH;

    private record Queue(Channel channel, String name) implements Comparable<Queue> {
        @Override
        public int compareTo(Queue other) {
            int byChannel = channel.compareTo(other.channel);
            return byChannel != 0 ? byChannel : name.compareTo(other.name);
        }
    }

    private record Line(long waiting, Instant longestSince) {}

    private record Level(long within, long judged) {}

    QueueAlerts(AlertLimits limits, WebhookState state, EventPen pen) {
        this.limits = limits;
        this.state = state;
        this.pen = pen;
    }

    void changed(InteractionChange change) {
        if (limits.watchesLines()) {
            change.before().passages().stream()
                    .filter(Passage::isWaiting)
                    .forEach(passage -> state.waiting().remove(key(passage)));
            change.after().passages().stream()
                    .filter(Passage::isWaiting)
                    .forEach(passage -> state.waiting().put(key(passage), new Marker(passage.enter())));
        }
        if (limits.serviceLevel().isSet()) {
            change.before().passages().forEach(passage -> judge(passage, -1));
            change.after().passages().forEach(passage -> judge(passage, 1));
        }
    }

    void look(Instant now) {
        if (limits.watchesLines()) {
            lookAtLines(now);
        }
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (limits.serviceLevel().isSet() && minute.isAfter(levelsAt)) {
            levelsAt = minute;
            lookAtLevels(now, minute);
        }
    }

    private void lookAtLines(Instant now) {
        var lines = new TreeMap<Queue, Line>();
        state.waiting().scan("", Keys.AFTER_ALL, (key, since) -> {
            var parts = key.split(Keys.of("", ""), -1);
            lines.merge(
                    new Queue(Channel.valueOf(parts[0]), parts[1]),
                    new Line(1, since.at()),
                    (a, b) -> new Line(
                            a.waiting() + b.waiting(),
                            a.longestSince().isBefore(b.longestSince()) ? a.longestSince() : b.longestSince()));
        });
        for (var queue : watched(lines.keySet(), Set.of(WAITING, LONGEST_WAIT))) {
            var line = lines.getOrDefault(queue, new Line(0, now));
            over(queue, WAITING, line.waiting(), limits.waiting().of(queue.name()), now);
            long longest =
                    Math.max(0, Duration.between(line.longestSince(), now).toSeconds());
            over(queue, LONGEST_WAIT, longest, limits.longestWaitSeconds().of(queue.name()), now);
        }
    }

    private void lookAtLevels(Instant now, Instant minute) {
        var levels = new TreeMap<Queue, Level>();
        var oldest = minute.minus(WINDOW);
        var gone = new ArrayList<String>();
        state.judged().scan("", Keys.AFTER_ALL, (key, judged) -> {
            if (judged.minute().isBefore(oldest)) {
                gone.add(key);
            } else {
                levels.merge(
                        new Queue(judged.channel(), judged.queue()),
                        new Level(judged.within(), judged.judged()),
                        (a, b) -> new Level(a.within() + b.within(), a.judged() + b.judged()));
            }
        });
        gone.forEach(state.judged()::remove);
        for (var queue : watched(levels.keySet(), Set.of(SERVICE_LEVEL))) {
            var limit = limits.serviceLevel().of(queue.name());
            var level = levels.getOrDefault(queue, new Level(0, 0));
            if (limit == null) {
                forget(queue, SERVICE_LEVEL);
            } else if (level.judged() == 0) {
                tell(queue, SERVICE_LEVEL, null, limit, false, true, now);
            } else if (level.judged() >= FEWEST_JUDGED) {
                double value = (double) level.within() / level.judged();
                boolean isBad = value < limit;
                boolean isGood = value >= Math.min(1, limit + WELL_ABOVE);
                tell(queue, SERVICE_LEVEL, Math.round(value * 1000) / 1000.0, limit, isBad, isGood, now);
            }
        }
    }

    /** Queues that there is something to say of, and those still in trouble, of which there may be nothing by now. */
    private Set<Queue> watched(Set<Queue> seen, Set<String> figures) {
        var queues = new LinkedHashSet<>(seen);
        state.alerts().scan("", Keys.AFTER_ALL, (key, _) -> {
            var parts = List.of(key.split(Keys.of("", ""), -1));
            if (figures.contains(parts.get(2))) {
                queues.add(new Queue(Channel.valueOf(parts.get(0)), parts.get(1)));
            }
        });
        return queues;
    }

    private void over(Queue queue, String figure, long value, @Nullable Integer limit, Instant now) {
        if (limit == null) {
            forget(queue, figure);
        } else {
            tell(queue, figure, value, limit, value > limit, value <= limit * WELL_WITHIN, now);
        }
    }

    /** A queue that is no longer watched is in no trouble, and nothing is said of that. */
    private void forget(Queue queue, String figure) {
        var key = Keys.of(queue.channel().name(), queue.name(), figure);
        if (state.alerts().get(key) != null) {
            state.alerts().remove(key);
        }
    }

    private void tell(
            Queue queue,
            String figure,
            @Nullable Number value,
            Number limit,
            boolean isBad,
            boolean isGood,
            Instant now) {
        var key = Keys.of(queue.channel().name(), queue.name(), figure);
        boolean isTold = state.alerts().get(key) != null;
        if (isTold ? !isGood : !isBad) {
            return;
        }
        if (isTold) {
            state.alerts().remove(key);
        } else {
            state.alerts().put(key, new Marker(now));
        }
        pen.draft(WebhookType.QUEUE_ALERT, queue.name(), now, new Cause(now, ""))
                .with("source", pen.source())
                .with("campaign", queue.name())
                .with("channel", queue.channel().wireName())
                .with("figure", figure)
                .with("value", value)
                .with("limit", limit)
                .with("isAlert", !isTold)
                .send(queue.channel().wireName(), queue.name(), figure, now.toString(), Boolean.toString(!isTold));
    }

    private void judge(Passage passage, int sign) {
        var waitEnd = passage.waitEnd();
        if (waitEnd == null || passage.outcome() == Outcome.SYSTEM || isShortAbandon(passage)) {
            return;
        }
        var minute = waitEnd.truncatedTo(ChronoUnit.MINUTES);
        var key = Keys.of(passage.channel().name(), passage.queue(), Keys.time(minute));
        var known = state.judged().get(key);
        long within = (known == null ? 0 : known.within()) + (isWithin(passage) ? sign : 0);
        long judged = (known == null ? 0 : known.judged()) + sign;
        if (judged > 0) {
            state.judged().put(key, new JudgedMinute(passage.channel(), passage.queue(), minute, within, judged));
        } else {
            state.judged().remove(key);
        }
    }

    private boolean isWithin(Passage passage) {
        return passage.outcome() == Outcome.ANSWERED && isAtMost(passage.waitSeconds());
    }

    private boolean isAtMost(@Nullable Long seconds) {
        return seconds != null && seconds <= limits.target().thresholdSeconds();
    }

    private boolean isShortAbandon(Passage passage) {
        var wait = passage.waitSeconds();
        return passage.outcome() == Outcome.ABANDONED
                && wait != null
                && wait < limits.target().shortSeconds();
    }

    private static String key(Passage passage) {
        return Keys.of(
                passage.channel().name(),
                passage.queue(),
                Keys.time(passage.enter()),
                passage.interaction(),
                Integer.toString(passage.ordinal()));
    }
}
