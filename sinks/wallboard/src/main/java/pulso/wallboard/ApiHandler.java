package pulso.wallboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
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
import pulso.schemas.passage.Channel;
import pulso.schemas.wire.SchemaRegistry;

/** Everything below {@code /api}, {@code /health}, {@code /metrics} and {@code /registry}. Runs on virtual threads. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String AGENT_PREFIX = "/api/v1/agents/";
    private static final String PASSAGE_PREFIX = "/api/v1/passages/";
    private static final String VIEW_PREFIX = TableApi.VIEWS + '/';
    private static final Set<String> EXPORTED =
            Set.of("/api/v1/board", "/api/v1/agents", "/api/v1/passages", "/api/v1/series");
    private static final Set<String> OWN_ROOTS = Set.of("api", "health", "metrics", "registry");
    private static final List<String> READS = List.of("GET", "HEAD", "OPTIONS");
    private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final WallboardConfig config;
    private final Parts parts;
    private final RegistryApi registry;
    private final InstantSource clock;
    private final Readers readers;

    /** What stands behind the addresses. */
    record Parts(
            Board board,
            Feed feed,
            StreamHub hub,
            Health health,
            SettingsApi settings,
            SeriesReader series,
            PassageReader passages,
            TableApi tables,
            TimeTravel travel) {}

    ApiHandler(WallboardConfig config, Parts parts, SchemaRegistry registry, InstantSource clock) {
        this.config = config;
        this.parts = parts;
        this.registry = new RegistryApi(registry);
        this.clock = clock;
        this.readers = new Readers(parts.board(), config);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        if (!OWN_ROOTS.contains(root(path))) {
            return false;
        }
        try {
            response.getHeaders().put(NO_STORE);
            var allowed = methods(path);
            if (request.getMethod().equals("OPTIONS")) {
                response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
                response.setStatus(204);
                callback.succeeded();
            } else if (!allowed.contains(request.getMethod())) {
                response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
                throw new RequestRefused(
                        405, "method-not-allowed", "this address knows no " + request.getMethod(), "use " + allowed);
            } else if (allowed.contains("PUT")) {
                change(path, request, response, callback);
            } else if (path.equals(TableApi.QUERY)) {
                parts.tables().requireToken(request.getHeaders().get(HttpHeader.AUTHORIZATION));
                RequestParameters.of(request).allowOnly(Set.of());
                sendJson(response, callback, 200, parts.tables().query(body(request)));
            } else {
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
                    agent(given, RequestParameters.nameInPath(path.substring(AGENT_PREFIX.length()))));
        } else if (path.startsWith(PASSAGE_PREFIX)) {
            given.allowOnly(Set.of());
            sendJson(response, callback, 200, interaction(path.substring(PASSAGE_PREFIX.length())));
        } else if (path.startsWith(VIEW_PREFIX)) {
            view(RequestParameters.nameInPath(path.substring(VIEW_PREFIX.length())), given, response, callback);
        } else if (RegistryApi.owns(path)) {
            registry.answer(path, response, callback);
        } else {
            answerExact(path, given, request, response, callback);
        }
    }

    private static List<String> methods(String path) {
        if (path.equals(TableApi.QUERY)) {
            return List.of("POST", "OPTIONS");
        }
        return path.startsWith(SettingsApi.ROOT + "/") ? List.of("PUT", "DELETE", "OPTIONS") : READS;
    }

    private void change(String path, Request request, Response response, Callback callback) {
        parts.settings().requireToken(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        var given = RequestParameters.of(request);
        sendJson(
                response,
                callback,
                200,
                request.getMethod().equals("PUT")
                        ? parts.settings().put(path, given, body(request))
                        : parts.settings().delete(path, given));
    }

    private static byte[] body(Request request) {
        try (var in = Content.Source.asInputStream(request)) {
            var body = in.readNBytes(SettingsApi.MAX_BODY_BYTES + 1);
            if (body.length > SettingsApi.MAX_BODY_BYTES) {
                throw new RequestRefused(
                        413, "too-large", "the body is too large", "at most " + SettingsApi.MAX_BODY_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new RequestRefused(400, "bad-body", "the body cannot be read: " + e.getMessage(), "send it again");
        }
    }

    private void answerExact(
            String path, RequestParameters given, Request request, Response response, Callback callback) {
        var export = EXPORTED.contains(path) ? Export.take(given) : null;
        if (export != null) {
            export(path, given, new ExportApi(export, response));
            callback.succeeded();
            return;
        }
        switch (path) {
            case "/api/v1/board" -> {
                var seen = seen(given);
                sendJson(response, callback, 200, Answers.board(seen.reader(), seen.asOf()));
            }
            case "/api/v1/agents" -> {
                var seen = seen(given);
                sendJson(response, callback, 200, Answers.agents(seen.reader(), seen.asOf()));
            }
            case "/api/v1/passages" -> sendJson(response, callback, 200, passages(given));
            case "/api/v1/series" -> sendJson(response, callback, 200, series(given));
            case TableApi.VIEWS -> {
                given.allowOnly(Set.of());
                sendJson(response, callback, 200, parts.tables().list());
            }
            case SettingsApi.ROOT -> {
                requireWhole();
                sendJson(response, callback, 200, parts.settings().read(given));
            }
            case "/api/v1/dialer" -> sendJson(response, callback, 200, dialer(given));
            case "/api/v1/kpis" -> {
                given.allowOnly(Set.of());
                sendJson(response, callback, 200, Catalogue.body());
            }
            case "/api/v1/stream" -> stream(BoardQuery.of(given, config), request, response, callback);
            case "/health/live" ->
                sendJson(
                        response,
                        callback,
                        parts.health().isLive() ? 200 : 503,
                        parts.health().liveness());
            case "/health/ready" ->
                sendJson(
                        response,
                        callback,
                        parts.health().isReady() ? 200 : 503,
                        parts.health().readiness());
            case "/metrics" -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, Health.METRICS_TYPE);
                send(response, callback, parts.health().metrics().getBytes(StandardCharsets.UTF_8));
            }
            default ->
                throw new RequestRefused(
                        404, "not-found", "nothing lives at " + path, "GET /openapi.json lists every address");
        }
    }

    private void export(String path, RequestParameters given, ExportApi export) {
        requireWhole();
        var asOf = clock.instant();
        switch (path) {
            case "/api/v1/agents" -> {
                var seen = seen(given);
                export.agents(seen.reader(), seen.asOf());
            }
            case "/api/v1/passages" -> {
                var query = PassageQuery.of(given, config, Export.MAX_ROWS, Export.MAX_ROWS);
                export.passages(parts.passages(), query, zone(query.shown(), asOf), asOf);
            }
            case "/api/v1/series" -> {
                var query = SeriesQuery.of(given, config);
                export.series(parts.series(), query, zone(query.shown(), asOf), asOf);
            }
            default -> {
                var of = given.text("of", "queues");
                given.fields().remove("of");
                if (!of.equals("queues") && !of.equals("totals")) {
                    throw RequestRefused.badParameter("of", "no '" + of + "'", "queues or totals");
                }
                var seen = seen(given);
                export.board(seen.reader(), seen.asOf(), of);
            }
        }
    }

    private ZoneId zone(BoardQuery query, Instant asOf) {
        return readers.of(query).zone(asOf);
    }

    private void view(String name, RequestParameters given, Response response, Callback callback) {
        var asOf = clock.instant();
        var zone = config.sources().values().iterator().next();
        var export = Export.take(given);
        var query = parts.tables().viewQuery(name, given, export != null, zone);
        if (export == null) {
            sendJson(response, callback, 200, parts.tables().view(query));
        } else {
            parts.tables().view(query, new ExportApi(export, response), zone, asOf);
            callback.succeeded();
        }
    }

    private Map<String, @Nullable Object> passages(RequestParameters given) {
        requireWhole();
        if (!given.text("open", "false").equals("true")) {
            return parts.passages().page(PassageQuery.page(given, config), clock.instant());
        }
        given.allowOnly(BoardQuery.orderedSet("open", "sources", "queues", "groups", "channels", "sl"));
        given.fields().remove("open");
        return Answers.openPassages(reader(given), clock.instant());
    }

    private Map<String, @Nullable Object> interaction(String path) {
        requireWhole();
        var named = PassageReader.parts(path);
        return parts.passages()
                .interaction(
                        BoardQuery.known(
                                "source",
                                named.get(0),
                                config.sources().keySet().toArray(String[]::new),
                                name -> name),
                        BoardQuery.known("channel", named.get(1), Channel.values(), Channel::wireName),
                        named.get(2),
                        clock.instant());
    }

    private Map<String, @Nullable Object> series(RequestParameters given) {
        var query = SeriesQuery.of(given, config);
        requireWhole();
        return parts.series().read(query, clock.instant());
    }

    private Map<String, @Nullable Object> dialer(RequestParameters given) {
        given.allowOnly(BoardQuery.orderedSet("campaign", "sources"));
        var campaign = given.text("campaign");
        given.fields().remove("campaign");
        return Answers.dialer(reader(given), clock.instant(), campaign);
    }

    private Map<String, @Nullable Object> agent(RequestParameters given, String name) {
        var seen = seen(given);
        return Answers.agent(seen.reader(), seen.asOf(), name);
    }

    /** The board now, or as it stood. */
    private TimeTravel.Seen seen(RequestParameters given) {
        var at = given.text("at");
        given.fields().remove("at");
        var query = BoardQuery.of(given, config);
        requireWhole();
        return at == null
                ? new TimeTravel.Seen(readers.of(query), clock.instant())
                : parts.travel().to(query, at, clock.instant());
    }

    private BoardReader reader(RequestParameters given) {
        var query = BoardQuery.of(given, config);
        requireWhole();
        return readers.of(query);
    }

    private void requireWhole() {
        if (!parts.board().isWhole()) {
            var restoring = parts.feed().restoring();
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
        parts.hub().enter();
        try {
            var stream = parts.hub().join(query);
            var headers = response.getHeaders();
            headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
            headers.put("X-Accel-Buffering", "no");
            parts.hub().serve(stream, request.getHeaders().get("Last-Event-ID"), Content.Sink.asOutputStream(response));
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("a stream's client went away", e);
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } finally {
            parts.hub().leave();
        }
    }

    private static void refuse(Response response, Callback callback, RequestRefused refusal) {
        if (response.isCommitted()) {
            callback.failed(refusal);
            return;
        }
        response.getHeaders().remove("Content-Disposition");
        if (refusal.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
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
