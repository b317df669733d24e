package pulso.schemas.agent;

/**
 * A queue that an agent serves.
 *
 * @param inferred not from membership rows but from the calls of the session
 */
public record AgentQueue(String queue, boolean inferred) {}
