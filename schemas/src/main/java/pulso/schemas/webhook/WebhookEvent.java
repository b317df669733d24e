package pulso.schemas.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell, told once: the sink fans it out to whoever asked for it. What the sink adds when it writes a body:
 * the name of the event, the date in the form asked for, and what only settings know (an agent's number and full name).
 *
 * @param id from the identity of the row it follows from: the same however often that row is folded
 * @param key what its order is kept by: the interaction or the agent
 * @param at when it happened, by the row
 * @param zone zone of the contact centre, in which {@code date} is written
 * @param committedAt when the row was committed at the source
 * @param position of that row in the source, for people
 * @param values by name of the field; one that is not there is null in the body
 */
public record WebhookEvent(
        String source,
        WebhookType type,
        String id,
        String key,
        Instant at,
        String zone,
        Instant committedAt,
        String position,
        List<Value> values) {

    /** A field's value as text; how it is written in JSON is the field's matter. */
    public record Value(String name, @Nullable String text) {}

    public @Nullable String value(String name) {
        for (var value : values) {
            if (value.name().equals(name)) {
                return value.text();
            }
        }
        return null;
    }
}
