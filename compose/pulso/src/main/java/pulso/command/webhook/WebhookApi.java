package pulso.command.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.command.ConfigException;
import pulso.command.Spelling;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;
import pulso.wallboard.ApiExtension;
import pulso.webhook.WebhookException;
import pulso.webhook.WebhookSink;

/** {@code /api/v1/webhooks}: who is told, the last attempts, and everything a person does about them. */
final class WebhookApi implements ApiExtension {
    static final String ROOT = "/api/v1/webhooks";
    private static final Set<String> READ = Set.of("GET");
    private static final Set<String> DO = Set.of("POST");
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
    private static final long LONGEST_OVERLAP_SECONDS = 2_592_000;

    private final WebhookSink sink;
    private final Set<String> sources;

    /**
     * @param sources contact centres that an endpoint may ask for
     */
    WebhookApi(WebhookSink sink, Set<String> sources) {
        this.sink = sink;
        this.sources = Set.copyOf(sources);
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
        allowOnly(call.parameters(), parts.size() < 2 ? Set.of() : parameters(parts.get(1)));
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
        var given = new Registration(body, sources);
        try {
            var secret = given.secret();
            var endpoint = given.endpoint(Instant.now());
            var put = sink.put(
                    secret == null ? endpoint : endpoint.withSecrets(List.of(new Endpoint.Secret(secret, null))));
            var answer = EndpointJson.one(put, sink.status());
            answer.put("secret", sink.secret(put.id()));
            return answer;
        } catch (ConfigException e) {
            throw bad(String.valueOf(e.getMessage()), "GET /openapi.json has every field");
        }
    }

    private static Set<String> parameters(String act) {
        return switch (act) {
            case "test", "redrive" -> Set.of("event");
            case "replay" -> Set.of("from", "to");
            case "rotate-secret" -> Set.of("overlap");
            default -> Set.of();
        };
    }

    private static void allowOnly(Map<String, String> given, Set<String> known) {
        for (var name : given.keySet()) {
            if (!known.contains(name)) {
                throw new Refused(
                        400,
                        "unknown-parameter",
                        "unknown parameter '" + name + "'",
                        known.isEmpty()
                                ? "this address has none"
                                : "did you mean '" + Spelling.nearest(name, known) + "'?");
            }
        }
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
            return Registration.type(event);
        }
        var own = endpoint.type();
        return own == null ? WebhookType.AGENT_LOG : own;
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
            var overlap = text == null ? DEFAULT_OVERLAP : Duration.ofSeconds(Long.parseLong(text));
            if (!overlap.isNegative() && overlap.toSeconds() <= LONGEST_OVERLAP_SECONDS) {
                return overlap;
            }
        } catch (NumberFormatException _) {
            // Told below like one that is too long.
        }
        throw bad("parameter 'overlap' must be seconds, at most " + LONGEST_OVERLAP_SECONDS, "like 86400");
    }

    static Refused bad(String message, String hint) {
        return new Refused(400, "bad-request", message, hint);
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
