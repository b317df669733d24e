package pulso.command.report;

/** A file is not in the order of time, so that it cannot be folded while it is read. */
final class OutOfOrderException extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfOrderException() {
        super("not in the order of time");
    }
}
