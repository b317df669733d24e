package pulso.schemas.event;

/** What an event does in the folds. Events that only tell are {@link #NOTED}: kept, counted, folded nowhere. */
public enum EventKind {
    ENTER,
    REENTER,
    CONNECT,
    COMPLETED_BY_CALLER,
    COMPLETED_BY_AGENT,
    BLIND_TRANSFER,
    ATTENDED_TRANSFER,
    ABANDON,
    EXIT_TIMEOUT,
    EXIT_EMPTY,
    EXIT_KEY,
    WITHDRAW,
    RING_NO_ANSWER,
    RING_CANCELED,
    AGENT_DUMP,
    HOLD,
    UNHOLD,
    PHONE_HOLD,
    PHONE_UNHOLD,
    PHONE_RING,
    /** Tells a call again by its guid: links guid and callid, counts nothing. */
    PHONE_LINK,
    WRAP_UP,
    OUT_CALL,
    /** An agent passed the interaction on to another agent; it goes on. */
    AGENT_TRANSFER,
    /** The other agent took it over. */
    AGENT_ATTENDED,
    /** An agent began the interaction. */
    OUT_START,
    OUT_END,
    /** Turned away at the door since it was closed: received, never offered. Likewise the other three. */
    REFUSED_CLOSED,
    REFUSED_FULL,
    REFUSED_NO_AGENTS,
    REFUSED_BLOCKED,
    LOGIN,
    LOGOFF,
    BREAK,
    UNBREAK,
    PAUSE,
    UNPAUSE,
    ADD_MEMBER,
    REMOVE_MEMBER,
    RESTART,
    NOTED;

    /** Begins a passage, or finds it again. */
    public boolean begins() {
        return this == ENTER || this == REENTER;
    }

    /** A COMPLETE* or a transfer. */
    public boolean endsConversation() {
        return this == COMPLETED_BY_CALLER
                || this == COMPLETED_BY_AGENT
                || this == BLIND_TRANSFER
                || this == ATTENDED_TRANSFER;
    }

    /** Tells which callid a guid stands for, where it has both. */
    public boolean linksGuid() {
        return this == PHONE_LINK || this == PHONE_RING || this == PHONE_HOLD || this == PHONE_UNHOLD;
    }

    /** Belongs to an agent's session, not to an interaction. */
    public boolean isSession() {
        return switch (this) {
            case LOGIN, LOGOFF, BREAK, UNBREAK, PAUSE, UNPAUSE, ADD_MEMBER, REMOVE_MEMBER -> true;
            case ENTER,
                    REENTER,
                    CONNECT,
                    COMPLETED_BY_CALLER,
                    COMPLETED_BY_AGENT,
                    BLIND_TRANSFER,
                    ATTENDED_TRANSFER,
                    ABANDON,
                    EXIT_TIMEOUT,
                    EXIT_EMPTY,
                    EXIT_KEY,
                    WITHDRAW,
                    RING_NO_ANSWER,
                    RING_CANCELED,
                    AGENT_DUMP,
                    HOLD,
                    UNHOLD,
                    PHONE_HOLD,
                    PHONE_UNHOLD,
                    PHONE_RING,
                    PHONE_LINK,
                    WRAP_UP,
                    OUT_CALL,
                    AGENT_TRANSFER,
                    AGENT_ATTENDED,
                    OUT_START,
                    OUT_END,
                    REFUSED_CLOSED,
                    REFUSED_FULL,
                    REFUSED_NO_AGENTS,
                    REFUSED_BLOCKED,
                    RESTART,
                    NOTED -> false;
        };
    }
}
