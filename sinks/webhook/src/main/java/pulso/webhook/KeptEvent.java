package pulso.webhook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;

/**
 * An event, and what follows from it for all who are told of it: whose order it keeps, and its body, written once for each
 * way of writing dates however many endpoints there are. Safe for any thread.
 */
final class KeptEvent {
    private final WebhookEvent event;
    private final String line;
    private final Map<DateStyle, Body> bodies = new ConcurrentHashMap<>(2);

    KeptEvent(WebhookEvent event) {
        this.event = event;
        this.line = Lines.key(event.source(), event.key());
    }

    WebhookEvent event() {
        return event;
    }

    /** What {@link Lines} orders it by. */
    String line() {
        return line;
    }

    Body body(DateStyle style, Supplier<byte[]> writing) {
        var known = bodies.get(style);
        if (known != null) {
            return known;
        }
        // Written twice at the same time it is the same.
        var written = new Body(writing.get());
        bodies.put(style, written);
        return written;
    }
}
