package pulso.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this class path in a process of its own, which says so when it is ready. Closed, it has ended. */
final class ChildJvm implements AutoCloseable {
    private static final long STOP_LIMIT_SECONDS = 20;

    private final Process process;
    private final BufferedReader output;
    private final Thread stopAtExit;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.stopAtExit = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /** @param errors where its log and its stack traces go */
    static ChildJvm start(Class<?> main, List<String> options, List<String> arguments, Path errors) throws IOException {
        return start(List.of(), main, options, arguments, errors);
    }

    /** @param by what starts it, such as {@code nice}; empty for nothing */
    static ChildJvm start(List<String> by, Class<?> main, List<String> options, List<String> arguments, Path errors)
            throws IOException {
        var command = new ArrayList<>(by);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dpulso.log=" + errors + ".log");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start());
    }

    /** Waits for the line that begins with a word, and returns what follows the word. */
    String await(String word) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word + ' ')) {
                return line.substring(word.length() + 1);
            }
        }
        throw new BenchmarkException("the process that should say '" + word + "' has ended");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
    }
}
