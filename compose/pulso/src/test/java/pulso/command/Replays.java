package pulso.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import picocli.CommandLine;
import pulso.command.replay.ReplayCommand;
import pulso.command.tools.EraseCommand;

/** {@code pulso replay} as somebody types it, beside a Pulso that runs. */
final class Replays {
    private final Ports ports;

    Replays(Ports ports) {
        this.ports = ports;
    }

    /** What it printed and said. */
    record Outcome(int exitCode, String output) {}

    Outcome run(String... arguments) {
        return execute(ReplayCommand::new, arguments);
    }

    /** {@code pulso erase}, told as JSON. */
    Outcome erase(String caller) {
        return execute(EraseCommand::new, "--json", "--caller", caller);
    }

    private Outcome execute(Function<PrintStream, Callable<Integer>> command, String... arguments) {
        var printed = new ByteArrayOutputStream();
        var said = new StringWriter();
        var line = new CommandLine(command.apply(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        line.setErr(new PrintWriter(said));
        line.setExecutionExceptionHandler((problem, _, _) -> {
            said.append(String.valueOf(problem));
            return problem instanceof ConfigException ? 2 : 1;
        });
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(servers());
        int exitCode = line.execute(all.toArray(String[]::new));
        return new Outcome(exitCode, printed.toString(StandardCharsets.UTF_8) + said);
    }

    List<String> servers() {
        return List.of(
                "--kafka", "127.0.0.1:" + ports.kafka(), "--clickhouse", "http://127.0.0.1:" + ports.clickHouse());
    }

    /** Topics and consumer groups that bear a generation's name. */
    List<String> traces(String generation) throws ExecutionException, InterruptedException {
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + ports.kafka()))) {
            var names = new ArrayList<>(admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get());
            admin.listGroups().all().get().stream().map(GroupListing::groupId).forEach(names::add);
            return names.stream()
                    .filter(name -> name.contains(generation))
                    .sorted()
                    .toList();
        }
    }
}
