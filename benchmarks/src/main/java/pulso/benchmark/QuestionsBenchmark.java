package pulso.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.embedded.EmbeddedClickHouse;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** How long the questions of the documentation take on a great many passages, all made up inside ClickHouse. */
@Command(
        name = "questions",
        description = "Time of each question of docs/questions.md on generated passages of a year.",
        mixinStandardHelpOptions = true)
final class QuestionsBenchmark implements Callable<Integer> {
    private static final long STEP = 2_500_000;
    private static final long PASSAGES_OF_AN_AGENT = 50_000;
    /** Fewer than that are a month of a large centre rather than a year. */
    private static final long MANY = 50_000_000;

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Pattern QUESTION = Pattern.compile("## \\d+\\. (.*?)\n.*?```sql\n(.*?)\n```", Pattern.DOTALL);

    @Option(
            names = "--passages",
            defaultValue = "100000000",
            description = "Passages of the year (default: ${DEFAULT-VALUE}, for which 25 GB are wanted).")
    private long passages;

    @Option(names = "--runs", defaultValue = "5", description = "Times each is asked (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--quick", description = "Two million passages.")
    private boolean quick;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Integer call() throws IOException, InterruptedException {
        long wanted = quick ? 2_000_000 : passages;
        var benchmarks =
                Path.of(System.getProperty("pulso.benchmarks", "benchmarks")).toAbsolutePath();
        var folder = Files.createTempDirectory(Files.createDirectories(benchmarks.resolve("target")), "questions");
        try (var clickHouse = EmbeddedClickHouse.start(folder.resolve("clickhouse"), 0)) {
            define(folder.resolve("kafka"), clickHouse.url());
            generate(clickHouse.url(), wanted);
            var seconds =
                    ask(clickHouse.url(), benchmarks.resolveSibling("docs").resolve("questions.md"));
            return report(benchmarks, wanted, seconds);
        } finally {
            delete(folder);
        }
    }

    /** Makes tables and views as the sink makes them. */
    private static void define(Path folder, String url) throws InterruptedException {
        try (var kafka = EmbeddedKafka.start(folder, 0);
                var registry = new KafkaSchemaRegistry(kafka.bootstrapServers())) {
            var topics = new ArrayList<Topic<?>>(
                    Topics.derived(Topics.FIRST_GENERATION).all());
            topics.addAll(List.of(Topics.SCHEMAS, Topics.SOURCE, Topics.REJECTED, Topics.SETTINGS));
            try (var admin = Admin.create(
                    Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
                TopicCreation.ensure(admin, (short) 1, topics);
            }
            var source = new ClickHouseConfig.Source("ucontact", Set.of(), ZoneId.of("America/Montevideo"));
            var config = ClickHouseConfig.of(URI.create(url), kafka.bootstrapServers(), List.of(source));
            try (var sink = ClickHouseSink.start(config, registry)) {
                long deadline = System.nanoTime() + LIMIT.toNanos();
                while (!sink.status().healthy()) {
                    if (System.nanoTime() > deadline) {
                        throw new BenchmarkException("the sink does not start: " + sink.status());
                    }
                    Thread.sleep(100);
                }
            }
        }
    }

    private void generate(String url, long wanted) throws IOException, InterruptedException {
        long agents = Math.max(20, wanted / PASSAGES_OF_AN_AGENT);
        var passagesSql = text("passages.sql");
        for (long from = 0; from < wanted; from += STEP) {
            send(
                    url,
                    filled(passagesSql, wanted, agents)
                            .replace("${from}", Long.toString(from))
                            .replace("${count}", Long.toString(Math.min(STEP, wanted - from))));
            System.out.printf("%,d of %,d passages%n", Math.min(from + STEP, wanted), wanted);
        }
        for (var statement : filled(text("beside.sql"), wanted, agents).split(";\n")) {
            if (!statement.isBlank()) {
                send(url, statement);
            }
        }
    }

    private static String filled(String sql, long wanted, long agents) {
        return sql.replace("${passages}", Long.toString(wanted)).replace("${agents}", Long.toString(agents));
    }

    /** Seconds of each run of each question. */
    private Map<String, List<Double>> ask(String url, Path document) throws IOException, InterruptedException {
        var seconds = new LinkedHashMap<String, List<Double>>();
        for (var match : QUESTION.matcher(Files.readString(document)).results().toList()) {
            var times = new ArrayList<Double>();
            for (int i = 0; i < runs; i++) {
                long start = System.nanoTime();
                send(url, match.group(2) + " FORMAT Null");
                times.add((System.nanoTime() - start) / 1e9);
            }
            times.sort(Comparator.naturalOrder());
            seconds.put(match.group(1), times);
            System.out.printf(
                    "%-45s %6.2f s, longest %6.2f s, load %.0f%n",
                    match.group(1), times.get(times.size() / 2), times.getLast(), Machine.load());
        }
        return seconds;
    }

    private int report(Path benchmarks, long wanted, Map<String, List<Double>> seconds) throws IOException {
        double limitMs = wanted >= MANY ? 3_000 : 1_000;
        var aims = seconds.entrySet().stream()
                .map(question -> new Aim(question.getKey(), question.getValue().getLast() * 1_000, limitMs))
                .toList();
        long missed = aims.stream().filter(aim -> !aim.holds()).count();
        var file = new Report("questions", quick)
                .with("passages", wanted)
                .with("load", Machine.load())
                .with("seconds", seconds)
                .withAims(aims)
                .write(benchmarks.resolve("results"));
        System.out.printf(
                "%s%n%d of %d questions within %.0f s; written to %s%n",
                Machine.sentence(), aims.size() - missed, aims.size(), limitMs / 1_000, file);
        return missed == 0 ? 0 : 1;
    }

    private void send(String url, String sql) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(BodyPublishers.ofString(sql))
                        .timeout(LIMIT)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new BenchmarkException(answer.body());
        }
    }

    private static String text(String file) throws IOException {
        try (var in = QuestionsBenchmark.class.getResourceAsStream("questions/" + file)) {
            if (in == null) {
                throw new BenchmarkException("resource questions/" + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
