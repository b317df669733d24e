package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.WebhookType;

/**
 * One attempt that was made.
 *
 * @param event the event's id, the same for each attempt
 * @param attempt 1 for the first
 * @param status of the answer; null when there was none
 * @param answer the beginning of the answer's body, or what went wrong
 * @param body what was posted
 * @param next when it is tried again; null unless it is
 */
public record Delivery(
        String endpoint,
        String event,
        WebhookType type,
        String key,
        Instant at,
        int attempt,
        Outcome outcome,
        @Nullable Integer status,
        String answer,
        String body,
        Duration took,
        @Nullable Instant next) {

    /** What became of it. */
    public enum Outcome {
        DELIVERED,
        RETRY,
        GIVEN_UP
    }

    /** Without what was posted and answered: this may be logged. */
    @Override
    public String toString() {
        return "Delivery[endpoint=%s, event=%s, attempt=%d, outcome=%s, status=%s]"
                .formatted(endpoint, event, attempt, outcome, status);
    }
}
