package pulso.schemas.source;

/** A record of a raw topic is no row change that anybody could read: to be rejected, not retried. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(RuntimeException cause) {
        super("not a row change in a known schema: " + cause.getMessage(), cause);
    }
}
