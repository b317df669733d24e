package pulso.schemas.passage;

/** How the waiting of a passage ended. Every offered passage has exactly one. */
public enum Outcome {
    /** Still waiting. */
    OPEN,
    /** An agent picked up (CONNECT), whatever came after. */
    ANSWERED,
    ABANDONED,
    EXITED_KEY,
    EXITED_TIMEOUT,
    EXITED_EMPTY,
    WITHDRAWN,
    /** Ended unanswered by a restart of the telephone system or by age. */
    SYSTEM
}
