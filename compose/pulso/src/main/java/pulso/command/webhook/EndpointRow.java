package pulso.command.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.command.Spelling;
import pulso.command.WebhookSettings;
import pulso.schemas.source.Row;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;

/**
 * A row of uContact's table {@code webhooks} as an endpoint. A row that cannot be used makes one that is disabled and says
 * why, so that whoever wrote it finds out.
 */
final class EndpointRow {
    private final String source;
    private final WebhookSettings settings;

    EndpointRow(String source, WebhookSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** What the ids of all endpoints of this source's table begin with. */
    static String prefix(String source) {
        return source + "-table-";
    }

    String id(Row row) {
        return prefix(source) + row.text("id");
    }

    /** The endpoint that a row asks for; null where its url is empty, which switches it off. */
    @Nullable
    Endpoint endpoint(Row row, Instant now) {
        var url = text(row, "url");
        if (url.isEmpty()) {
            return null;
        }
        var event = text(row, "event");
        var type = WebhookType.named(event).orElse(null);
        var endpoint = Endpoint.of(id(row), source, type, url, Endpoint.Origin.TABLE, now)
                .withDescription(description(row))
                .withDateStyle(settings.dateStyle())
                .withSchedule(settings.schedule());
        if (type == null) {
            var names = Arrays.stream(WebhookType.values())
                    .map(WebhookType::eventName)
                    .toList();
            return endpoint.disabled("there is no event '" + event + "', nearest is " + Spelling.nearest(event, names));
        }
        if (url.length() > Endpoint.LONGEST_URL) {
            return endpoint.disabled(
                    "the url has " + url.length() + " characters, at most " + Endpoint.LONGEST_URL + " are possible");
        }
        return endpoint;
    }

    /** Whether a row asks for what is registered already, whatever became of it since. */
    static boolean asksForTheSame(Endpoint wanted, Endpoint known) {
        return wanted.url().equals(known.url())
                && wanted.type() == known.type()
                && Objects.equals(wanted.source(), known.source())
                && wanted.description().equals(known.description())
                && wanted.dateStyle() == known.dateStyle()
                && wanted.schedule() == known.schedule()
                && (!wanted.isDisabled() || known.isDisabled());
    }

    private static String description(Row row) {
        var parts = new ArrayList<String>();
        for (var column : List.of("name", "description", "user")) {
            var text = text(row, column);
            if (!text.isEmpty()) {
                parts.add(text);
            }
        }
        return String.join(" · ", parts);
    }

    private static String text(Row row, String column) {
        var text = row.text(column);
        return text == null ? "" : text.strip();
    }
}
