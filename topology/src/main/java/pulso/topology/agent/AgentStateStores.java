package pulso.topology.agent;

import pulso.schemas.agent.AgentInterval;
import pulso.topology.passage.Restart;
import pulso.topology.state.State;

/**
 * The state of {@link AgentStage}.
 *
 * @param files by agent
 * @param sessions by agent: apart from the files, since they are long and change seldom
 * @param intervals closed lines of the last nine days, as {@link IntervalIndex} keeps them
 * @param hours by agent, queue and hour
 */
public record AgentStateStores(
        State<AgentFile> files,
        State<SessionRows> sessions,
        State<AgentInterval> intervals,
        State<AgentHour> hours,
        State<Restart.Log> restarts) {}
