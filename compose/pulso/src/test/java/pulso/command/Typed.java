package pulso.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import pulso.command.webhook.WebhooksCommand;

/**
 * {@code pulso webhooks} as somebody types it beside a Pulso that runs.
 *
 * @param data folder with the admin token
 */
record Typed(String url, Path data) {
    /** What it printed and said. */
    record Outcome(int exitCode, String output) {}

    Outcome run(String... arguments) {
        var printed = new ByteArrayOutputStream();
        var said = new StringWriter();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var line = new CommandLine(new WebhooksCommand(out));
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));
        line.setExecutionExceptionHandler((problem, _, _) -> PulsoMain.exitCode(problem, line.getErr()));
        var all = new ArrayList<>(List.of(arguments));
        if (!all.isEmpty()) {
            all.addAll(List.of("--url", url, "--data", data.toString()));
        }
        int exitCode = line.execute(all.toArray(String[]::new));
        return new Outcome(exitCode, printed.toString(StandardCharsets.UTF_8) + said);
    }
}
