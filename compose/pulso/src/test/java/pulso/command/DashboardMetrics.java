package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prometheus: what the dashboards ask of it, and what a running Pulso serves. */
final class DashboardMetrics {
    private static final Path DASHBOARD = Path.of("..", "docker", "grafana", "dashboards", "pipeline-health.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:pulso|jvm|process|system)_[a-z_]+");
    private static final Pattern SERVED = Pattern.compile("(?m)^([a-z_]+)[{ ]");

    private DashboardMetrics() {}

    static void assertServedOn(int httpPort) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var metrics = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                            .build(),
                    BodyHandlers.ofString());
            var served = SERVED.matcher(metrics.body())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());

            assertThat(asked()).hasSizeGreaterThan(10);
            assertThat(served).containsAll(asked());
        }
    }

    private static Set<String> asked() throws IOException {
        var names = new TreeSet<String>();
        for (var panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            for (var target : panel.get("targets")) {
                NAME.matcher(target.path("expr").asText())
                        .results()
                        .map(MatchResult::group)
                        .forEach(names::add);
            }
        }
        return names;
    }
}
