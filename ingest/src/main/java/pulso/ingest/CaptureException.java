package pulso.ingest;

import org.jspecify.annotations.Nullable;

/**
 * This run of the capture has ended; the next starts from the offsets topic. Deliberately not one of Connect's
 * retriable exceptions: the engine answers those by going on with the next batch, and the failed one is lost.
 */
final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What a person should read: the deepest message that says something. */
    static String explain(Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                text = cause.getMessage();
            }
        }
        return text;
    }
}
