package pulso.command.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.command.ConfigException;
import pulso.command.Spelling;
import pulso.command.WebhookSettings;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;
import pulso.wallboard.ApiExtension;
import pulso.webhook.WebhookException;
import pulso.webhook.WebhookSink;

/** {@code /api/v1/webhooks}: who is told, the last attempts, and everything a person does about them. */
final class WebhookApi implements ApiExtension {
    static final String ROOT = "/api/v1/webhooks";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> READ = Set.of("GET");
    private static final Set<String> DO = Set.of("POST");
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
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    private final WebhookSink sink;

    WebhookApi(WebhookSink sink) {
        this.sink = sink;
    }

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public Set<String> methods(String path) {
        var parts = parts(path);
        return switch (parts.size()) {
            case 0 -> Set.of("GET", "POST");
            case 1 -> Set.of("GET", "DELETE");
            case 2 ->
                switch (parts.get(1)) {
                    case "deliveries", "dead", "secret" -> READ;
                    case "test", "pause", "resume", "replay", "redrive", "rotate-secret" -> DO;
                    default -> Set.of();
                };
            default -> Set.of();
        };
    }

    @Override
    public Object answer(Call call) {
        var parts = parts(call.path());
        try {
            if (parts.isEmpty()) {
                return call.method().equals("POST") ? add(call.body()) : EndpointJson.all(sink);
            }
            var known = require(parts.getFirst());
            if (parts.size() == 1) {
                if (call.method().equals("DELETE")) {
                    sink.remove(known.id());
                    return Map.of("removed", known.id());
                }
                return EndpointJson.one(known, sink.status());
            }
            return act(known, parts.get(1), call.parameters());
        } catch (WebhookException e) {
            throw new Refused(409, "not-possible", String.valueOf(e.getMessage()), "GET " + ROOT + " lists all");
        }
    }

    private Object act(Endpoint endpoint, String act, Map<String, String> given) {
        var id = endpoint.id();
        return switch (act) {
            case "deliveries" -> EndpointJson.deliveries(sink.deliveries(id));
            case "dead" -> EndpointJson.dead(sink.deadLetters(id));
            case "secret" -> Map.of("id", id, "secret", sink.secret(id));
            case "test" -> EndpointJson.delivery(sink.testFire(id, testType(endpoint, given.get("event"))));
            case "pause" -> EndpointJson.one(sink.pause(id), sink.status());
            case "resume" -> EndpointJson.one(sink.resume(id), sink.status());
            case "redrive" ->
                Map.of(
                        "redriven",
                        sink.redriveDead(id, given.containsKey("event") ? Set.of(given.get("event")) : Set.of()));
            case "rotate-secret" -> Map.of("id", id, "secret", sink.rotateSecret(id, overlap(given.get("overlap"))));
            case "replay" -> {
                sink.replay(id, moment("from", given.get("from")), moment("to", given.get("to")));
                yield Map.of("replaying", id);
            }
            default -> throw new Refused(404, "not-found", "no '" + act + "'", "see the documentation");
        };
    }

    private Object add(String body) {
        var given = read(body);
        given.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw bad("no field '" + name + "'", "nearest is " + Spelling.nearest(name, FIELDS));
            }
        });
        var url = text(given, "url");
        if (url == null || url.length() > Endpoint.LONGEST_URL) {
            throw bad("url is needed, at most " + Endpoint.LONGEST_URL + " characters", "https://example.com/hook");
        }
        var id = text(given, "id");
        var event = text(given, "event");
        try {
            var date = text(given, "date");
            var schedule = text(given, "schedule");
            var description = text(given, "description");
            var endpoint = Endpoint.of(
                            id == null ? newId() : id,
                            text(given, "source"),
                            event == null ? null : type(event),
                            url,
                            Endpoint.Origin.API,
                            Instant.now())
                    .withDescription(description == null ? "" : description)
                    .withDateStyle(WebhookSettings.dateStyle(date == null ? "correct" : date))
                    .withSchedule(WebhookSettings.schedule(schedule == null ? "default" : schedule))
                    .withLimits(
                            given.path("requestsPerSecond").asInt(0),
                            given.path("concurrency").asInt(Endpoint.DEFAULT_CONCURRENCY));
            var secret = text(given, "secret");
            var put = sink.put(
                    secret == null ? endpoint : endpoint.withSecrets(List.of(new Endpoint.Secret(secret, null))));
            var answer = EndpointJson.one(put, sink.status());
            answer.put("secret", sink.secret(put.id()));
            return answer;
        } catch (ConfigException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), "see the documentation of webhooks");
        }
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
        throw bad("the body is no JSON object", "{\"url\":\"https://example.com/hook\",\"event\":\"AgentLog\"}");
    }

    private Endpoint require(String id) {
        return sink.endpoints().stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(404, "unknown-endpoint", "no endpoint '" + id + "'", hint(id)));
    }

    private String hint(String id) {
        var ids = sink.endpoints().stream().map(Endpoint::id).toList();
        return ids.isEmpty() ? "none is registered" : "nearest is " + Spelling.nearest(id, ids);
    }

    private static WebhookType testType(Endpoint endpoint, @Nullable String event) {
        if (event != null) {
            return type(event);
        }
        var own = endpoint.type();
        return own == null ? WebhookType.AGENT_LOG : own;
    }

    private static WebhookType type(String event) {
        return WebhookType.named(event)
                .orElseThrow(() -> bad(
                        "no event '" + event + "'",
                        "nearest is "
                                + Spelling.nearest(
                                        event,
                                        Arrays.stream(WebhookType.values())
                                                .map(WebhookType::eventName)
                                                .toList())));
    }

    private static Instant moment(String name, @Nullable String text) {
        try {
            if (text != null) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException _) {
            // Told below like a missing one.
        }
        throw bad("parameter '" + name + "' must be a time with offset", "like 2026-11-20T08:00:00-03:00");
    }

    private static Duration overlap(@Nullable String text) {
        try {
            return text == null ? DEFAULT_OVERLAP : Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw bad("parameter 'overlap' must be seconds", "like 86400");
        }
    }

    private static Refused bad(String message, String hint) {
        return new Refused(400, "bad-request", message, hint);
    }

    private static @Nullable String text(JsonNode given, String field) {
        var value = given.path(field);
        return value.isTextual() && !value.textValue().isBlank()
                ? value.textValue().strip()
                : null;
    }

    private static String newId() {
        var bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        return "api-" + HexFormat.of().formatHex(bytes);
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
