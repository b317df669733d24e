package pulso.command.replay;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pulso.clickhouse.GenerationDiff;
import pulso.command.Broker;
import pulso.command.ConfigException;
import pulso.command.Folding;
import pulso.command.GenerationLog;
import pulso.command.Installation;
import pulso.command.Parts;
import pulso.command.ProgressReader;
import pulso.command.RegistrySettings;
import pulso.command.Shutdown;
import pulso.command.report.TimeText;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.generation.Generation;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.SchemaRegistry;

/** {@code replay}: folds the raw topics once more, beside the live folds, and makes the result the current one when told. */
@Command(
        name = "replay",
        description = "Folds what the raw topics hold once more, beside the live figures, as another generation.",
        footer = {
            "",
            "  ./pulso replay --as fixed --from 2026-11-01 --set age.telephony=4h",
            "  ./pulso replay --compare fixed",
            "  ./pulso replay --promote fixed",
            "  ./pulso replay --drop g1",
            "",
            "Exit codes: 0 done, and nothing differs where --compare was asked; 1 failed, or something differs; 2 wrong"
                    + " usage. docs/replay.md tells the whole.",
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LAGGING = Duration.ofSeconds(5);

    @Mixin
    private final Installation installation = new Installation();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Task task;

    /** What is to be done: one of these. */
    static final class Task {
        @Option(names = "--as", required = true, paramLabel = "NAME", description = "Fold a generation of this name.")
        private @Nullable String as;

        @Option(
                names = "--compare",
                required = true,
                paramLabel = "NAME",
                description = "Show what it would change in the current generation.")
        private @Nullable String compare;

        @Option(
                names = "--promote",
                required = true,
                paramLabel = "NAME",
                description = "Make it the current one: board, ClickHouse and webhooks go on with it.")
        private @Nullable String promote;

        @Option(
                names = "--drop",
                required = true,
                paramLabel = "NAME",
                description = "Delete its topics, state and database.")
        private @Nullable String drop;

        @Option(names = "--list", required = true, description = "Show the generations that there are.")
        private boolean isList;
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "With --as or --compare: from when (default: all that there is).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "With --as or --compare: until when (default: follow what comes).")
    private @Nullable String to;

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "TABLE",
            description = "With --as: read these tables only, by their documented names.")
    private List<String> tables = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "With --as: fold in another way: age.<channel>=4h, pause=real|asterisk|none, event.<NAME>=<NAME>.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "DIR",
            description =
                    "With --as: fold the rows that ./pulso export wrote there, and no others; up to now without --to.")
    private @Nullable Path file;

    @Option(names = "--resume", description = "With --as: go on with a replay that was stopped.")
    private boolean isResumed;

    @Option(names = "--no-clickhouse", description = "With --as: topics only.")
    private boolean isWithoutClickHouse;

    @Mixin
    private final CompareOptions compareOptions = new CompareOptions();

    @Option(names = "--force", description = "With --promote: though it is not complete, or behind.")
    private boolean isForced;

    private final PrintStream out;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public ReplayCommand() {
        this(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    public ReplayCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        var parts = new Parts();
        var stop = Shutdown.install(parts);
        try {
            var broker = parts.add("kafka client", new Broker(installation.bootstrapServers()));
            if (!broker.isThere(PATIENCE)) {
                throw new IllegalStateException("no Kafka answers at " + broker.bootstrapServers()
                        + ": start ./pulso run or ./pulso demo, or name another with --kafka HOST:PORT");
            }
            TopicCreation.ensure(
                    broker.admin(), installation.config().replication(), List.of(Topics.SCHEMAS, Topics.GENERATIONS));
            var registry = parts.add(
                    "schema registry",
                    RegistrySettings.open(installation.config().registry(), broker.bootstrapServers()));
            var desk = new Desk(installation, broker, registry, out);
            if (task.as != null) {
                var generation = isResumed ? existing(desk, task.as) : begin(desk, task.as);
                var run = new ReplayRun(installation, generation, Folding.tables(tables), !isWithoutClickHouse, out);
                return exitCode(
                        generation,
                        FileTopics.isFromFile(broker, generation.name()),
                        run.run(broker, registry, parts, stop));
            }
            return other(desk);
        } finally {
            parts.close();
            out.flush();
        }
    }

    private int other(Desk desk) throws InterruptedException {
        if (task.compare != null) {
            return compare(desk, desk.require(task.compare));
        } else if (task.promote != null) {
            new Promotion(desk).promote(task.promote, isForced, !isWithoutClickHouse);
        } else if (task.drop != null) {
            new Removal(desk).drop(task.drop, !isWithoutClickHouse);
        } else if (task.isList) {
            new GenerationSheet(out, desk.zone()).print(desk.log().read());
        }
        return 0;
    }

    /** Over the time that both cover: within --from and --to, and what the generation itself covers. */
    private int compare(Desk desk, Generation generation) throws InterruptedException {
        var config = installation.config();
        var selection = compareOptions.selection();
        var zone = desk.zone();
        var with = compareOptions.with();
        var other = desk.require(with == null ? desk.log().read().current() : with);
        var end = earlier(earlier(instant(to, "--to", zone), generation.to()), other.to());
        var asked = compareOptions.from(zone, instant(from, "--from", zone), end, Instant.now());
        var begin = later(later(asked, generation.from()), other.from());
        if (generation.to() == null && !compareOptions.isJson()) {
            warnOfLag(desk, other.name());
            warnOfLag(desk, generation.name());
        }
        var window = new GenerationDiff.Window(other.name(), generation.name(), begin, end);
        var parameters =
                new Kpi.Parameters(config.thresholdSeconds(), config.shortSeconds(), Kpi.Parameters.DEFAULT.formula());
        try (var diff =
                GenerationDiff.open(installation.clickHouse(), config.clickHouseUser(), config.clickHousePassword())) {
            var result = new Comparison(diff, window, generation.to() == null, zone, parameters, selection).compare();
            var text = new ComparisonText(window, selection, result, diff);
            if (compareOptions.isJson()) {
                text.printJson(out);
            } else {
                text.print(out);
            }
            return result.isEqual() ? 0 : 1;
        }
    }

    /** What one of them has not folded yet is no difference, but is told as one. */
    private void warnOfLag(Desk desk, String name) {
        var progress = new ProgressReader(desk.broker().bootstrapServers(), desk.registry());
        for (var source : installation.config().sources()) {
            var said = progress.ofSource(source.name());
            var folded = progress.ofGeneration(name, source.name());
            if (said.isPresent() && folded.isPresent()) {
                var lag = Duration.between(
                        folded.orElseThrow().databaseTime(), said.orElseThrow().databaseTime());
                if (lag.compareTo(LAGGING) > 0) {
                    out.printf(
                            "%s is %s behind: what it has not folded yet is told as a difference%n",
                            name, ReplayPage.text(lag));
                }
            }
        }
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** What all tasks work with. */
    record Desk(Installation installation, Broker broker, SchemaRegistry registry, PrintStream out) {
        GenerationLog log() {
            return new GenerationLog(broker.bootstrapServers(), registry);
        }

        /** The zone of the first source, as capture tells it: this may be a machine elsewhere. */
        ZoneId zone() {
            var source = installation.config().sources().getFirst();
            return Folding.awaitSnapshot(broker.bootstrapServers(), registry, source, PATIENCE)
                    .map(status -> ZoneId.of(status.zone()))
                    .orElse(source.zone());
        }

        /** @throws ConfigException when there is no such generation, with those that there are */
        Generation require(String name) {
            var book = log().read();
            return book.find(name)
                    .or(() -> name.equals(Topics.FIRST_GENERATION)
                            ? Optional.of(Generation.first(name, Instant.EPOCH))
                            : Optional.empty())
                    .orElseThrow(() -> new ConfigException("there is no generation '" + name + "'; there are "
                            + book.all().stream().map(Generation::name).toList()));
        }
    }

    private int exitCode(Generation generation, boolean isOfFile, ReplayRun.End end) {
        switch (end) {
            case COMPLETE ->
                out.printf(
                        isOfFile
                                ? "Compare: ./pulso replay --compare %1$s%n"
                                : "Compare: ./pulso replay --compare %1$s; make it the current one: ./pulso replay --promote %1$s%n",
                        generation.name());
            case HANDED_OVER ->
                out.printf("%s is handed over to the Pulso that runs all the time%n", generation.name());
            case STOPPED ->
                out.printf(
                        "stopped; ./pulso replay --as %1$s --resume goes on, ./pulso replay --drop %1$s deletes it%n",
                        generation.name());
        }
        return 0;
    }

    private Generation existing(Desk desk, String name) {
        if (from != null || to != null || file != null || !parameters.isEmpty()) {
            throw new ConfigException(
                    "a generation goes on as it was begun: --resume takes no --from, --to, --file and --set");
        }
        var generation = desk.require(name);
        if (desk.log().read().current().equals(name)) {
            throw new ConfigException("generation '" + name + "' is the current one: ./pulso run goes on with it");
        }
        if (generation.state() != Generation.State.PROMOTED) {
            return generation;
        }
        var again = generation.withState(Generation.State.BUILDING);
        desk.log().write(again);
        return again;
    }

    private Generation begin(Desk desk, String name) {
        var book = desk.log().read();
        if (book.find(name).isPresent() || name.equals(Topics.FIRST_GENERATION)) {
            throw new ConfigException("generation '" + name
                    + "' exists: --resume goes on with it, --drop deletes it, another name begins another");
        }
        var zone = desk.zone();
        var begun = instant(from, "--from", zone);
        var given = instant(to, "--to", zone);
        var ends = given == null && file != null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : given;
        if (begun != null && ends != null && !begun.isBefore(ends)) {
            throw new ConfigException("--from must lie before --to");
        }
        try {
            var generation = new Generation(
                    name,
                    book.current(),
                    Generation.State.BUILDING,
                    Instant.now(),
                    begun,
                    ends,
                    FoldParameters.of(parameters).text(),
                    null);
            if (file != null) {
                FileTopics.write(installation.config(), desk.broker().bootstrapServers(), file, name, out);
            }
            desk.log().write(generation);
            return generation;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Instant instant(@Nullable String text, String option, ZoneId zone) {
        if (text == null) {
            return null;
        }
        var instant = new TimeText(zone).instant(text);
        if (instant == null) {
            throw new ConfigException(option + " '" + text + "' is no time: 2026-11-20 or 2026-11-20T08:00 is");
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
