package pulso.topology.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.IntervalKind;
import pulso.schemas.event.QueueEvent;
import pulso.topology.passage.Spans.Span;

/**
 * Holds of a conversation whose start is not in the log. They go to the conversation that a later end rebuilds; without
 * one they are time of the agent alone.
 */
final class StrayHolds {
    private final List<Stray> strays = new ArrayList<>();

    private record Stray(QueueEvent began, @Nullable Instant end) {
        boolean isOf(@Nullable String queue, @Nullable String agent) {
            return Objects.equals(began.queue(), queue) && Objects.equals(began.agent(), agent);
        }
    }

    void began(QueueEvent row) {
        if (open(row.queue(), row.agent()) < 0) {
            strays.add(new Stray(row, null));
        }
    }

    void ended(QueueEvent row) {
        int open = open(row.queue(), row.agent());
        if (open >= 0) {
            strays.set(open, new Stray(strays.get(open).began(), row.at()));
        }
    }

    private int open(@Nullable String queue, @Nullable String agent) {
        for (int i = 0; i < strays.size(); i++) {
            if (strays.get(i).end() == null && strays.get(i).isOf(queue, agent)) {
                return i;
            }
        }
        return -1;
    }

    /** Gives away the holds of the conversation that {@code end} ended. */
    List<Span> takenBy(QueueEvent end) {
        var taken = new ArrayList<Span>();
        strays.removeIf(stray -> {
            if (!stray.isOf(end.queue(), end.agent())) {
                return false;
            }
            taken.add(new Span(stray.began().at(), stray.end() == null ? end.at() : stray.end()));
            return true;
        });
        return taken;
    }

    void intervalsTo(List<AgentInterval> target, String source, String interaction) {
        for (var stray : strays) {
            var agent = stray.began().agent();
            var from = stray.began().at();
            if (agent != null && stray.end() != null && from.isBefore(stray.end())) {
                target.add(new AgentInterval(
                        source,
                        agent,
                        IntervalKind.HOLD,
                        from,
                        stray.end(),
                        stray.began().queue(),
                        stray.began().channel(),
                        interaction,
                        null,
                        false));
            }
        }
    }

    /** Holds that go on: a restart or age makes them unknown. */
    void busyTo(List<Derived.Busy> target, String interaction, Restart.Log restarts, Instant now, Duration longest) {
        for (var stray : strays) {
            var row = stray.began();
            if (row.agent() != null
                    && stray.end() == null
                    && restarts.after(row) == null
                    && now.isBefore(row.at().plus(longest))) {
                target.add(new Derived.Busy(
                        row.agent(),
                        new AgentLine(row.channel(), row.queue(), interaction, AgentActivity.ON_HOLD, row.at(), null)));
            }
        }
    }
}
