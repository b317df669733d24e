package pulso.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that somebody else runs, by the API that Confluent's, Karapace's and Apicurio's understand.
 *
 * <p>Each schema is asked for once. While the registry cannot be reached, what is known goes on as ever and what is not
 * known waits. Safe for any thread; a closed one gives up waiting.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Place place;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Registered(String subject, Schema schema) {}

    /**
     * Where a registry is.
     *
     * @param url up to where its API begins, such as {@code http://10.0.0.8:8081}
     * @param user for basic authentication; null for none
     * @param patience how long what is not known waits for a registry that does not answer; null for ever
     */
    public record Place(
            URI url,
            @Nullable String user,
            @Nullable String password,
            @Nullable Duration patience) {
        @Override
        public String toString() {
            return "Place[" + url + ']';
        }
    }

    private HttpSchemaRegistry(Place place) {
        this.place = place;
    }

    /** Asks nothing yet. */
    public static HttpSchemaRegistry open(Place place) {
        return new HttpSchemaRegistry(place);
    }

    /** The registry has refused, and would again. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        var wanted = new Registered(subject, schema);
        var known = ids.get(wanted);
        if (known != null) {
            return known;
        }
        var body = JSON.createObjectNode()
                .put("schema", SchemaFormatter.format("json/inline", schema))
                .toString();
        var answer = ask(request("/subjects/" + encoded(subject) + "/versions")
                .header("Content-Type", CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() == 409) {
            throw new RefusedException("the registry at " + place.url() + " says that the new schema of " + subject
                    + " does not go with those before: " + message(answer));
        }
        requireSuccess(answer, "register a schema of " + subject);
        int id = json(answer).path("id").asInt();
        ids.put(wanted, id);
        return id;
    }

    @Override
    public Schema byId(int id) {
        var known = byId.get(id);
        if (known != null) {
            return known;
        }
        var answer = ask(request("/schemas/ids/" + id).GET().build());
        if (answer.statusCode() == 404) {
            throw new UnknownSchemaException(id);
        }
        requireSuccess(answer, "give schema " + id);
        var schema = parse(json(answer).path("schema").asText());
        byId.put(id, schema);
        return schema;
    }

    @Override
    public List<Version> versions() {
        var versions = new ArrayList<Version>();
        for (var subject : list("/subjects")) {
            var path = "/subjects/" + encoded(subject.asText()) + "/versions";
            for (var number : list(path)) {
                var answer = ask(request(path + '/' + number.asInt()).GET().build());
                requireSuccess(answer, "give version " + number.asInt() + " of " + subject.asText());
                var version = json(answer);
                versions.add(new Version(
                        subject.asText(),
                        number.asInt(),
                        version.path("id").asInt(),
                        parse(version.path("schema").asText())));
            }
        }
        return versions;
    }

    private JsonNode list(String path) {
        var answer = ask(request(path).GET().build());
        requireSuccess(answer, "list " + path);
        return json(answer);
    }

    private HttpRequest.Builder request(String path) {
        var base = place.url().toString();
        var request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .timeout(ANSWER_LIMIT)
                .header("Accept", CONTENT_TYPE + ", application/json");
        if (place.user() != null) {
            var credentials = place.user() + ':' + (place.password() == null ? "" : place.password());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    /** Tries until somebody answers who is able to; refusals come back as they are. */
    private HttpResponse<String> ask(HttpRequest request) {
        var patience = place.patience();
        long deadline = System.nanoTime() + (patience == null ? Long.MAX_VALUE >> 1 : patience.toNanos());
        var pause = FIRST_PAUSE;
        while (true) {
            var trouble = "";
            try {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return answer;
                }
                trouble = "it answers " + answer.statusCode();
            } catch (IOException e) {
                trouble = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException("interrupted while asking the schema registry", e);
            }
            if (closed || System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the schema registry at " + place.url() + " is out of reach: " + trouble);
            }
            LOG.warn("the schema registry at {} is out of reach ({}); trying again", place.url(), trouble);
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void requireSuccess(HttpResponse<String> answer, String what) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new RefusedException("the registry at " + place.url() + " will not " + what + " (" + status
                    + "): check registry.user and registry.password");
        }
        if (status != 200) {
            throw new RefusedException(
                    "the registry at " + place.url() + " will not " + what + ": " + status + ' ' + message(answer));
        }
    }

    private static String message(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body()).path("message").asText(answer.body());
        } catch (IOException _) {
            return answer.body();
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the schema registry answers no JSON", e);
        }
    }

    private static Schema parse(String schema) {
        return new SchemaParser().parse(schema).mainSchema();
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while waiting for the schema registry", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
    }
}
