package pulso.topology.passage;

import java.util.List;
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

    /** An agent and the line that keeps them busy. */
    public record Busy(String agent, AgentLine line) {}
}
