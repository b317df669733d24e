package pulso.webhook;

/** What was asked cannot be done; the message says why, to a person. */
public final class WebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WebhookException(String message) {
        super(message);
    }

    public WebhookException(String message, Throwable cause) {
        super(message, cause);
    }
}
