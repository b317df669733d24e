package pulso.webhook;

import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;

/** Writes what is posted. Called by many threads at once; the same event and date style give the same bytes. */
@FunctionalInterface
public interface BodyWriter {
    /** The body as JSON in UTF-8. */
    byte[] write(WebhookEvent event, DateStyle dates);
}
