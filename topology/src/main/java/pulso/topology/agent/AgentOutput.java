package pulso.topology.agent;

import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;

/** Where the agents' stage gives what has changed. */
public interface AgentOutput {
    void state(AgentState state);

    void closed(AgentInterval interval);

    /** An interval given before that turned out otherwise. */
    void superseded(AgentInterval interval);

    void minute(AgentMinute minute);
}
