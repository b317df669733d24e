package pulso.simulator;

import java.util.ArrayList;
import java.util.List;
import pulso.simulator.PassageTruth.Span;

/** An agent and a caller in conversation. Not open: over, nothing planned for it happens any more. */
final class Talk {
    final Passage passage;
    final Agent agent;
    final long connectMillis;
    final int waitSeconds;
    /** Holds that are on now, as the ledger has them. */
    final List<Span> holds = new ArrayList<>();

    boolean open = true;
    /** A hold whose end was lost: the log shows it until the talk ends, so no other may follow. */
    boolean holdLost;
    /** The callid that its end row will carry. */
    String endCallid;

    Talk(Passage passage, Agent agent, long connectMillis, int waitSeconds) {
        this.passage = passage;
        this.agent = agent;
        this.connectMillis = connectMillis;
        this.waitSeconds = waitSeconds;
        this.endCallid = passage.call.callid;
    }
}
