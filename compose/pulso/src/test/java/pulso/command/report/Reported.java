package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What the command says of files, as a user gets it. */
final class Reported {
    private Reported() {}

    /** Runs the command on files and options. */
    static String text(int expectedExitCode, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(new CommandLine(new ReportCommand(out)).execute(arguments)).isEqualTo(expectedExitCode);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static JsonNode json(List<Path> files, String... options) {
        var arguments = new ArrayList<String>();
        files.forEach(file -> arguments.add(file.toString()));
        arguments.add("--json");
        arguments.addAll(List.of(options));
        try {
            return new ObjectMapper().readTree(text(0, arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of 20 November 2026 in UTC: {@code 12:00:00|callid|queue|agent|event|data1|...}, one a line. */
    static JsonNode day(Path folder, String rows, String... options) {
        var file = folder.resolve("queue_log");
        var log = new StringBuilder();
        rows.lines().forEach(row -> log.append("2026-11-20 ").append(row).append('\n'));
        try {
            Files.writeString(file, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var all = new ArrayList<>(List.of("--zone", "UTC"));
        all.addAll(List.of(options));
        return json(List.of(file), all.toArray(String[]::new));
    }

    /** Of a queue, whose name ends as campaigns do, or of an agent. */
    static JsonNode figures(JsonNode part, String name) {
        return name.endsWith("<-") || name.endsWith("->") ? queue(part, name) : agent(part, name);
    }

    static JsonNode queue(JsonNode part, String name) {
        return named(part.get("queues"), "queue", name).get("kpi");
    }

    /** Of a queue that several channels may have. */
    static JsonNode queue(JsonNode part, String name, String channel) {
        for (var entry : part.get("queues")) {
            if (entry.get("queue").asText().equals(name)
                    && entry.get("channel").asText().equalsIgnoreCase(channel)) {
                return entry.get("kpi");
            }
        }
        throw new AssertionError("no " + channel + ' ' + name + " in " + part.get("queues"));
    }

    static JsonNode agent(JsonNode part, String name) {
        return named(part.get("agents"), "agent", name);
    }

    private static JsonNode named(JsonNode list, String key, String name) {
        for (var entry : list) {
            if (entry.get(key).asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }
}
