package pulso.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.embedded.EmbeddedClickHouse;

/** How long the questions of the documentation take on a great many passages, all made up inside ClickHouse. */
@Command(
        name = "questions",
        description = "Time of each question of docs/questions.md on generated passages of a year or of a month.",
        mixinStandardHelpOptions = true)
final class QuestionsBenchmark implements Callable<Integer> {
    private static final double YEAR_LIMIT_MS = 3_000;
    private static final double MONTH_LIMIT_MS = 1_000;
    private static final Pattern QUESTION =
            Pattern.compile("## (\\d+)\\. (.*?)\n.*?```sql\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern VIEW = Pattern.compile("-- (.*)\n([^;]*);");

    @Option(
            names = "--passages",
            description =
                    "How many (default: 100,000,000 of a year, for which 25 GB are wanted, or 3,000,000 of a month).")
    private @Nullable Long passages;

    @Option(names = "--month", description = "Passages of one month, with more than five million rows of logs.")
    private boolean month;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that keeps the data; filled when empty or cut off, else asked as it is.")
    private @Nullable Path data;

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "Times each is asked (default: ${DEFAULT-VALUE}; 0: only fills the folder).")
    private int runs;

    @Option(names = "--quick", description = "Two million passages.")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var benchmarks =
                Path.of(System.getProperty("pulso.benchmarks", "benchmarks")).toAbsolutePath();
        var folder = data == null
                ? Files.createTempDirectory(Files.createDirectories(benchmarks.resolve("target")), "questions")
                : Files.createDirectories(data).toAbsolutePath();
        var content = new QuestionsData(folder, extent());
        try (var server = EmbeddedClickHouse.start(content.clickHouse(), 0)) {
            var clickHouse = new ClickHouseHttp(server.url());
            content.complete(clickHouse);
            if (runs == 0) {
                return 0;
            }
            var times = ask(clickHouse, new ProcessorTime(server.pid()), asked(benchmarks));
            return report(benchmarks, times);
        } finally {
            if (data == null) {
                Folders.delete(folder);
            }
        }
    }

    private QuestionsData.Extent extent() {
        if (quick) {
            return month ? QuestionsData.Extent.month(500_000) : QuestionsData.Extent.year(2_000_000);
        }
        if (month) {
            return QuestionsData.Extent.month(passages == null ? 3_000_000 : passages);
        }
        return QuestionsData.Extent.year(passages == null ? 100_000_000 : passages);
    }

    /** The documentation's questions, then what the views are asked for most. */
    private static Map<String, String> asked(Path benchmarks) throws IOException {
        var asked = new LinkedHashMap<String, String>();
        QUESTION.matcher(Files.readString(benchmarks.resolveSibling("docs").resolve("questions.md")))
                .results()
                .forEach(found -> asked.put(found.group(1) + ' ' + found.group(2), found.group(3)));
        VIEW.matcher(QuestionsData.text("views.sql"))
                .results()
                .forEach(found -> asked.put("view: " + found.group(1), found.group(2)));
        return asked;
    }

    private Map<String, QuestionTimes> ask(
            ClickHouseHttp clickHouse, ProcessorTime processor, Map<String, String> asked)
            throws IOException, InterruptedException {
        var answers = new LinkedHashMap<String, QuestionTimes>();
        for (var question : asked.entrySet()) {
            var wall = new ArrayList<Double>();
            var cpu = new ArrayList<Double>();
            for (int i = 0; i < runs; i++) {
                double before = processor.seconds();
                long start = System.nanoTime();
                clickHouse.send(question.getValue() + " FORMAT Null");
                wall.add((System.nanoTime() - start) / 1e9);
                cpu.add(processor.seconds() - before);
            }
            var times = QuestionTimes.of(wall, cpu);
            answers.put(question.getKey(), times);
            System.out.printf(
                    "%-52s p50 %6.2f s, p95 %6.2f s, processor %6.2f s, load %.0f%n",
                    question.getKey(), times.p50(), times.p95(), times.processor(), Machine.load());
        }
        return answers;
    }

    private int report(Path benchmarks, Map<String, QuestionTimes> answers) throws IOException {
        double limitMs = month ? MONTH_LIMIT_MS : YEAR_LIMIT_MS;
        var aims = answers.entrySet().stream()
                .map(question -> new Aim(question.getKey(), question.getValue().p95() * 1_000, limitMs))
                .toList();
        var missed = aims.stream().filter(aim -> !aim.holds()).map(Aim::figure).toList();
        var seconds = new LinkedHashMap<String, Object>();
        answers.forEach((question, times) -> seconds.put(question, times.json()));
        var file = new Report(month ? "questions-month" : "questions", quick)
                .with("data", extent().toString())
                .with("runs", runs)
                .with("load", Machine.load())
                .with("seconds", seconds)
                .withAims(aims)
                .write(benchmarks.resolve("results"));
        System.out.printf(
                "%s%n%d of %d with p95 within %.0f s%s; written to %s%n",
                Machine.sentence(),
                aims.size() - missed.size(),
                aims.size(),
                limitMs / 1_000,
                missed.isEmpty() ? "" : ", missed: " + String.join(", ", missed),
                file);
        return missed.isEmpty() ? 0 : 1;
    }
}
