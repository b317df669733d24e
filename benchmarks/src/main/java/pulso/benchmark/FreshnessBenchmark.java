package pulso.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.benchmark.Trail.Place;
import pulso.schemas.passage.Outcome;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** How old a change of the board is when a wall gets it: from the commit in MariaDB to the frame at an HTTP client. */
@Command(
        name = "freshness",
        description = "Time from a commit in MariaDB to the SSE frame that shows it, under the demo's load.",
        mixinStandardHelpOptions = true)
final class FreshnessBenchmark implements Callable<Integer> {
    private static final String SOURCE = "ucontact";
    private static final int PROBES = 600;
    private static final int QUICK_PROBES = 150;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(10);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(15);
    private static final int MOST_WARM_UP_PROBES = 2_000;
    private static final double AIM_P50_MS = 80;
    private static final double AIM_P99_MS = 300;

    @Option(names = "--quick", description = "Fewer probes: less than a minute.")
    private boolean quick;

    /** One part of the way, or the whole. */
    private record Stage(String name, Place from, Place to) {}

    private static final Stage WHOLE = new Stage("commit -> SSE frame", Place.COMMITTED, Place.SHOWN);
    private static final List<Stage> STAGES = List.of(
            new Stage("commit -> raw topic", Place.COMMITTED, Place.RAW),
            new Stage("raw topic -> passages topic", Place.RAW, Place.DERIVED),
            new Stage("passages topic -> SSE frame", Place.DERIVED, Place.SHOWN),
            WHOLE);

    /** Who sees the probes pass. */
    private record Readers(TopicWatch raw, TopicWatch derived, BoardClient wall) implements AutoCloseable {
        boolean anyEnded() {
            return raw.hasEnded() || derived.hasEnded() || wall.hasEnded();
        }

        @Override
        public void close() {
            raw.close();
            derived.close();
            wall.close();
        }
    }

    /** What went on beside the probes while they were measured. */
    private record Load(Duration lasted, long rows, long frames, double before, double after, List<Demo.Part> parts) {
        double rowsPerSecond() {
            return rows / (lasted.toMillis() / 1e3);
        }

        double cores(Demo.Part part) {
            return part.cpu().toMillis() / (double) lasted.toMillis();
        }
    }

    @Override
    public Integer call() throws Exception {
        var benchmarks =
                Path.of(System.getProperty("pulso.benchmarks", "benchmarks")).toAbsolutePath();
        System.out.println("starting ./pulso demo and letting it catch up ...");
        var root = benchmarks.resolveSibling("");
        var trail = new Trail(PROBES + MOST_WARM_UP_PROBES);
        try (var demo = Demo.start(root, benchmarks.resolve("target/freshness"));
                var registry = new KafkaSchemaRegistry(demo.bootstrapServers());
                var readers = new Readers(
                        rawTopic(demo, trail),
                        passagesTopic(demo, trail, new AvroWire(registry)),
                        new BoardClient(demo.board(), trail));
                var probes = new ProbeQueue(demo.jdbcUrl(), demo.zone(), trail)) {
            System.out.println("warming up ...");
            long warmUntil = System.nanoTime() + (quick ? QUICK_WARM_UP : WARM_UP).toNanos();
            while (System.nanoTime() < warmUntil || probes.written() % 2 != 0) {
                probes.writeNext();
            }
            awaitAll(readers, probes.written(), trail);
            return measure(demo, readers, probes, trail, benchmarks.resolve("results"));
        }
    }

    private int measure(Demo demo, Readers readers, ProbeQueue probes, Trail trail, Path results)
            throws SQLException, InterruptedException, IOException {
        System.out.println("measuring ...");
        int from = probes.written();
        int to = from + (quick ? QUICK_PROBES : PROBES);
        var partsBefore = demo.parts();
        double loadBefore = Machine.load();
        long rowsBefore = demo.rowsCaptured();
        long framesBefore = readers.wall().frames();
        long started = System.nanoTime();
        while (probes.written() < to) {
            probes.writeNext();
        }
        var lasted = Duration.ofNanos(System.nanoTime() - started);
        awaitAll(readers, to, trail);
        var load = new Load(
                lasted,
                demo.rowsCaptured() - rowsBefore - (to - from),
                readers.wall().frames() - framesBefore,
                loadBefore,
                Machine.load(),
                usedSince(partsBefore, demo.parts()));
        var figures = new LinkedHashMap<Stage, Spread>();
        STAGES.forEach(stage -> figures.put(stage, trail.between(stage.from(), stage.to(), from, to)));
        return tell(demo, figures, load, results);
    }

    private static TopicWatch rawTopic(Demo demo, Trail trail) {
        return new TopicWatch(
                demo.bootstrapServers(),
                new TopicPartition(Topics.rawName(SOURCE, "ccrepo", "QUEUE_LOG_REPO"), 0),
                trail,
                Place.RAW,
                new RawProbes());
    }

    private static TopicWatch passagesTopic(Demo demo, Trail trail, AvroWire wire) {
        var passages = Topics.derived(Topics.FIRST_GENERATION).passages();
        return new TopicWatch(
                demo.bootstrapServers(),
                new TopicPartition(passages.name(), Topics.partition(SOURCE)),
                trail,
                Place.DERIVED,
                record -> {
                    int call = ProbeQueue.call(
                            String.valueOf(JsonKey.parse(record.key()).text(2)));
                    if (call < 0 || record.value() == null) {
                        return -1;
                    }
                    var passage = wire.decode(passages.requireCodec(), record.value());
                    return passage.outcome() == Outcome.OPEN ? ProbeQueue.entering(call) : ProbeQueue.leaving(call);
                });
    }

    /** The key of a raw record is the callid: the first row of a call enters the queue, the second leaves it. */
    private static final class RawProbes implements ToIntFunction<ConsumerRecord<byte[], byte[]>> {
        private int lastCall = -1;

        @Override
        public int applyAsInt(ConsumerRecord<byte[], byte[]> record) {
            int call = record.key() == null ? -1 : ProbeQueue.call(new String(record.key(), StandardCharsets.UTF_8));
            if (call < 0) {
                return -1;
            }
            boolean first = call != lastCall;
            lastCall = call;
            return first ? ProbeQueue.entering(call) : ProbeQueue.leaving(call);
        }
    }

    private static void awaitAll(Readers readers, int written, Trail trail) throws InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        for (var place : Place.values()) {
            for (int probe = 0; probe < written; probe++) {
                while (!trail.isSeen(place, probe)) {
                    if (readers.anyEnded()) {
                        throw new BenchmarkException("a topic or the board's stream could no longer be read");
                    }
                    if (System.nanoTime() > deadline) {
                        throw new BenchmarkException("probe %d of %d was not seen as %s within %s"
                                .formatted(probe, written, place, ARRIVAL_LIMIT));
                    }
                    Thread.sleep(5);
                }
            }
        }
    }

    private static List<Demo.Part> usedSince(List<Demo.Part> before, List<Demo.Part> after) {
        var used = new ArrayList<Demo.Part>();
        for (var part : after) {
            var cpuBefore = before.stream()
                    .filter(earlier -> earlier.pid() == part.pid())
                    .map(Demo.Part::cpu)
                    .findFirst()
                    .orElse(Duration.ZERO);
            used.add(new Demo.Part(
                    part.name(), part.pid(), part.residentMb(), part.cpu().minus(cpuBefore)));
        }
        return used;
    }

    private int tell(Demo demo, Map<Stage, Spread> figures, Load load, Path results)
            throws SQLException, InterruptedException, IOException {
        var whole = Objects.requireNonNull(figures.get(WHOLE));
        var aims = List.of(new Aim("p50", whole.p50(), AIM_P50_MS), new Aim("p99", whole.p99(), AIM_P99_MS));
        var file = new Report("freshness", quick)
                .withAims(aims)
                .with("versions", versions(demo))
                .with("stages", stagesJson(figures))
                .with("load", loadJson(load))
                .with(
                        "processes",
                        load.parts().stream().map(part -> partJson(part, load)).toList())
                .write(results);
        System.out.printf("%n%s%n", Machine.sentence());
        System.out.printf(
                "load average %.1f before, %.1f after; %d probes in %.0f s beside %.1f rows/s of the demo; %.1f frames/s%n",
                load.before(),
                load.after(),
                whole.count(),
                load.lasted().toMillis() / 1e3,
                load.rowsPerSecond(),
                load.frames() / (load.lasted().toMillis() / 1e3));
        load.parts()
                .forEach(part -> System.out.printf(
                        "  %-28s %5d MB resident, %.2f cores%n", part.name(), part.residentMb(), load.cores(part)));
        System.out.printf(
                "  %-28s %5d MB resident%n%n",
                "together",
                load.parts().stream().mapToLong(Demo.Part::residentMb).sum());
        System.out.printf("  %-28s %8s %8s %8s %8s%n", "milliseconds", "p50", "p90", "p99", "max");
        figures.forEach((stage, spread) -> System.out.printf(
                "  %-28s %8.1f %8.1f %8.1f %8.1f%n",
                stage.name(), spread.p50(), spread.p90(), spread.p99(), spread.max()));
        aims.forEach(aim -> System.out.printf(
                "  aim: %s <= %.0f ms: %s%n", aim.figure(), aim.limitMs(), aim.holds() ? "holds" : "MISSED"));
        System.out.println(file);
        return aims.stream().allMatch(Aim::holds) ? 0 : 1;
    }

    private static Map<String, Object> stagesJson(Map<Stage, Spread> figures) {
        var json = new LinkedHashMap<String, Object>();
        figures.forEach((stage, spread) -> json.put(stage.name(), spread.json()));
        return json;
    }

    private static Map<String, Object> loadJson(Load load) {
        return Map.of(
                "seconds", load.lasted().toMillis() / 1e3,
                "demoRowsPerSecond", load.rowsPerSecond(),
                "frames", load.frames(),
                "loadAverageBefore", load.before(),
                "loadAverageAfter", load.after());
    }

    private static Map<String, Object> partJson(Demo.Part part, Load load) {
        return Map.of("name", part.name(), "residentMb", part.residentMb(), "cores", load.cores(part));
    }

    private static Map<String, Object> versions(Demo demo) throws SQLException, IOException, InterruptedException {
        try (var connection = DriverManager.getConnection(demo.jdbcUrl())) {
            return Map.of(
                    "java", System.getProperty("java.runtime.version"),
                    "kafka", AppInfoParser.getVersion(),
                    "mariadb", connection.getMetaData().getDatabaseProductVersion(),
                    "clickhouse", demo.clickHouseVersion());
        }
    }
}
