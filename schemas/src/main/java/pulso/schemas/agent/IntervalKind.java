package pulso.schemas.agent;

/** What an agent did from one moment to another. */
public enum IntervalKind {
    LOGIN,
    BREAK,
    PAUSE,
    TALK,
    HOLD,
    WRAP_UP,
    OUTBOUND
}
