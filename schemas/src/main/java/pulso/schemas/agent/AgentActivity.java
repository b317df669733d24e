package pulso.schemas.agent;

/** What an agent is doing, most telling first: a person who talks during a break is talking. */
public enum AgentActivity {
    ON_HOLD,
    TALKING,
    WRAP_UP,
    RINGING,
    ON_BREAK,
    PAUSED,
    AVAILABLE,
    LOGGED_OUT
}
