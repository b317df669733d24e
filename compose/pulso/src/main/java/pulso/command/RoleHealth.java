package pulso.command;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.SinkStatus;
import pulso.command.webhook.WebhookRole;
import pulso.ingest.Ingest;
import pulso.topology.intake.RowIntake;
import pulso.wallboard.HealthSource;

/** Shows the other roles' health and metrics on the wallboard's port: capture and folds of each source, and ClickHouse. */
final class RoleHealth {
    private static final String SOURCE = "source";

    private RoleHealth() {}

    /** Of the roles that this process is to have. */
    static List<HealthSource> of(Pipeline pipeline, Set<Role> wanted) {
        boolean isOne = pipeline.sources().size() == 1;
        var shown = new ArrayList<HealthSource>();
        for (var source : pipeline.sources()) {
            var suffix = isOne ? "" : ' ' + source.name();
            if (wanted.contains(Role.INGEST)) {
                shown.add(new OfIngest(Role.INGEST.wireName() + suffix, source));
            }
            if (wanted.contains(Role.TOPOLOGY)) {
                shown.add(new OfTopology(Role.TOPOLOGY.wireName() + suffix, source));
            }
        }
        if (wanted.contains(Role.CLICKHOUSE)) {
            shown.add(new OfClickHouse(pipeline));
        }
        if (wanted.contains(Role.WEBHOOK)) {
            shown.add(new OfWebhooks(pipeline));
        }
        return shown;
    }

    private record OfWebhooks(Pipeline pipeline) implements HealthSource {
        @Override
        public String name() {
            return Role.WEBHOOK.wireName();
        }

        @Override
        public Health health() {
            var role = pipeline.webhooks();
            if (role == null) {
                return new Health(State.STARTING, "not started yet");
            }
            var status = role.status();
            if (!status.healthy()) {
                return new Health(status.standby() ? State.READY : State.STARTING, String.valueOf(status.failure()));
            }
            var trouble = role.trouble();
            var says = status.endpoints().size() + " endpoints";
            return new Health(
                    State.READY, trouble == null ? says : says + ", rows of webhooks are not followed: " + trouble);
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            FunctionCounter.builder("pulso.webhooks.too.old", pipeline, p -> tooOld(p.webhooks()))
                    .description("Events that happened too long ago to be told")
                    .register(registry);
        }

        private static double tooOld(@Nullable WebhookRole role) {
            return role == null ? 0 : role.status().droppedAsOld();
        }
    }

    private record OfIngest(String name, SourceRoles source) implements HealthSource {
        @Override
        public Health health() {
            var ingest = source.ingest();
            if (ingest == null) {
                var refusal = source.refusal();
                return refusal == null
                        ? new Health(State.STARTING, "not started yet")
                        : new Health(State.FAILED, refusal);
            }
            var failure = ingest.failure();
            if (failure != null) {
                return new Health(State.FAILED, failure.toString());
            }
            var why = ingest.status().stoppedBecause();
            return switch (ingest.phase()) {
                case STREAMING -> streaming();
                case SNAPSHOT -> new Health(State.STARTING, "reading the tables once");
                case WAITING -> new Health(State.STARTING, why == null ? "waiting" : why);
                case STOPPED -> new Health(State.FAILED, why == null ? "stopped" : why);
            };
        }

        /** Figures need no names, so what is wrong with them is told and no more. */
        private Health streaming() {
            var names = source.names();
            var trouble = names == null ? null : names.trouble();
            return new Health(State.READY, trouble == null ? "streaming" : "streaming, without names: " + trouble);
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            FunctionCounter.builder("pulso.ingest.rows", source, s -> rows(s.ingest()))
                    .description("Rows published to raw topics")
                    .tag(SOURCE, source.name())
                    .register(registry);
            FunctionCounter.builder("pulso.ingest.restarts", source, s -> restarts(s.ingest()))
                    .description("Times that capture had to start anew")
                    .tag(SOURCE, source.name())
                    .register(registry);
            for (var table : source.config().documented()) {
                var topic = source.config().topic(table).name();
                Gauge.builder("pulso.source.delay", source, s -> delaySeconds(s.ingest(), topic))
                        .description("From a row's own time to its commit, the median of a table's last inserts")
                        .baseUnit("seconds")
                        .tag(SOURCE, source.name())
                        .tag("table", table.tableName())
                        .register(registry);
            }
        }

        private static double delaySeconds(@Nullable Ingest ingest, String topic) {
            var delay = ingest == null ? null : ingest.metrics().sourceDelay().get(topic);
            return delay == null ? Double.NaN : delay.toMillis() / 1e3;
        }

        private static double rows(@Nullable Ingest ingest) {
            return ingest == null ? 0 : ingest.metrics().rowsPublished();
        }

        private static double restarts(@Nullable Ingest ingest) {
            return ingest == null ? 0 : ingest.metrics().restarts();
        }
    }

    private record OfTopology(String name, SourceRoles source) implements HealthSource {
        @Override
        public Health health() {
            var role = source.topology();
            var streams = role == null ? null : role.streams();
            if (role == null || streams == null) {
                var trouble = role == null ? null : role.trouble();
                return new Health(State.STARTING, trouble == null ? "waits for a complete snapshot" : trouble);
            }
            if (!streams.isRunning()) {
                return new Health(State.STARTING, "folds are " + streams.state());
            }
            if (role.lag().isCaughtUp()) {
                return new Health(State.READY, "folding");
            }
            long behind = role.lag().records();
            return new Health(
                    role.lag().hasCaughtUp() ? State.READY : State.STARTING,
                    behind < 0 ? "catching up" : "catching up, %,d records behind".formatted(behind));
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            count(registry, "pulso.topology.rows", "Row changes folded", RowIntake.Counts::rows);
            count(registry, "pulso.topology.rejected", "Rows that could not be used", RowIntake.Counts::rejected);
            count(
                    registry,
                    "pulso.topology.unknown.events",
                    "Rows with an event that the dictionary does not know",
                    RowIntake.Counts::unknownEvents);
            count(
                    registry,
                    "pulso.topology.deletes",
                    "Deleted rows, which are retention and folded nowhere",
                    RowIntake.Counts::deletes);
            count(
                    registry,
                    "pulso.topology.other.epochs",
                    "Rows of snapshots that are not the one folded",
                    RowIntake.Counts::otherEpochs);
            Gauge.builder("pulso.topology.lag.records", source, OfTopology::behind)
                    .description("Records that are in raw topics and not yet folded")
                    .tag(SOURCE, source.name())
                    .register(registry);
        }

        private static double behind(SourceRoles source) {
            var role = source.topology();
            long records = role == null ? -1 : role.lag().records();
            return records < 0 ? Double.NaN : records;
        }

        private void count(
                MeterRegistry registry, String name, String description, Function<RowIntake.Counts, LongAdder> which) {
            FunctionCounter.builder(name, source, s -> counted(s, which))
                    .description(description)
                    .tag(SOURCE, source.name())
                    .register(registry);
        }

        private static double counted(SourceRoles source, Function<RowIntake.Counts, LongAdder> which) {
            var role = source.topology();
            var streams = role == null ? null : role.streams();
            return streams == null ? 0 : which.apply(streams.counts()).sum();
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
                            .mapToLong(SinkStatus.TableStatus::lagRecords)
                            .sum();
        }
    }
}
