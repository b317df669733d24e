package pulso.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A telephone call of one callid, from its first ring at the centre to its CDR; it passes through any number of queues. */
final class Call {
    final String callid;
    final String guid;
    final String caller;
    /** The caller as he compares with others; null: nobody one could know again. */
    final @Nullable String callerKey;

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

    /** Set once an inbound call has entered a queue. */
    Ledger.@Nullable Contact contact;
    /** Its last answered passage. */
    @Nullable
    PassageTruth answered;
    /** What of a dialer's list it dials. */
    Dialer.@Nullable Spooled spooled;

    /** Set for calls an agent dialled: the CDR's disposition. */
    @Nullable
    String dialDisposition;

    long dialAnsweredMillis = -1;

    Call(String callid, String guid, Callers.Caller caller, long startMillis, boolean toldByPhone) {
        this.callid = callid;
        this.guid = guid;
        this.caller = caller.text();
        this.callerKey = caller.key();
        this.startMillis = startMillis;
        this.toldByPhone = toldByPhone;
    }

    /** The agent who asked another queue, waiting with the caller on hold. */
    interface Consultation {
        void answered(Talk talk);

        void unanswered();
    }
}
