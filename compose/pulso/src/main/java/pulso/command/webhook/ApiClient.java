package pulso.command.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pulso.command.BoardOptions;
import pulso.command.ConfigException;

/** Asks the API of a running Pulso about webhooks. */
final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;

    private final BoardOptions.Place place;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ApiClient(BoardOptions.Place place) {
        this.place = place;
    }

    JsonNode get(String path) {
        return ask("GET", path, null);
    }

    JsonNode post(String path, @Nullable JsonNode body) {
        return ask("POST", path, body);
    }

    JsonNode delete(String path) {
        return ask("DELETE", path, null);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode ask(String method, String path, @Nullable JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(place.url() + WebhookApi.ROOT + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + place.token())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw refused(response.statusCode(), response.body());
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new ConfigException("what answers at " + place.url() + " is no Pulso: name one with --url");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no Pulso with a board answers at " + place.url()
                            + ": start one (./pulso run or demo), or name the one that runs with --url",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Says how to mend it: what was asked is wrong (a usage error), or it cannot be done now. */
    private RuntimeException refused(int status, String body) throws JsonProcessingException {
        var answer = JSON.readTree(body);
        var error = answer.path("error").asText();
        if (status == UNAUTHORIZED) {
            return new ConfigException("the Pulso at " + place.url()
                    + " has another admin token: name its data folder with --data, or the right one with --url");
        }
        if (error.equals("not-found")) {
            return new ConfigException("the Pulso at " + place.url() + " does not run the role webhook: start it with"
                    + " --role webhook,wallboard (and others) in one process, or name the one that does with --url");
        }
        var says = answer.path("message").asText("status " + status)
                + (answer.hasNonNull("hint") ? "; " + answer.path("hint").asText() : "");
        return status >= CONFLICT ? new IllegalStateException(says) : new ConfigException(says);
    }

    @Override
    public void close() {
        http.close();
    }
}
