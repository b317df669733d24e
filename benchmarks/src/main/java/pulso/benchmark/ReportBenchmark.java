package pulso.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast {@code pulso report} makes figures of a file, beside a loop that only reads the same file and splits it. */
@Command(
        name = "report",
        description = "Rows a second of ./pulso report on a generated log, from start to exit.",
        mixinStandardHelpOptions = true)
final class ReportBenchmark implements Callable<Integer> {
    private static final long SEED = 7;
    private static final long AIM_ROWS_PER_SECOND = 500_000;
    private static final int RUNS = 3;
    private static final long RUN_LIMIT_MINUTES = 10;

    @Option(names = "--rows", defaultValue = "4000000", description = "Rows of the log (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(names = "--quick", description = "300,000 rows, which is mostly the start of the program.")
    private boolean quick;

    /** How long a log took: the command, and the plain loop, each the middle one of its runs. */
    private record Timing(String form, long bytes, double seconds, double limitSeconds) {
        long rowsPerSecond(long rows) {
            return Math.round(rows / seconds);
        }

        Map<String, Object> json(long rows) {
            var json = new LinkedHashMap<String, Object>();
            json.put("form", form);
            json.put("bytes", bytes);
            json.put("seconds", seconds);
            json.put("rowsPerSecond", rowsPerSecond(rows));
            json.put("limitRowsPerSecond", Math.round(rows / limitSeconds));
            json.put("shareOfLimit", limitSeconds / seconds);
            return json;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long wanted = quick ? 300_000 : rows;
        double loadBefore = Machine.load();
        var timings = List.of(time("flat", false, wanted), time("CSV", true, wanted));
        var aim = new Aim(
                "report of %,d rows, flat".formatted(wanted),
                timings.getFirst().seconds() * 1000,
                wanted * 1000.0 / AIM_ROWS_PER_SECOND);
        print(timings, wanted, loadBefore);
        var file = new Report("report", quick)
                .with("rows", wanted)
                .with("loadBefore", loadBefore)
                .with("loadAfter", Machine.load())
                .with(
                        "forms",
                        timings.stream().map(timing -> timing.json(wanted)).toList())
                .withAims(List.of(aim))
                .write(folder().resolve("results"));
        System.out.printf("%s; written to %s%n", aim.holds() ? "the aim holds" : "the aim is MISSED", file);
        return aim.holds() ? 0 : 1;
    }

    private static void print(List<Timing> timings, long rows, double loadBefore) {
        System.out.printf(
                "%s%n%,d rows, load average %.1f before, %.1f after; middle of %d runs%n",
                Machine.sentence(), rows, loadBefore, Machine.load(), RUNS);
        for (var timing : timings) {
            System.out.printf(
                    "%-5s %6.2f s  %,10d rows/s   read and split alone %,10d rows/s, ratio %.2f%n",
                    timing.form(),
                    timing.seconds(),
                    timing.rowsPerSecond(rows),
                    Math.round(rows / timing.limitSeconds()),
                    timing.limitSeconds() / timing.seconds());
        }
        System.out.printf("aim: flat, %,d rows/s%n", AIM_ROWS_PER_SECOND);
    }

    private static Path folder() {
        return Path.of(System.getProperty("pulso.benchmarks", "benchmarks"));
    }

    private static Timing time(String form, boolean csv, long rows) throws IOException, InterruptedException {
        var log = Files.createTempFile("pulso-benchmark", csv ? ".csv" : ".log");
        try {
            new LogMaker(SEED, csv).write(log, rows);
            var command = new ArrayList<Double>();
            var loop = new ArrayList<Double>();
            for (int i = 0; i < RUNS; i++) {
                command.add(command(log));
                loop.add(loop(log, csv ? ',' : '|', csv ? rows + 1 : rows));
            }
            return new Timing(form, Files.size(log), middle(command), middle(loop));
        } finally {
            Files.delete(log);
        }
    }

    private static double middle(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    /** The command as users run it, from its start to its end. */
    private static double command(Path log) throws IOException, InterruptedException {
        var launcher = folder().toAbsolutePath().resolveSibling("pulso").toString();
        var output = Files.createTempFile("pulso-benchmark", ".out");
        try {
            long start = System.nanoTime();
            var process = new ProcessBuilder(launcher, "report", log.toString(), "--zone", "UTC", "--json")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean hasEnded = process.waitFor(RUN_LIMIT_MINUTES, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!hasEnded || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchmarkException("the report failed:\n" + Files.readString(output));
            }
            return seconds;
        } finally {
            Files.delete(output);
        }
    }

    /** What nothing that reads the file line by line can beat: each line as text, and its columns. */
    private static double loop(Path log, char separator, long expected) throws IOException {
        long start = System.nanoTime();
        long lines = 0;
        long columns = 0;
        var split = "\\" + separator;
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                columns += line.split(split, -1).length;
            }
        }
        if (lines != expected || columns < lines) {
            throw new BenchmarkException("the log has " + lines + " lines, not " + expected);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
