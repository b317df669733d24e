package pulso.wallboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import pulso.schemas.wire.SchemaRegistry;
import pulso.schemas.wire.SchemaRegistry.Version;
import pulso.schemas.wire.UnknownSchemaException;

/**
 * The reads of Confluent's schema registry below {@code /registry}, as its clients expect them: their content type, their
 * numbers of errors. Nothing can be registered here: who writes Pulso's topics does so in Kafka.
 */
final class RegistryApi {
    static final String ROOT = "/registry";

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    /** The rule that each change of a schema of Pulso's is held to in its build. */
    private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private final SchemaRegistry registry;

    /** What a client is told that asks for something that is not there; the first three digits are the status. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Missing(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    RegistryApi(SchemaRegistry registry) {
        this.registry = registry;
    }

    static boolean owns(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + '/');
    }

    void answer(String path, Response response, Callback callback) {
        var parts = List.of(path.substring(ROOT.length()).split("/")).stream()
                .filter(part -> !part.isEmpty())
                .map(RequestParameters::nameInPath)
                .toList();
        try {
            send(response, callback, 200, body(parts));
        } catch (Missing e) {
            send(
                    response,
                    callback,
                    e.code / 100,
                    Map.of("error_code", e.code, "message", String.valueOf(e.getMessage())));
        }
    }

    private Object body(List<String> path) {
        if (path.isEmpty()) {
            return Map.of();
        }
        return switch (path.getFirst()) {
            case "subjects" -> subjects(path);
            case "schemas" -> schemas(path);
            case "config" -> configuration(path);
            case "mode" -> Map.of("mode", "READONLY");
            case String _ -> throw noSuchAddress();
        };
    }

    private Object subjects(List<String> path) {
        if (path.size() == 1) {
            return registry.versions().stream().map(Version::subject).distinct().toList();
        }
        var subject = path.get(1);
        var versions = all(version -> version.subject().equals(subject));
        if (versions.isEmpty()) {
            throw new Missing(40401, "Subject '" + subject + "' not found.");
        }
        if (path.size() < 3 || !path.get(2).equals("versions")) {
            throw noSuchAddress();
        }
        if (path.size() == 3) {
            return versions.stream().map(Version::version).toList();
        }
        var version = version(versions, path.get(3));
        if (path.size() == 5 && path.get(4).equals("schema")) {
            return version.schema();
        }
        return Map.of(
                "subject", version.subject(),
                "version", version.version(),
                "id", version.id(),
                "schema", text(version.schema()));
    }

    private static Version version(List<Version> versions, String asked) {
        if (asked.equals("latest") || asked.equals("-1")) {
            return versions.getLast();
        }
        if (!asked.matches("[1-9]\\d{0,8}")) {
            throw new Missing(
                    42202,
                    "The specified version '" + asked + "' is not a valid version id. Allowed values are between"
                            + " [1, 2^31-1] and the string \"latest\"");
        }
        return versions.stream()
                .filter(version -> version.version() == Integer.parseInt(asked))
                .findFirst()
                .orElseThrow(() -> new Missing(40402, "Version " + asked + " not found."));
    }

    private Object schemas(List<String> path) {
        if (path.size() == 2 && path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        if (path.size() < 3 || !path.get(1).equals("ids")) {
            throw noSuchAddress();
        }
        var schema = schema(path.get(2));
        if (path.size() == 3) {
            return Map.of("schema", text(schema));
        }
        int id = Integer.parseInt(path.get(2));
        return switch (path.get(3)) {
            case "schema" -> schema;
            case "versions" ->
                all(version -> version.id() == id).stream()
                        .map(version -> Map.of("subject", version.subject(), "version", version.version()))
                        .toList();
            case "subjects" ->
                all(version -> version.id() == id).stream()
                        .map(Version::subject)
                        .toList();
            case String _ -> throw noSuchAddress();
        };
    }

    private Schema schema(String id) {
        try {
            return registry.byId(Integer.parseInt(id));
        } catch (NumberFormatException | UnknownSchemaException _) {
            throw new Missing(40403, "Schema " + id + " not found");
        }
    }

    private static Object configuration(List<String> path) {
        if (path.size() > 1) {
            throw new Missing(
                    40408, "Subject '" + path.get(1) + "' does not have subject-level compatibility configured");
        }
        return Map.of("compatibilityLevel", COMPATIBILITY);
    }

    private List<Version> all(Predicate<Version> wanted) {
        return registry.versions().stream().filter(wanted).toList();
    }

    private static Missing noSuchAddress() {
        return new Missing(40400, "HTTP 404 Not Found");
    }

    private static String text(Schema schema) {
        return SchemaFormatter.format("json/inline", schema);
    }

    private static void send(Response response, Callback callback, int status, Object body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
        var bytes = body instanceof Schema schema ? text(schema).getBytes(StandardCharsets.UTF_8) : Json.bytes(body);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
