package pulso.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The pulso command in a JVM of its own, as the launcher starts it; what a test kills. Closing it stops it in good order. */
final class PulsoProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int SHOWN_CHARACTERS = 4_000;

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Path log;

    private PulsoProcess(Process process, Path output, Path errors, Path log) {
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.log = log;
    }

    /**
     * @param folder working folder and place of what it writes
     * @param zone the machine's zone as the process sees it
     * @param settings environment; no other PULSO_ variable is handed on
     */
    static PulsoProcess start(Path folder, String zone, Map<String, String> settings, List<String> arguments) {
        var output = folder.resolve("pulso.out");
        var errors = folder.resolve("pulso.err");
        var log = folder.resolve("pulso.log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=" + zone,
                "-Dpulso.log=" + log,
                "-Dlog4j2.configurationFile=classpath:log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"),
                PulsoMain.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PULSO_") && !name.equals("PULSO_CHDB"));
        builder.environment().putAll(settings);
        try {
            return new PulsoProcess(builder.start(), output, errors, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing of it can say goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd(STOP_LIMIT);
    }

    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + limit.toSeconds() + " s: " + this);
        }
        return process.exitValue();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    String log() {
        return read(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** For the message of a test that fails. */
    @Override
    public String toString() {
        return "pulso, pid " + process.pid() + "\n--- out\n" + end(output()) + "\n--- err\n" + end(errors())
                + "\n--- log\n" + end(read(log));
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
