package pulso.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import pulso.command.replay.ReplayCommand;
import pulso.command.tools.EraseCommand;
import pulso.command.tools.ExportCommand;
import pulso.schemas.topic.Topics;

/** {@code pulso replay} as somebody types it, beside a Pulso that runs. */
final class Replays {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Ports ports;

    Replays(Ports ports) {
        this.ports = ports;
    }

    /** What it printed and said. */
    record Outcome(int exitCode, String output) {}

    Outcome run(String... arguments) {
        return execute(ReplayCommand::new, arguments);
    }

    /** Promotes it, once it has caught up, which may take a while on a machine that has much to do. */
    Outcome promote(String name) throws InterruptedException {
        var last = new Outcome[1];
        Await.until("it is promoted", LIMIT, () -> last[0].output(), () -> {
            last[0] = run("--promote", name);
            return !last[0].output().contains("is behind what happens now");
        });
        return last[0];
    }

    /** {@code pulso erase}, told as JSON. */
    Outcome erase(String caller) {
        return execute(EraseCommand::new, "--json", "--caller", caller);
    }

    /** {@code pulso export}. */
    Outcome export(Path folder, String... topics) {
        var arguments = new ArrayList<>(List.of("--out", folder.toString(), "--kafka", kafka()));
        arguments.addAll(Arrays.asList(topics));
        return execute(ExportCommand::new, List.of(), arguments.toArray(String[]::new));
    }

    /** One that goes on until it is handed over, stopped or killed. */
    PulsoProcess begin(Path folder, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("replay"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(servers());
        return PulsoProcess.start(Files.createDirectories(folder), "UTC", Map.of(), all);
    }

    /** Likewise, once it has caught up and follows what comes. */
    PulsoProcess beginAndFollow(Path folder, String... arguments) throws IOException, InterruptedException {
        var process = begin(folder, arguments);
        try {
            Await.until(
                    "it follows", LIMIT, () -> process, () -> process.output().contains("follows what comes"));
            return process;
        } catch (InterruptedException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private Outcome execute(Function<PrintStream, Callable<Integer>> command, String... arguments) {
        return execute(command, servers(), arguments);
    }

    private static Outcome execute(
            Function<PrintStream, Callable<Integer>> command, List<String> servers, String... arguments) {
        var printed = new ByteArrayOutputStream();
        var said = new StringWriter();
        var line = new CommandLine(command.apply(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        line.setErr(new PrintWriter(said));
        line.setExecutionExceptionHandler((problem, _, _) -> {
            said.append(String.valueOf(problem));
            return problem instanceof ConfigException ? 2 : 1;
        });
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(servers);
        int exitCode = line.execute(all.toArray(String[]::new));
        return new Outcome(exitCode, printed.toString(StandardCharsets.UTF_8) + said);
    }

    List<String> servers() {
        return List.of("--kafka", kafka(), "--clickhouse", "http://127.0.0.1:" + ports.clickHouse());
    }

    private String kafka() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** How many records a topic has had; 0 while it is not there. */
    long records(String topic) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            if (!admin.listTopics().names().get().contains(topic)) {
                return 0;
            }
            return ends(admin, topic).values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /** As retention does it when all of them are too old. */
    void deleteRecords(List<String> topics) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            for (var topic : topics) {
                var doomed = new HashMap<TopicPartition, RecordsToDelete>();
                ends(admin, topic)
                        .forEach((partition, end) -> doomed.put(partition, RecordsToDelete.beforeOffset(end.offset())));
                admin.deleteRecords(doomed).all().get();
            }
        }
    }

    private static Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(latest).all().get();
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()));
    }

    /** Topics and consumer groups that bear a generation's name. */
    List<String> traces(String generation) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
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
