package pulso.topology.webhook;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookEvent.Value;
import pulso.schemas.webhook.WebhookType;

/** Writes the events of one centre. */
final class EventPen {
    private final String source;
    private final ZoneId zone;
    private final Consumer<WebhookEvent> events;

    EventPen(String source, ZoneId zone, Consumer<WebhookEvent> events) {
        this.source = source;
        this.zone = zone;
        this.events = events;
    }

    /** An event that is being written. */
    final class Draft {
        private final WebhookType type;
        private final String key;
        private final Instant at;
        private final Cause cause;
        private final List<Value> values = new ArrayList<>();

        private Draft(WebhookType type, String key, Instant at, Cause cause) {
            this.type = type;
            this.key = key;
            this.at = at;
            this.cause = cause;
        }

        Draft with(String field, @Nullable String text) {
            if (text != null) {
                values.add(new Value(field, text));
            }
            return this;
        }

        Draft with(String field, @Nullable Number number) {
            return with(field, number == null ? null : number.toString());
        }

        Draft with(String field, boolean truth) {
            return with(field, Boolean.toString(truth));
        }

        Draft with(String field, Instant time) {
            var local = time.atZone(zone).truncatedTo(ChronoUnit.SECONDS);
            return with(field, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local));
        }

        /** @param identity what makes it that event and no other */
        void send(String... identity) {
            var parts = new ArrayList<>(List.of(source));
            parts.addAll(List.of(identity));
            events.accept(new WebhookEvent(
                    source,
                    type,
                    EventId.of(type, parts.toArray(String[]::new)),
                    key,
                    at,
                    zone.getId(),
                    cause.committedAt(),
                    cause.position(),
                    List.copyOf(values)));
        }
    }

    Draft draft(WebhookType type, String key, Instant at, Cause cause) {
        return new Draft(type, key, at, cause);
    }

    String source() {
        return source;
    }
}
