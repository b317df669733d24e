package pulso.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.SinkStatus;
import pulso.embedded.EmbeddedClickHouse;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** How fast rows come from a topic into their table, beside a client that inserts them ready-made; and how soon one is seen. */
@Command(
        name = "clickhouse-sink",
        description =
                "Rows per second from topic to table, and time from a row's commit to its being seen in ClickHouse.",
        mixinStandardHelpOptions = true)
final class ClickHouseSinkBenchmark implements Callable<Integer> {
    private static final ZoneId ZONE = ZoneId.of(RawLog.ZONE);
    private static final int ROUNDS = 3;
    private static final double AIM_RATIO = 0.7;
    private static final double AIM_P99_MS = 1_500;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int ROWS_PER_CALL = 4;

    @Option(names = "--quick", description = "Fewer rows and probes: about a minute.")
    private boolean quick;

    private long origId;

    private record Round(Spent sink, Spent client) {}

    @Override
    public Integer call() throws Exception {
        var benchmarks =
                Path.of(System.getProperty("pulso.benchmarks", "benchmarks")).toAbsolutePath();
        var folder =
                Files.createTempDirectory(Files.createDirectories(benchmarks.resolve("target")), "clickhouse-sink");
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var clickHouse = EmbeddedClickHouse.start(folder.resolve("clickhouse"), 0);
                var registry = new KafkaSchemaRegistry(kafka.bootstrapServers())) {
            createTopics(kafka.bootstrapServers());
            var config = config(clickHouse, kafka);
            try (var log = new RawLog(kafka.bootstrapServers(), new AvroWire(registry));
                    var table = new RowTable(URI.create(clickHouse.url()), clickHouse.pid(), folder)) {
                int rows = quick ? 100_000 : 500_000;
                System.out.println("warming up ...");
                round(config, registry, log, table, rows);
                var rounds = new ArrayList<Round>();
                for (int i = 0; i < ROUNDS; i++) {
                    System.out.println("measuring, " + (i + 1) + " of " + ROUNDS + " ...");
                    rounds.add(round(config, registry, log, table, rows));
                }
                System.out.println("measuring how soon a row is seen ...");
                Spread seen;
                try (var sink = ClickHouseSink.start(config, registry)) {
                    seen = new SeenRows(log, table, ZONE).measure(quick ? 100 : 400, () -> ++origId);
                    System.out.println(
                            "rows of all tables: " + sink.status().tables().size());
                }
                return tell(rows, rounds, seen, benchmarks.resolve("results"));
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private Round round(ClickHouseConfig config, KafkaSchemaRegistry registry, RawLog log, RowTable table, int rows)
            throws IOException, InterruptedException {
        long before = table.rows();
        write(log, rows);
        long began = System.nanoTime();
        Spent spent;
        try (var sink = ClickHouseSink.start(config, registry)) {
            while (sink.status().tables().isEmpty()) {
                Thread.sleep(5);
            }
            var ready = table.clock();
            while (inserted(sink) < rows) {
                if (System.nanoTime() - began > LIMIT.toNanos()) {
                    throw new BenchmarkException("not all rows came within " + LIMIT + ": " + sink.status());
                }
                Thread.sleep(10);
            }
            spent = table.clock().since(ready);
        }
        return new Round(spent, table.insertAgain(before, rows));
    }

    private static long inserted(ClickHouseSink sink) {
        return sink.status().tables().stream()
                .mapToLong(SinkStatus.TableStatus::rowsInserted)
                .sum();
    }

    /** Calls of four rows each, as far as their fields go. */
    private void write(RawLog log, int rows) {
        var at = Instant.now();
        for (int i = 0; i < rows / ROWS_PER_CALL; i++) {
            var call = at.getEpochSecond() + "." + origId;
            var local = LocalDateTime.ofInstant(at.plusSeconds(i / 50), ZONE).withNano(0);
            var queue = "Ventas" + i % 20 + "<-";
            log.call(at, local, ++origId, call, queue, "ENTERQUEUE", "", "09" + (9_000_000 + i % 500_000), "1");
            log.call(at, local.plusSeconds(4), ++origId, call, queue, "RINGNOANSWER", "15000");
            log.call(at, local.plusSeconds(12), ++origId, call, queue, "CONNECT", "12", call + "7", "3");
            log.call(at, local.plusSeconds(200), ++origId, call, queue, "COMPLETECALLER", "12", "188", "1");
        }
        log.flush();
    }

    private int tell(int rows, List<Round> rounds, Spread seen, Path results) throws IOException {
        double sink = middle(rounds, round -> round.sink().seconds());
        double client = middle(rounds, round -> round.client().seconds());
        double sinkMicros = middle(rounds, round -> round.sink().processorSeconds()) * 1e6 / rows;
        double clientMicros = middle(rounds, round -> round.client().processorSeconds()) * 1e6 / rows;
        double ratio = client / sink;
        boolean fastEnough = ratio >= AIM_RATIO;
        var aims = List.of(new Aim("row's commit -> seen p99", seen.p99(), AIM_P99_MS));
        var file = new Report("clickhouse-sink", quick)
                .with("rowsPerRound", rows)
                .with("rounds", rounds.size())
                .with("sinkRowsPerSecond", Math.round(rows / sink))
                .with("clientRowsPerSecond", Math.round(rows / client))
                .with("sinkProcessorMicrosPerRow", Math.round(sinkMicros * 10) / 10.0)
                .with("clientProcessorMicrosPerRow", Math.round(clientMicros * 10) / 10.0)
                .with("loadAverage", Machine.load())
                .with("ratio", Math.round(ratio * 100) / 100.0)
                .with("ratioAim", AIM_RATIO)
                .with("ratioHolds", fastEnough)
                .with("seen", seen.json())
                .withAims(aims)
                .write(results);
        System.out.printf(
                "topic -> table     %,9d rows/s%nclient-v2 alone    %,9d rows/s%nratio              %9.2f (aim >= %.1f: %s)%n",
                Math.round(rows / sink), Math.round(rows / client), ratio, AIM_RATIO, fastEnough ? "holds" : "missed");
        System.out.printf(
                "processor time     %.1f and %.1f us a row, ClickHouse included; load average %.1f%n",
                sinkMicros, clientMicros, Machine.load());
        System.out.printf(
                "commit -> seen     p50 %.0f ms, p99 %.0f ms, max %.0f ms (aim p99 <= %.0f: %s)%n",
                seen.p50(), seen.p99(), seen.max(), AIM_P99_MS, aims.getFirst().holds() ? "holds" : "missed");
        System.out.println(file);
        return fastEnough && aims.stream().allMatch(Aim::holds) ? 0 : 1;
    }

    private static double middle(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    private static ClickHouseConfig config(EmbeddedClickHouse clickHouse, EmbeddedKafka kafka) {
        return ClickHouseConfig.of(
                URI.create(clickHouse.url()),
                kafka.bootstrapServers(),
                List.of(new ClickHouseConfig.Source(RawLog.SOURCE, Set.of(SourceTable.QUEUE_LOG_REPO.name()), ZONE)));
    }

    private static void createTopics(String bootstrapServers) {
        var topics = new ArrayList<Topic<?>>(Topics.common());
        topics.addAll(Topics.derived(Topics.FIRST_GENERATION).all());
        topics.add(Topics.raw(
                RawLog.SOURCE, Layouts.documented().of(SourceTable.QUEUE_LOG_REPO), Duration.ofDays(36_500)));
        try (var admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.ensure(admin, (short) 1, topics);
        }
    }
}
