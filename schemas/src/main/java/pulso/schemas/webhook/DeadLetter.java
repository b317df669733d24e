package pulso.schemas.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up for one endpoint: the record of {@code pulso.webhooks.dead}; taken back by null when it is
 * tried anew.
 *
 * @param event the event's id
 * @param url where it was posted last
 * @param partition of the event in its topic
 * @param offset of the event in its topic
 * @param reason why it was given up
 * @param status last answer's; null when there was none
 * @param answer the beginning of what was answered last
 */
public record DeadLetter(
        String endpoint,
        String event,
        String source,
        WebhookType type,
        String key,
        Instant at,
        String url,
        int partition,
        long offset,
        int attempts,
        String reason,
        @Nullable Integer status,
        String answer,
        Instant givenUpAt) {}
