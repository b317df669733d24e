package pulso.wallboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.wire.SchemaRegistry;
import pulso.schemas.wire.UnknownSchemaException;

/** Everything below {@code /api}, {@code /health}, {@code /metrics} and {@code /registry}. Runs on virtual threads. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String AGENT_PREFIX = "/api/v1/agents/";
    private static final String SCHEMA_PREFIX = "/registry/schemas/ids/";
    private static final Set<String> OWN_ROOTS = Set.of("api", "health", "metrics", "registry");
    private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final WallboardConfig config;
    private final Board board;
    private final Feed feed;
    private final StreamHub hub;
    private final Health health;
    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final Readers readers;

    ApiHandler(
            WallboardConfig config,
            Board board,
            Feed feed,
            StreamHub hub,
            Health health,
            SchemaRegistry registry,
            InstantSource clock) {
        this.config = config;
        this.board = board;
        this.feed = feed;
        this.hub = hub;
        this.health = health;
        this.registry = registry;
        this.clock = clock;
        this.readers = new Readers(board, config);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        if (!OWN_ROOTS.contains(root(path))) {
            return false;
        }
        try {
            response.getHeaders().put(NO_STORE);
            if (allowsMethod(request, response, callback)) {
                answer(path, request, response, callback);
            }
        } catch (RequestRefused e) {
            refuse(response, callback, e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), path, e);
            refuse(response, callback, new RequestRefused(500, "internal", "this request failed", "the log says why"));
        }
        return true;
    }

    private void answer(String path, Request request, Response response, Callback callback) {
        var given = RequestParameters.of(request);
        if (path.startsWith(AGENT_PREFIX)) {
            sendJson(
                    response,
                    callback,
                    200,
                    Answers.agent(reader(given), clock.instant(), path.substring(AGENT_PREFIX.length())));
        } else if (path.startsWith(SCHEMA_PREFIX)) {
            given.allowOnly(Set.of());
            sendJson(response, callback, 200, schema(path.substring(SCHEMA_PREFIX.length())));
        } else {
            answerExact(path, given, request, response, callback);
        }
    }

    private void answerExact(
            String path, RequestParameters given, Request request, Response response, Callback callback) {
        switch (path) {
            case "/api/v1/board" -> sendJson(response, callback, 200, Answers.board(reader(given), clock.instant()));
            case "/api/v1/agents" -> sendJson(response, callback, 200, Answers.agents(reader(given), clock.instant()));
            case "/api/v1/passages" -> sendJson(response, callback, 200, passages(given));
            case "/api/v1/kpis" -> {
                given.allowOnly(Set.of());
                sendJson(response, callback, 200, Answers.catalogue());
            }
            case "/api/v1/stream" -> stream(BoardQuery.of(given, config), request, response, callback);
            case "/health/live" -> sendJson(response, callback, health.isLive() ? 200 : 503, health.liveness());
            case "/health/ready" -> sendJson(response, callback, health.isReady() ? 200 : 503, health.readiness());
            case "/metrics" -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, Health.METRICS_TYPE);
                send(response, callback, health.metrics().getBytes(StandardCharsets.UTF_8));
            }
            default ->
                throw new RequestRefused(
                        404, "not-found", "nothing lives at " + path, "GET /openapi.json lists every address");
        }
    }

    private Map<String, @Nullable Object> passages(RequestParameters given) {
        given.allowOnly(Set.of("open", "sources", "queues", "channels", "sl"));
        if (!given.text("open", "true").equals("true")) {
            throw RequestRefused.badParameter(
                    "open", "only open passages are held here", "ended ones are in ClickHouse, table passages");
        }
        given.fields().remove("open");
        return Answers.openPassages(reader(given), clock.instant());
    }

    private BoardReader reader(RequestParameters given) {
        var query = BoardQuery.of(given, config);
        requireWhole();
        return readers.of(query);
    }

    private void requireWhole() {
        if (!board.isWhole()) {
            var restoring = feed.restoring();
            throw new RequestRefused(
                    503,
                    "restoring",
                    "the board is being restored, %.0f %% done: %s"
                            .formatted(Math.floor(restoring.progress() * 100), restoring.says()),
                    "try again in a moment; /health/ready tells when");
        }
    }

    private void stream(BoardQuery query, Request request, Response response, Callback callback) {
        requireWhole();
        hub.enter();
        try {
            var stream = hub.join(query);
            var headers = response.getHeaders();
            headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
            headers.put("X-Accel-Buffering", "no");
            hub.serve(stream, request.getHeaders().get("Last-Event-ID"), Content.Sink.asOutputStream(response));
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("a stream's client went away", e);
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } finally {
            hub.leave();
        }
    }

    private Map<String, String> schema(String id) {
        try {
            return Map.of("schema", registry.byId(Integer.parseInt(id)).toString());
        } catch (NumberFormatException | UnknownSchemaException _) {
            throw new RequestRefused(
                    404,
                    "unknown-schema",
                    "no schema has the id '" + id + "'",
                    "ids stand in bytes 1 to 4 of a record");
        }
    }

    private static boolean allowsMethod(Request request, Response response, Callback callback) {
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> true;
            case "OPTIONS" -> {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
                response.setStatus(204);
                callback.succeeded();
                yield false;
            }
            default -> {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
                throw new RequestRefused(405, "method-not-allowed", "this address can only be read", "use GET");
            }
        };
    }

    private static void refuse(Response response, Callback callback, RequestRefused refusal) {
        if (response.isCommitted()) {
            callback.failed(refusal);
            return;
        }
        if (refusal.status() == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("error", refusal.error());
        body.put("message", String.valueOf(refusal.getMessage()));
        body.put("hint", refusal.hint());
        sendJson(response, callback, refusal.status(), body);
    }

    private static void sendJson(Response response, Callback callback, int status, Object body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        send(response, callback, Json.bytes(body));
    }

    private static void send(Response response, Callback callback, byte[] body) {
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static String root(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
