package pulso.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own. It is told to stop when this process ends, in whatever way and after all shutdown
 * hooks have run, because a supervising shell sees its standard input close. Should the shell be killed too, the next
 * {@link #stopOrphan} finds the server by its pid file.
 */
final class ChildProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final int LOG_LINES_SHOWN = 15;

    /**
     * Ctrl-C reaches every process of the terminal; the server ignores it, so that its clients can be stopped first.
     * The pid file is written by rename: it is whole or it is not there.
     */
    private static final String SUPERVISE = """
            trap '' INT HUP
            pid_file=$1
            shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            trap 'kill -TERM "$child"' TERM
            echo "$child" >"$pid_file.new" && mv "$pid_file.new" "$pid_file"
            (trap - TERM; read -r nothing <&3; kill -TERM "$child" 2>/dev/null) &
            watcher=$!
            wait "$child"
            status=$?
            while kill -0 "$child" 2>/dev/null; do
                wait "$child"
                status=$?
            done
            kill "$watcher" 2>/dev/null
            exit "$status"
            """;

    private final ServerProgram program;
    private final Process supervisor;
    private final long pid;

    private ChildProcess(ServerProgram program, Process supervisor, long pid) {
        this.program = program;
        this.supervisor = supervisor;
        this.pid = pid;
    }

    /** The caller holds the folder's lock; afterwards the process runs, but its server may not be ready yet. */
    static ChildProcess start(ServerProgram program) {
        stopOrphan(program);
        var command = new ArrayList<>(
                List.of("/bin/sh", "-c", SUPERVISE, "sh", program.pidFile().toString()));
        command.addAll(program.command());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(program.logFile().toFile()));
        builder.environment().putAll(program.environment());
        try {
            var supervisor = builder.start();
            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            var pid = readPid(program);
            while (pid.isEmpty()) {
                if (!supervisor.isAlive() || System.nanoTime() > deadline) {
                    supervisor.destroyForcibly();
                    throw failed(program, "did not start");
                }
                Thread.sleep(POLL);
                pid = readPid(program);
            }
            return new ChildProcess(program, supervisor, pid.orElseThrow());
        } catch (IOException e) {
            throw new EmbeddedServerException(program.name() + " cannot be started: " + program.command(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while starting " + program.name(), e);
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return supervisor.isAlive();
    }

    /** Returns when the server is ready; a server that ends or takes too long is stopped, and its last words told. */
    void awaitReady(BooleanSupplier ready, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!ready.getAsBoolean()) {
                if (!supervisor.isAlive()) {
                    throw failed(program, "ended with status " + supervisor.exitValue());
                }
                if (System.nanoTime() > deadline) {
                    close();
                    throw failed(program, "was not ready within " + limit.toSeconds() + " s");
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for " + program.name(), e);
        }
    }

    /** Stops the server in good order, by force after its time to stop. Calling it again does nothing. */
    @Override
    public void close() {
        try {
            supervisor.getOutputStream().close();
        } catch (IOException supervisorGone) {
            LOG.debug("{} had ended before it was stopped", program.name(), supervisorGone);
        }
        try {
            if (!supervisor.waitFor(program.stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} (pid {}) did not stop within {}: killed", program.name(), pid, program.stopLimit());
                kill();
                supervisor.waitFor(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        stopOrphan(program);
    }

    private void kill() {
        if (isRunning(program, pid)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Ends what a killed owner of the folder has left behind; a stranger that bears the pid now is left alone. */
    static void stopOrphan(ServerProgram program) {
        var pid = readPid(program);
        if (pid.isEmpty()) {
            return;
        }
        var orphan = pid.orElseThrow();
        if (isRunning(program, orphan)) {
            LOG.info("{} (pid {}) runs without an owner: stopping it", program.name(), orphan);
            ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroy);
            if (!hasEnded(program, orphan, program.stopLimit())) {
                LOG.warn("{} (pid {}) does not stop: killing it", program.name(), orphan);
                ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
                if (!hasEnded(program, orphan, KILL_LIMIT)) {
                    throw new EmbeddedServerException(program.name() + " (pid " + orphan + ") cannot be stopped");
                }
            }
        }
        try {
            Files.deleteIfExists(program.pidFile());
        } catch (IOException e) {
            throw new EmbeddedServerException("The pid file " + program.pidFile() + " cannot be deleted", e);
        }
    }

    private static boolean hasEnded(ServerProgram program, long pid, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        try {
            while (isRunning(program, pid)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(POLL);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while stopping " + program.name(), e);
        }
    }

    private static boolean isRunning(ServerProgram program, long pid) {
        return Ports.commandLine(pid).contains(program.identity());
    }

    private static OptionalLong readPid(ServerProgram program) {
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readString(program.pidFile()).strip()));
        } catch (IOException | NumberFormatException absent) {
            return OptionalLong.empty();
        }
    }

    private static EmbeddedServerException failed(ServerProgram program, String how) {
        return new EmbeddedServerException(
                program.name() + " " + how + ". The end of " + program.logFile() + ":\n" + logTail(program));
    }

    private static String logTail(ServerProgram program) {
        try {
            var lines = Files.readString(program.logFile(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException unreadable) {
            return "(no log)";
        }
    }
}
