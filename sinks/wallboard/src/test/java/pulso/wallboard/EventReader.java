package pulso.wallboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events from a real connection. */
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;

    /** One event. */
    record Event(@Nullable String id, String name, String data) {}

    private EventReader(BufferedReader lines) {
        this.lines = lines;
    }

    static EventReader open(HttpClient client, String url, @Nullable String lastEventId) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("status " + answer.statusCode());
        }
        return new EventReader(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    Event next() throws IOException {
        String id = null;
        String name = null;
        var data = new StringBuilder();
        while (true) {
            var line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            if (line.isEmpty() && name != null) {
                return new Event(id, name, data.toString());
            }
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            }
        }
    }

    /** Skips what does not fit; the test's own time limit bounds it. */
    Event until(Predicate<Event> fits) throws IOException {
        while (true) {
            var event = next();
            if (fits.test(event)) {
                return event;
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
