package pulso.topology.agent;

import pulso.schemas.agent.AgentInterval;
import pulso.schemas.kpi.AgentMinute;
import pulso.topology.passage.Restart;
import pulso.topology.state.State;

/**
 * The state of {@link AgentStage}.
 *
 * @param files by agent
 * @param sessions by agent: apart from the files, since they are long and change seldom
 * @param intervals closed lines of the last nine days, as {@link IntervalIndex} keeps them
 */
public record AgentStateStores(
        State<AgentFile> files,
        State<SessionRows> sessions,
        State<AgentInterval> intervals,
        State<AgentMinute> minutes,
        State<Restart.Log> restarts) {}
