package pulso.command.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A command that was run: its exit code and what it printed. What went wrong is its message.
 */
record Ran(int code, String output, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Ran command(Function<PrintStream, Callable<Integer>> command, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var message = new StringBuilder();
        var line = new CommandLine(command.apply(new PrintStream(bytes, false, StandardCharsets.UTF_8)));
        line.setExecutionExceptionHandler((problem, _, _) -> {
            message.append(problem.getMessage());
            return 1;
        });
        int code = line.execute(arguments);
        return new Ran(code, bytes.toString(StandardCharsets.UTF_8), message.toString());
    }

    JsonNode json() {
        return parse(output);
    }

    List<JsonNode> lines() {
        return output.lines().map(Ran::parse).toList();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
