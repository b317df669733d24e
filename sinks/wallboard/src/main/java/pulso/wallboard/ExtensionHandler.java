package pulso.wallboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of {@link ApiExtension}s: whoever asks needs the admin token, to read as to change. */
final class ExtensionHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionHandler.class);

    private final SettingsApi settings;
    private final List<ApiExtension> extensions = new CopyOnWriteArrayList<>();

    ExtensionHandler(SettingsApi settings) {
        this.settings = settings;
    }

    void add(ApiExtension extension) {
        extensions.add(extension);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        var extension = find(path);
        if (extension == null) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try {
            settings.requireToken(request.getHeaders().get(HttpHeader.AUTHORIZATION));
            send(response, callback, 200, answer(extension, path, request));
        } catch (RequestRefused e) {
            refuse(response, callback, e.status(), e.error(), e.getMessage(), e.hint());
        } catch (ApiExtension.Refused e) {
            refuse(response, callback, e.status(), e.error(), e.getMessage(), e.hint());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), path, e);
            refuse(response, callback, 500, "internal", "this request failed", "the log says why");
        }
        return true;
    }

    private @Nullable ApiExtension find(String path) {
        for (var extension : extensions) {
            if (path.equals(extension.root()) || path.startsWith(extension.root() + '/')) {
                return extension;
            }
        }
        return null;
    }

    private static Object answer(ApiExtension extension, String path, Request request) {
        var rest = path.substring(extension.root().length());
        var methods = extension.methods(rest);
        if (methods.isEmpty()) {
            throw new RequestRefused(404, "not-found", "nothing lives at " + path, "see " + extension.root());
        }
        if (!methods.contains(request.getMethod())) {
            throw new RequestRefused(
                    405, "method-not-allowed", "this address knows no " + request.getMethod(), "use " + methods);
        }
        var parameters = new HashMap<String, String>();
        Request.extractQueryParameters(request).forEach(field -> parameters.put(field.getName(), field.getValue()));
        return extension.answer(new ApiExtension.Call(
                request.getMethod(), RequestParameters.nameInPath(rest), Map.copyOf(parameters), body(request)));
    }

    private static String body(Request request) {
        try (var in = Content.Source.asInputStream(request)) {
            var body = in.readNBytes(SettingsApi.MAX_BODY_BYTES + 1);
            if (body.length > SettingsApi.MAX_BODY_BYTES) {
                throw new RequestRefused(
                        413, "too-large", "the body is too large", "at most " + SettingsApi.MAX_BODY_BYTES + " bytes");
            }
            return new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the body could not be read", e);
        }
    }

    private static void refuse(
            Response response, Callback callback, int status, String error, @Nullable String message, String hint) {
        if (status == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        send(
                response,
                callback,
                status,
                Map.of("error", error, "message", message == null ? error : message, "hint", hint));
    }

    private static void send(Response response, Callback callback, int status, Object answer) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
        response.write(true, ByteBuffer.wrap(Json.bytes(answer)), callback);
    }
}
