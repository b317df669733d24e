package pulso.embedded.engine;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/** A request in the terms of ClickHouse's HTTP interface: what its URL, its headers and its body ask for. */
final class EngineRequest {
    private static final String PARAMETER = "param_";
    private static final Set<String> NO_SETTINGS = Set.of(
            "query",
            "query_id",
            "database",
            "default_format",
            "compress",
            "decompress",
            "session_id",
            "session_timeout",
            "session_check",
            "close_session",
            "user",
            "password",
            "role",
            "quota_key",
            "buffer_size",
            "wait_end_of_query",
            "stacktrace",
            "client_protocol_version",
            "enable_http_compression");

    private final HttpExchange exchange;
    private final Map<String, String> url;
    private final Headers headers;

    EngineRequest(HttpExchange exchange) {
        this.exchange = exchange;
        this.headers = exchange.getRequestHeaders();
        this.url = decoded(exchange.getRequestURI().getRawQuery());
    }

    String query() {
        return url.getOrDefault("query", "");
    }

    String queryId() {
        return url.computeIfAbsent("query_id", name -> UUID.randomUUID().toString());
    }

    Optional<String> database() {
        return Optional.ofNullable(url.get("database"))
                .or(() -> header("X-ClickHouse-Database"))
                .filter(name -> !name.isEmpty());
    }

    String defaultFormat() {
        return Optional.ofNullable(url.get("default_format"))
                .or(() -> header("X-ClickHouse-Format"))
                .orElse("TabSeparated");
    }

    Optional<String> session() {
        return Optional.ofNullable(url.get("session_id")).filter(id -> !id.isEmpty());
    }

    boolean framesReply() {
        return isSet("compress");
    }

    boolean waitsForTheEnd() {
        return isSet("wait_end_of_query");
    }

    /** The first content coding that the client accepts and we know, when it wants HTTP compression at all. */
    Optional<String> acceptedCoding() {
        var accepted = header("Accept-Encoding").orElse("");
        return isSet("enable_http_compression")
                ? Stream.of("lz4", "zstd", "gzip").filter(accepted::contains).findFirst()
                : Optional.empty();
    }

    /** Everything in the URL that has no other meaning. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        url.forEach((name, value) -> {
            if (!NO_SETTINGS.contains(name) && !name.startsWith(PARAMETER)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** Values of {@code {name:Type}}, in the escaping of TSV, as the engine takes them. */
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            }
        });
        return parameters;
    }

    String user() {
        return Optional.ofNullable(url.get("user"))
                .or(() -> header("X-ClickHouse-User"))
                .or(() -> basic(0))
                .filter(name -> !name.isEmpty())
                .orElse("default");
    }

    String password() {
        return Optional.ofNullable(url.get("password"))
                .or(() -> header("X-ClickHouse-Key"))
                .or(() -> basic(1))
                .orElse("");
    }

    /** A page in a browser may send requests to loopback; it cannot hide that it does. */
    boolean comesFromAWebPage() {
        var host = header("Host").orElse("").replaceFirst(":\\d+$", "");
        return header("Origin").isPresent()
                || !Set.of("127.0.0.1", "localhost", "[::1]").contains(host);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The body without its encodings; reading it fails when it is shorter than announced. */
    InputStream body() throws IOException {
        var length = header("Content-Length").map(Long::parseLong);
        InputStream body = length.isPresent()
                ? new WholeBody(exchange.getRequestBody(), length.orElseThrow())
                : exchange.getRequestBody();
        var coding = header("Content-Encoding").orElse("");
        switch (coding) {
            case "gzip" -> body = new GZIPInputStream(body);
            case "lz4" -> body = new LZ4FrameInputStream(body);
            case "zstd" -> body = new ZstdInputStream(body);
            case "", "identity" -> {
                return isSet("decompress") ? CompressedBlocks.reading(body) : body;
            }
            default ->
                throw new EngineException(
                        EngineException.NOT_IMPLEMENTED, "NOT_IMPLEMENTED", "Content-Encoding " + coding);
        }
        return body;
    }

    private boolean isSet(String name) {
        var value = url.getOrDefault(name, "0");
        return !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
    }

    private Optional<String> basic(int part) {
        return header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .map(value ->
                        new String(Base64.getDecoder().decode(value.substring(6).strip()), StandardCharsets.ISO_8859_1))
                .map(pair -> pair.split(":", 2))
                .filter(pair -> pair.length > part)
                .map(pair -> pair[part]);
    }

    private static Map<String, String> decoded(@Nullable String rawQuery) {
        var values = new HashMap<String, String>();
        if (rawQuery != null) {
            for (var pair : rawQuery.split("&")) {
                var parts = pair.split("=", 2);
                values.put(decodedWord(parts[0]), parts.length > 1 ? decodedWord(parts[1]) : "");
            }
            values.remove("");
        }
        return values;
    }

    private static String decodedWord(String word) {
        return URLDecoder.decode(word, StandardCharsets.ISO_8859_1);
    }

    /** The JDK's server ends a broken-off body as it ends a whole one. */
    private static final class WholeBody extends FilterInputStream {
        private long missing;

        private WholeBody(InputStream body, long length) {
            super(body);
            this.missing = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            if (count < 0 && missing > 0) {
                throw new EOFException("The request's body lacks " + missing + " bytes");
            }
            missing -= Math.max(0, count);
            return count;
        }
    }
}
