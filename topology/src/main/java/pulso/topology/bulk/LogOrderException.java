package pulso.topology.bulk;

/** A row is older than what was given up already: the log is not in the order of time, and has to be read whole first. */
public final class LogOrderException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says no more than that. */
    public LogOrderException() {
        super("not in the order of time");
    }
}
