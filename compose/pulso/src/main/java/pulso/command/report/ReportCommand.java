package pulso.command.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pulso.schemas.event.LogTable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.ServiceLevelFormula;

/** {@code report}: the figures of log files, with no server at all. */
@Command(
        name = "report",
        description =
                "Shows the figures of log files: Asterisk's queue_log, or QUEUE_LOG_REPO as CSV. No server is needed.",
        footer = {
            "",
            "Times look like 2026-11-20 or 2026-11-20T08:00, on the clock of --zone, or have an offset. Rows before "
                    + "--from are context. Files may be gzipped and in any order; '-' is standard input. A CSV of "
                    + "CDR_REPO (uniqueid, guid, calldate) joins wrap-ups that know only their guid.",
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "queue_log or CSV files.")
    private List<String> files = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Begin of the window (default: the hour of the first row).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description =
                    "End of the window, not in it; open time of agents runs to it (default: the hour of the last row).")
    private @Nullable String to;

    @Option(names = "--grain", paramLabel = "GRAIN", description = "Also intervals of 15m, 30m, 1h or 1d.")
    private @Nullable String grain;

    @Option(
            names = "--sl",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Threshold of service level (default: ${DEFAULT-VALUE}).")
    private int threshold;

    @Option(
            names = "--short",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Abandons that waited less are short (default: ${DEFAULT-VALUE}).")
    private int shortSeconds;

    @Option(
            names = "--formula",
            paramLabel = "ID",
            defaultValue = "sl6",
            description = "Formula of service level, sl1 to sl6 (default: ${DEFAULT-VALUE}).")
    private String formula = "";

    @Option(names = "--queues", split = ",", paramLabel = "QUEUE", description = "Only these queues.")
    private Set<String> queues = new LinkedHashSet<>();

    @Option(
            names = "--hours",
            paramLabel = "HH:MM-HH:MM",
            description = "Only these hours of the day, each [from, to), several with commas.")
    private @Nullable String hours;

    @Option(names = "--days", paramLabel = "DAYS", description = "Only these days of the week: mon-fri or mon,wed,sat.")
    private @Nullable String days;

    @Option(
            names = "--histogram",
            split = ",",
            paramLabel = "SECONDS",
            description = "Bounds of waits: how many waited [0, first), [first, next), ... and longer.")
    private List<Integer> histogram = List.of();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Whose rows the files hold, such as WEBCHAT_LOG_REPO (default: as a file's name says, else "
                    + "QUEUE_LOG_REPO).")
    private @Nullable String table;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times without offset, and of days (default: this machine's).")
    private @Nullable String zone;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    private final PrintStream out;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public ReportCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    ReportCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        try {
            var request = request();
            report(request);
            return ExitCode.OK;
        } catch (UnusableInputException e) {
            System.err.println("pulso: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private void report(ReportRequest request) throws IOException {
        var copied = new ArrayList<Path>();
        try {
            var inputs = new ArrayList<ReportRun.Input>();
            for (var file : files) {
                inputs.add(input(file, copied));
            }
            var result = new ReportRun(request, inputs, new ReadingProgress(System.err, isWatched())).run();
            print(result, request);
        } finally {
            for (var copy : copied) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private void print(ReportRun.Result result, ReportRequest request) throws IOException {
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(result.report()));
        } else {
            new ReportText(request, result).print(out);
        }
        out.flush();
    }

    /** What was asked for, else what the file's name says: {@code webchat_log_repo.csv}, {@code smslog.csv.gz}. */
    private LogTable table(String name) {
        if (table != null) {
            var asked = table.strip().toUpperCase(Locale.ROOT);
            for (var known : LogTable.values()) {
                if (known.tableName().equals(asked) || known.name().equals(asked)) {
                    return known;
                }
            }
            throw new UnusableInputException("--table " + table + ": it is one of "
                    + Arrays.stream(LogTable.values()).map(LogTable::tableName).collect(Collectors.joining(", ")));
        }
        var lower = name.toLowerCase(Locale.ROOT);
        for (var known : LogTable.values()) {
            if (known != LogTable.QUEUE_LOG && lower.contains(known.channel().wireName())) {
                return known;
            }
        }
        return LogTable.QUEUE_LOG;
    }

    private ReportRun.Input input(String file, List<Path> copied) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            var copy = Files.createTempFile("pulso-report", ".log");
            copied.add(copy);
            Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            return new ReportRun.Input(copy, "stdin", table("stdin"));
        }
        var path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new UnusableInputException(file + " is no file that can be read", new NoSuchFileException(file));
        }
        var name = path.getFileName().toString();
        return new ReportRun.Input(path, name, table(name));
    }

    private ReportRequest request() {
        var where = zone();
        var start = from == null ? null : time("--from", from, where).truncatedTo(ChronoUnit.MINUTES);
        var end = to == null ? null : endOfMinute(time("--to", to, where));
        if (start != null && end != null && !start.isBefore(end)) {
            throw new UnusableInputException("--from " + from + " must be before --to " + to);
        }
        if (threshold < 0 || shortSeconds < 0) {
            throw new UnusableInputException("--sl and --short are seconds, 0 or more");
        }
        return new ReportRequest(
                new Sheet.Window(start, end, Hours.of(hours, days)),
                grain == null ? null : Grain.of(grain),
                where,
                new Kpi.Parameters(threshold, shortSeconds, formula()),
                new QueueFilter(Set.copyOf(queues)),
                histogram());
    }

    private List<Integer> histogram() {
        int before = 0;
        for (int bound : histogram) {
            if (bound <= before) {
                throw new UnusableInputException("--histogram takes seconds above 0, each more than the one before");
            }
            before = bound;
        }
        return List.copyOf(histogram);
    }

    private ServiceLevelFormula formula() {
        try {
            return ServiceLevelFormula.of(formula);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("--formula " + formula + ": " + e.getMessage(), e);
        }
    }

    private ZoneId zone() {
        try {
            // The launcher tells the machine's zone, since the JVM itself runs in UTC.
            var told = System.getProperty("pulso.zone", "");
            var local = told.isBlank() ? ZoneId.systemDefault() : ZoneId.of(told);
            return zone == null ? local : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new UnusableInputException("--zone " + zone + " is no zone; one is America/Montevideo", e);
        }
    }

    private static Instant time(String option, String text, ZoneId zone) {
        var instant = new TimeText(zone).instant(text);
        if (instant == null) {
            throw new UnusableInputException(option + " '" + text
                    + "' should look like 2026-11-20, 2026-11-20T08:00 or 2026-11-20T08:00:00-03:00");
        }
        return instant;
    }

    private static Instant endOfMinute(Instant instant) {
        var minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(instant) ? instant : minute.plus(1, ChronoUnit.MINUTES);
    }

    @SuppressWarnings("SystemConsoleNull") // NullAway's model of the JDK still says that it may be null
    private static boolean isWatched() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
