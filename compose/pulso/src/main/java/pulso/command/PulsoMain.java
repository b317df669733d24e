package pulso.command;

import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pulso.command.replay.ReplayCommand;
import pulso.command.report.ReportCommand;
import pulso.command.tools.EraseCommand;
import pulso.command.tools.ExportCommand;
import pulso.command.tools.ImportCommand;
import pulso.command.tools.TailCommand;
import pulso.command.tools.TopicsCommand;
import pulso.command.webhook.WebhooksCommand;

/** {@code ./pulso}: the one command. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
@Command(
        name = "pulso",
        description = "Real-time analytics for contact centres on uContact and Asterisk.",
        mixinStandardHelpOptions = true,
        version = "pulso 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            TopicsCommand.class,
            TailCommand.class,
            WebhooksCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            EraseCommand.class
        })
public final class PulsoMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new PulsoMain());
        line.setExecutionExceptionHandler((problem, _, _) -> exitCode(problem, line.getErr()));
        return line;
    }

    /** Says what went wrong, and whose fault it is. */
    static int exitCode(Exception problem, PrintWriter err) {
        var cause = Servers.rootCause(problem);
        err.println("pulso: " + (problem.getMessage() == null ? problem : problem.getMessage()));
        if (cause != null && problem.getCause() != null && cause.getMessage() != null) {
            err.println("  because: " + cause.getMessage());
        }
        err.flush();
        LoggerFactory.getLogger(PulsoMain.class).error("failed", problem);
        return problem instanceof ConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
}
