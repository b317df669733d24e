package pulso.topology;

import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.webhook.WebhookEvent;
import pulso.topology.agent.AgentOutput;
import pulso.topology.dialer.DialerStage;

/** Where the folds of a centre give what has changed. */
public interface CentreOutput extends AgentOutput, DialerStage.Output {
    void passage(Passage passage);

    /** A passage given before that does not exist after all: merged into another, or never was. */
    void withdrawn(Passage passage);

    void minute(QueueMinute minute);

    @Override
    void minute(AgentMinute minute);

    @Override
    void state(AgentState state);

    @Override
    void closed(AgentInterval interval);

    @Override
    void superseded(AgentInterval interval);

    void rejected(RejectedRow row);

    void progress(Heartbeat heartbeat);

    /** Something to tell other systems. */
    default void event(WebhookEvent event) {}
}
