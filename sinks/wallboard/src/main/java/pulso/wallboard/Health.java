package pulso.wallboard;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Health and metrics of the wallboard and of the other parts of its process. */
final class Health implements AutoCloseable {
    static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final List<HealthSource> parts;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();

    Health(Board board, Feed feed, StreamHub hub, List<HealthSource> others) {
        parts = new ArrayList<>();
        parts.add(new WallboardHealth(board, feed, hub));
        parts.addAll(others);
    }

    void bind(WallboardConfig config, Board board, Feed feed, StreamHub hub, InstantSource clock) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gcMetrics.bindTo(registry);
        Gauge.builder("pulso.wallboard.streams.clients", hub, StreamHub::clients)
                .description("clients of the event stream")
                .register(registry);
        Gauge.builder("pulso.wallboard.streams", hub, StreamHub::streams)
                .description("different queries that are streamed")
                .register(registry);
        Gauge.builder("pulso.wallboard.restored", board, b -> b.isWhole() ? 1 : 0)
                .description("1 when all that the topics held at the start is on the board")
                .register(registry);
        FunctionCounter.builder("pulso.wallboard.records", feed, Feed::records)
                .description("records read from the derived topics")
                .register(registry);
        Gauge.builder("pulso.wallboard.records.unreadable", board, Board::unreadable)
                .description("records that could not be read and are in no figure")
                .register(registry);
        for (var source : config.sources().keySet()) {
            Gauge.builder("pulso.wallboard.lag.seconds", () -> lagSeconds(board, source, clock))
                    .description("age of the last moment up to which everything is counted")
                    .tag("source", source)
                    .register(registry);
        }
        parts.forEach(part -> part.bindTo(registry));
    }

    boolean isLive() {
        return parts.stream().noneMatch(part -> part.health().state() == HealthSource.State.FAILED);
    }

    boolean isReady() {
        return parts.stream().allMatch(part -> part.health().state() == HealthSource.State.READY);
    }

    Map<String, Object> liveness() {
        return report(isLive() ? "live" : "failed");
    }

    Map<String, Object> readiness() {
        return report(isReady() ? "ready" : "not ready");
    }

    String metrics() {
        return registry.scrape();
    }

    @Override
    public void close() {
        gcMetrics.close();
        registry.close();
    }

    private Map<String, Object> report(String status) {
        var said = new LinkedHashMap<String, Object>();
        for (var part : parts) {
            var health = part.health();
            said.put(
                    part.name(),
                    Map.of("state", health.state().name().toLowerCase(Locale.ROOT), "says", health.says()));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        body.put("parts", said);
        return body;
    }

    private static double lagSeconds(Board board, String source, InstantSource clock) {
        synchronized (board) {
            var heartbeat = board.progress(source);
            return heartbeat == null
                    ? Double.NaN
                    : Duration.between(heartbeat.saidAt(), clock.instant()).toMillis() / 1_000.0;
        }
    }

    private record WallboardHealth(Board board, Feed feed, StreamHub hub) implements HealthSource {
        @Override
        public String name() {
            return "wallboard";
        }

        @Override
        public Health health() {
            if (!feed.isAlive() || !hub.isAlive()) {
                return new HealthSource.Health(State.FAILED, "a thread of the wallboard ended");
            }
            if (!board.isWhole()) {
                var restoring = feed.restoring();
                return new HealthSource.Health(
                        State.STARTING,
                        "restoring, %.0f %% done: %s"
                                .formatted(Math.floor(restoring.progress() * 100), restoring.says()));
            }
            var unreadable = board.unreadable();
            return new HealthSource.Health(
                    State.READY,
                    unreadable == 0
                            ? "shows everything up to now"
                            : unreadable + " records could not be read and are in no figure");
        }
    }
}
