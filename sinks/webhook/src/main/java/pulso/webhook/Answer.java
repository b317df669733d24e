package pulso.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of posting once.
 *
 * @param status null when no answer came
 * @param text the beginning of the answer's body, or what went wrong; a person's to read, never logged
 * @param notBefore when the receiver wants to be asked again; null when it did not say
 */
record Answer(
        @Nullable Integer status, String text, @Nullable Instant notBefore) {
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    static Answer none(String what) {
        return new Answer(null, what, null);
    }

    boolean isSuccess() {
        return status != null && status >= OK && status < REDIRECTION;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }

    /** Whether the receiver as a whole is unwell, and not merely unwilling to take this one event. */
    boolean speaksOfTheEndpoint() {
        if (status == null) {
            return true;
        }
        return switch (status) {
            case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> true;
            default -> status < CLIENT_ERROR || status >= SERVER_ERROR;
        };
    }

    /** Without the answer's text. */
    String inShort() {
        return status == null ? "no answer" : "answered " + status;
    }
}
