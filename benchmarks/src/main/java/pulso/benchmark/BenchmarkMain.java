package pulso.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run NAME}. Exit codes: 0 the aims hold, 1 they do not or it failed, 2 wrong usage. */
@Command(
        name = "benchmarks/run",
        description = "Measures Pulso on this machine; each name below is one benchmark.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        commandListHeading = "%nNames:%n",
        subcommands = {
            ClickHouseSinkBenchmark.class,
            FreshnessBenchmark.class,
            QuestionsBenchmark.class,
            ReplayBenchmark.class,
            ReportBenchmark.class,
            WebhooksBenchmark.class
        })
public final class BenchmarkMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark?");
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }
}
