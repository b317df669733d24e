package pulso.topology.passage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Passage;

/**
 * All that follows from the rows of one interaction.
 *
 * @param intervals what agents did for it, closed
 * @param busy what agents are doing for it now
 * @param orphans ends that fit no passage of this interaction; some were rebuilt into passages
 * @param unusable orphans whose fields do not allow to rebuild a start
 */
public record Derived(
        List<Passage> passages,
        List<AgentInterval> intervals,
        List<Busy> busy,
        List<Moment> moments,
        List<QueueEvent> orphans,
        List<QueueEvent> unusable) {
    public static final Derived NOTHING = new Derived(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** When the oldest of what is open began, which age ends first; null when nothing is. */
    @Nullable
    Instant oldestOpen() {
        Instant oldest = null;
        for (var one : busy) {
            oldest = earlier(oldest, one.line().since());
        }
        for (var passage : passages) {
            if (passage.isWaiting() || passage.isInService()) {
                oldest = earlier(oldest, passage.enter());
            }
        }
        return oldest;
    }

    private static Instant earlier(@Nullable Instant known, Instant other) {
        return known == null || other.isBefore(known) ? other : known;
    }

    /** An agent and the line that keeps them busy. */
    public record Busy(String agent, AgentLine line) {}
}
