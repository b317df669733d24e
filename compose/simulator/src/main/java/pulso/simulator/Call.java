package pulso.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A telephone call of one callid, from its first ring at the centre to its CDR; it passes through any number of queues. */
final class Call {
    final String callid;
    final String guid;
    final String caller;
    final long startMillis;
    /** Whether the agent's phone tells the call a second time, in PHONE* rows. */
    final boolean toldByPhone;
    /** Who has talked in it: nobody gets the same call twice. */
    final List<Agent> talked = new ArrayList<>();

    boolean over;

    @Nullable
    QueueLine line;

    @Nullable
    Agent lastAgent;
    /** What is to be told when this call is an agent's consultation: what becomes of the queue's answer. */
    @Nullable
    Consultation consultation;

    /** Set for calls an agent dialled: the CDR's disposition. */
    @Nullable
    String dialDisposition;

    long dialAnsweredMillis = -1;

    Call(String callid, String guid, String caller, long startMillis, boolean toldByPhone) {
        this.callid = callid;
        this.guid = guid;
        this.caller = caller;
        this.startMillis = startMillis;
        this.toldByPhone = toldByPhone;
    }

    /** The agent who asked another queue, waiting with the caller on hold. */
    interface Consultation {
        void answered(Talk talk);

        void unanswered();
    }
}
