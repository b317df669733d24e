package pulso.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import pulso.clickhouse.ClickHouseConfig;
import pulso.clickhouse.ClickHouseSink;
import pulso.clickhouse.Generations;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.KafkaSchemaRegistry;

/**
 * The folder of what is asked about. What has been made stands in a file beside the data, step by step: a folder that is
 * complete is taken as it is, one that was cut off is made complete. Tables and views are always those of this version.
 */
final class QuestionsData {
    private static final long STEP = 2_500_000;
    private static final long PASSAGES_OF_AN_AGENT_AND_YEAR = 50_000;
    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final String DONE = "done";

    private final Path folder;
    private final Extent extent;

    /** How many passages, of which days: those that are asked about are among them. */
    record Extent(long passages, LocalDate from, int days) {
        static Extent year(long passages) {
            return new Extent(passages, LocalDate.of(2025, 6, 1), 365);
        }

        static Extent month(long passages) {
            return new Extent(passages, LocalDate.of(2026, 5, 1), 31);
        }

        private long agents() {
            return Math.max(20, passages * 365 / days / PASSAGES_OF_AN_AGENT_AND_YEAR);
        }

        private String filled(String sql) {
            return sql.replace("${passages}", Long.toString(passages))
                    .replace("${agents}", Long.toString(agents()))
                    .replace("${days}", Integer.toString(days))
                    .replace(
                            "${epoch}",
                            Long.toString(from.atStartOfDay(ZONE).toInstant().getEpochSecond()))
                    .replace("${from_day}", from.toString());
        }
    }

    QuestionsData(Path folder, Extent extent) {
        this.folder = folder;
        this.extent = extent;
    }

    Path clickHouse() {
        return folder.resolve("clickhouse");
    }

    /** Returns once everything is there and ClickHouse has merged what it wants to merge. */
    void complete(ClickHouseHttp clickHouse) throws IOException, InterruptedException {
        var steps = steps();
        var progress = progress();
        int done = Integer.parseInt(progress.getProperty(DONE, "-1"));
        if (done < 0) {
            define(clickHouse.url());
            note(progress, 0);
        } else {
            clickHouse.send("DROP VIEW IF EXISTS pulso.calls");
            try (var generations = Generations.open(
                    URI.create(clickHouse.url()),
                    "default",
                    "",
                    ClickHouseConfig.of(URI.create(clickHouse.url()), "", List.of())
                            .storage())) {
                generations.promote(Topics.FIRST_GENERATION);
            }
        }
        for (int i = Math.max(done, 0); i < steps.size(); i++) {
            long start = System.nanoTime();
            clickHouse.send(steps.get(i));
            note(progress, i + 1);
            System.out.printf(
                    "%d of %d steps of generated data, %.0f s%n",
                    i + 1, steps.size(), (System.nanoTime() - start) / 1e9);
        }
        awaitMerges(clickHouse);
    }

    private List<String> steps() throws IOException {
        var steps = new ArrayList<String>();
        var passages = extent.filled(text("passages.sql"));
        for (long from = 0; from < extent.passages; from += STEP) {
            steps.add(passages.replace("${from}", Long.toString(from))
                    .replace("${count}", Long.toString(Math.min(STEP, extent.passages - from))));
        }
        for (var statement : extent.filled(text("beside.sql")).split(";\n")) {
            if (!statement.isBlank()) {
                steps.add(statement);
            }
        }
        return steps;
    }

    private Properties progress() throws IOException {
        var progress = new Properties();
        if (Files.exists(progressFile())) {
            try (var in = Files.newInputStream(progressFile())) {
                progress.load(in);
            }
            if (!extent.toString().equals(progress.getProperty("extent"))) {
                throw new BenchmarkException(
                        folder + " holds " + progress.getProperty("extent") + ", wanted is " + extent);
            }
        }
        return progress;
    }

    private void note(Properties progress, int done) throws IOException {
        progress.setProperty("extent", extent.toString());
        progress.setProperty(DONE, Integer.toString(done));
        try (var out = Files.newOutputStream(progressFile())) {
            progress.store(out, null);
        }
    }

    private Path progressFile() {
        return folder.resolve("generated.properties");
    }

    /** Makes tables and views as the sink makes them. */
    private void define(String url) throws IOException, InterruptedException {
        var brokerFolder = Files.createTempDirectory(folder, "kafka");
        try (var kafka = EmbeddedKafka.start(brokerFolder, 0);
                var registry = new KafkaSchemaRegistry(kafka.bootstrapServers())) {
            var topics = new ArrayList<Topic<?>>(
                    Topics.derived(Topics.FIRST_GENERATION).all());
            topics.addAll(List.of(Topics.SCHEMAS, Topics.SOURCE, Topics.REJECTED, Topics.SETTINGS));
            try (var admin = Admin.create(
                    Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
                TopicCreation.ensure(admin, (short) 1, topics);
            }
            var source = new ClickHouseConfig.Source("ucontact", Set.of(), ZONE);
            var config = ClickHouseConfig.of(URI.create(url), kafka.bootstrapServers(), List.of(source));
            try (var sink = ClickHouseSink.start(config, registry)) {
                var deadline = Instant.now().plus(LIMIT);
                while (!sink.status().healthy()) {
                    if (Instant.now().isAfter(deadline)) {
                        throw new BenchmarkException("the sink does not start: " + sink.status());
                    }
                    Thread.sleep(100);
                }
            }
        } finally {
            Folders.delete(brokerFolder);
        }
    }

    private static void awaitMerges(ClickHouseHttp clickHouse) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LIMIT);
        while (!clickHouse.send("SELECT count() FROM system.merges").strip().equals("0")
                && Instant.now().isBefore(deadline)) {
            Thread.sleep(500);
        }
    }

    static String text(String file) {
        try (var in = QuestionsData.class.getResourceAsStream("questions/" + file)) {
            if (in == null) {
                throw new BenchmarkException("resource questions/" + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
