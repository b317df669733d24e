package pulso.command;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.ingest.Ingest;
import pulso.wallboard.HealthSource;

/** Shows the other roles' health and metrics on the wallboard's port. */
final class RoleHealth {
    private RoleHealth() {}

    static List<HealthSource> of(Pipeline pipeline) {
        return List.of(new OfIngest(pipeline), new OfTopology(pipeline), new OfClickHouse(pipeline));
    }

    private record OfIngest(Pipeline pipeline) implements HealthSource {
        @Override
        public String name() {
            return Role.INGEST.wireName();
        }

        @Override
        public Health health() {
            var ingest = pipeline.ingest();
            if (ingest == null) {
                return new Health(State.STARTING, "not started yet");
            }
            var failure = ingest.failure();
            if (failure != null) {
                return new Health(State.FAILED, failure.toString());
            }
            var why = ingest.status().stoppedBecause();
            return switch (ingest.phase()) {
                case STREAMING -> new Health(State.READY, "streaming");
                case SNAPSHOT -> new Health(State.STARTING, "reading the tables once");
                case WAITING -> new Health(State.STARTING, why == null ? "waiting" : why);
                case STOPPED -> new Health(State.FAILED, why == null ? "stopped" : why);
            };
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            FunctionCounter.builder("pulso.ingest.rows", pipeline, p -> rows(p.ingest()))
                    .description("Rows published to raw topics")
                    .register(registry);
            FunctionCounter.builder("pulso.ingest.restarts", pipeline, p -> restarts(p.ingest()))
                    .description("Times that capture had to start anew")
                    .register(registry);
        }

        private static double rows(@Nullable Ingest ingest) {
            return ingest == null ? 0 : ingest.metrics().rowsPublished();
        }

        private static double restarts(@Nullable Ingest ingest) {
            return ingest == null ? 0 : ingest.metrics().restarts();
        }
    }

    private record OfTopology(Pipeline pipeline) implements HealthSource {
        @Override
        public String name() {
            return Role.TOPOLOGY.wireName();
        }

        @Override
        public Health health() {
            var role = pipeline.topology();
            var streams = role == null ? null : role.streams();
            if (streams == null) {
                var trouble = role == null ? null : role.trouble();
                return new Health(State.STARTING, trouble == null ? "waits for a complete snapshot" : trouble);
            }
            return streams.isRunning()
                    ? new Health(State.READY, "folding")
                    : new Health(State.STARTING, "folds are " + streams.state());
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            FunctionCounter.builder("pulso.topology.rows", pipeline, p -> counted(p, Count.ROWS))
                    .description("Row changes folded")
                    .register(registry);
            FunctionCounter.builder("pulso.topology.rejected", pipeline, p -> counted(p, Count.REJECTED))
                    .description("Rows that could not be used")
                    .register(registry);
            FunctionCounter.builder("pulso.topology.unknown.events", pipeline, p -> counted(p, Count.UNKNOWN))
                    .description("Rows with an event that the dictionary does not know")
                    .register(registry);
        }

        private enum Count {
            ROWS,
            REJECTED,
            UNKNOWN
        }

        private static double counted(Pipeline pipeline, Count count) {
            var role = pipeline.topology();
            var streams = role == null ? null : role.streams();
            if (streams == null) {
                return 0;
            }
            return switch (count) {
                case ROWS -> streams.counts().rows().sum();
                case REJECTED -> streams.counts().rejected().sum();
                case UNKNOWN -> streams.counts().unknownEvents().sum();
            };
        }
    }

    private record OfClickHouse(Pipeline pipeline) implements HealthSource {
        @Override
        public String name() {
            return Role.CLICKHOUSE.wireName();
        }

        @Override
        public Health health() {
            var sink = pipeline.clickHouse();
            if (sink == null) {
                return new Health(State.STARTING, "not started yet");
            }
            var status = sink.status();
            var failure = status.failure();
            if (status.healthy()) {
                return new Health(State.READY, "inserting");
            }
            return new Health(State.STARTING, failure == null ? "starting" : failure.message());
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            Gauge.builder("pulso.clickhouse.lag.records", pipeline, OfClickHouse::lag)
                    .description("Records that are in topics and not yet in ClickHouse")
                    .register(registry);
        }

        private static double lag(Pipeline pipeline) {
            var sink = pipeline.clickHouse();
            return sink == null
                    ? 0
                    : sink.status().tables().stream()
                            .mapToLong(t -> t.lagRecords())
                            .sum();
        }
    }
}
