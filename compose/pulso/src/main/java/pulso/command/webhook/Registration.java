package pulso.command.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.command.Spelling;
import pulso.command.WebhookSettings;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;
import pulso.wallboard.ApiExtension.Refused;

/** What somebody posts to register an endpoint: an object of known fields, each of its kind, or a refusal that says which. */
final class Registration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of(
            "id",
            "url",
            "event",
            "source",
            "description",
            "date",
            "schedule",
            "requestsPerSecond",
            "concurrency",
            "secret");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MOST_REQUESTS_PER_SECOND = 10_000;
    private static final int MOST_CONCURRENCY = 1_000;
    private static final int ID_BYTES = 6;

    private final JsonNode given;
    private final Set<String> sources;

    /** @throws Refused when the body is no object, or has a field that there is not */
    Registration(String body, Set<String> sources) {
        this.given = read(body);
        this.sources = sources;
        given.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw WebhookApi.bad("no field '" + name + "'", "nearest is " + Spelling.nearest(name, FIELDS));
            }
        });
    }

    /** Without its secret. */
    Endpoint endpoint(Instant now) {
        var url = text("url");
        if (url == null || url.length() > Endpoint.LONGEST_URL) {
            throw WebhookApi.bad(
                    "url is needed, at most " + Endpoint.LONGEST_URL + " characters", "https://example.com/hook");
        }
        var event = text("event");
        var description = text("description");
        var date = text("date");
        var schedule = text("schedule");
        return Endpoint.of(id(), source(), event == null ? null : type(event), url, Endpoint.Origin.API, now)
                .withDescription(description == null ? "" : description)
                .withDateStyle(WebhookSettings.dateStyle(date == null ? "correct" : date))
                .withSchedule(WebhookSettings.schedule(schedule == null ? "default" : schedule))
                .withLimits(
                        number("requestsPerSecond", 0, 0, MOST_REQUESTS_PER_SECOND),
                        number("concurrency", Endpoint.DEFAULT_CONCURRENCY, 1, MOST_CONCURRENCY));
    }

    @Nullable
    String secret() {
        return text("secret");
    }

    static WebhookType type(String event) {
        var names =
                Arrays.stream(WebhookType.values()).map(WebhookType::eventName).toList();
        return WebhookType.named(event)
                .orElseThrow(() ->
                        WebhookApi.bad("no event '" + event + "'", "nearest is " + Spelling.nearest(event, names)));
    }

    private String id() {
        var id = text("id");
        if (id == null) {
            var bytes = new byte[ID_BYTES];
            new SecureRandom().nextBytes(bytes);
            return "api-" + HexFormat.of().formatHex(bytes);
        }
        if (!ID.matcher(id).matches()) {
            throw WebhookApi.bad(
                    "an id has up to 100 letters, digits, dots, dashes and underscores",
                    "leave it out and one is made");
        }
        return id;
    }

    private @Nullable String source() {
        var source = text("source");
        if (source != null && !sources.contains(source)) {
            throw WebhookApi.bad("no source '" + source + "'", "nearest is " + Spelling.nearest(source, sources));
        }
        return source;
    }

    private int number(String field, int otherwise, int least, int most) {
        var value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw WebhookApi.bad(
                    "field '" + field + "' must be a whole number of " + least + " to " + most, "like " + least);
        }
        return value.intValue();
    }

    private @Nullable String text(String field) {
        var value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw WebhookApi.bad("field '" + field + "' must be a text", "in quotes");
        }
        return value.textValue().isBlank() ? null : value.textValue().strip();
    }

    private static JsonNode read(String body) {
        try {
            var node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException _) {
            // Told below like any other body that is no object.
        }
        throw WebhookApi.bad(
                "the body is no JSON object", "{\"url\":\"https://example.com/hook\",\"event\":\"AgentLog\"}");
    }
}
