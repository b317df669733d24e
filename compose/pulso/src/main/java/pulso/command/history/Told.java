package pulso.command.history;

import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.topology.CentreOutput;
import pulso.wallboard.BoardHistory;

/** Hands what the folds put out to a board; what boards do not show is dropped. */
record Told(BoardHistory.Taker taker) implements CentreOutput {
    @Override
    public void passage(Passage passage) {
        taker.passage(passage);
    }

    @Override
    public void withdrawn(Passage passage) {
        taker.withdrawn(passage);
    }

    @Override
    public void minute(QueueMinute minute) {
        taker.minute(minute);
    }

    @Override
    public void minute(AgentMinute minute) {
        taker.minute(minute);
    }

    @Override
    public void state(AgentState state) {
        taker.state(state);
    }

    @Override
    public void closed(AgentInterval interval) {}

    @Override
    public void superseded(AgentInterval interval) {}

    @Override
    public void rejected(RejectedRow row) {}

    @Override
    public void progress(Heartbeat heartbeat) {}

    @Override
    public void list(DialerList list) {}

    @Override
    public void gone(DialerList list) {}
}
