package pulso.command.report;

/** A file or an option that nothing can be made of; the message names it and the mend. */
final class UnusableInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }

    UnusableInputException(String message, Exception cause) {
        super(message, cause);
    }
}
