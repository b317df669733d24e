package pulso.command.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pulso.wallboard.TableArchive;

/** Reads from ClickHouse over its HTTP interface, row by row while the answer comes. Safe for several threads. */
final class ClickHouseReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final URI endpoint;
    private final String user;
    private final String password;

    ClickHouseReader(URI endpoint, String user, String password) {
        this.endpoint = endpoint;
        this.user = user;
        this.password = password;
    }

    /**
     * Gives each row of the answer until the taker says that it is enough.
     *
     * @param sql names a format of JSON that has one value for each row
     * @throws TableArchive.QuestionRefused when ClickHouse says no
     */
    void read(String sql, Map<String, String> settings, Predicate<JsonNode> taker) {
        try (var body = answer(sql, settings)) {
            // Rows may be arrays, which a MappingIterator would take for one list of values.
            try (var parser = JSON.createParser(body)) {
                boolean goesOn = true;
                while (goesOn && parser.nextToken() != null) {
                    goesOn = taker.test(parser.readValueAsTree());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ClickHouse's answer broke off", e);
        }
    }

    private InputStream answer(String sql, Map<String, String> settings) throws IOException {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("database", "pulso");
        parameters.put("output_format_json_quote_64bit_integers", "0");
        parameters.putAll(settings);
        var query = parameters.entrySet().stream()
                .map(each -> each.getKey() + '=' + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/?", ""));
        var request = HttpRequest.newBuilder(endpoint.resolve(query))
                .timeout(ANSWER_LIMIT)
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (var body = response.body()) {
                throw new TableArchive.QuestionRefused(new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for ClickHouse", e);
        }
    }

    static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /** A condition that a column has one of the values; nothing when there are none. */
    static String among(String column, Collection<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(ClickHouseReader::quoted)
                        .collect(Collectors.joining(", ", " AND " + column + " IN (", ")"));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
