package pulso.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks ClickHouse as anything with HTTP does. */
final class ClickHouseHttp {
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    ClickHouseHttp(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    /** @return the whole answer, tab-separated unless the statement says otherwise */
    String send(String sql) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(BodyPublishers.ofString(sql))
                        .timeout(LIMIT)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new BenchmarkException(answer.body());
        }
        return answer.body();
    }
}
