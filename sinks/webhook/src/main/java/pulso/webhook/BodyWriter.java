package pulso.webhook;

import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookEvent;

/** Writes what is posted. Called for each attempt, by many threads at once; the same event gives the same bytes. */
@FunctionalInterface
public interface BodyWriter {
    /** The body as JSON in UTF-8. */
    byte[] write(WebhookEvent event, Endpoint endpoint);
}
