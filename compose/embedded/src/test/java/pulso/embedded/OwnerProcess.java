package pulso.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Another JVM that owns an embedded server and never closes it: what a test kills. */
final class OwnerProcess implements AutoCloseable {
    private final Process process;
    private final long serverPid;
    private final int port;

    private OwnerProcess(Process process, long serverPid, int port) {
        this.process = process;
        this.serverPid = serverPid;
        this.port = port;
    }

    static OwnerProcess of(String server, Path folder) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OwnerProcess.class.getName(),
                server,
                folder.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var words = readReady(process).split(" ");
        return new OwnerProcess(process, Long.parseLong(words[1]), Integer.parseInt(words[2]));
    }

    private static String readReady(Process process) throws IOException {
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line;
            }
        }
        throw new IOException("The owner ended before its server was ready");
    }

    public static void main(String[] arguments) throws InterruptedException {
        var folder = Path.of(arguments[1]);
        var pidAndPort = switch (arguments[0]) {
            case "mariadb" -> {
                var server = EmbeddedMariaDb.start(folder, 0);
                yield server.pid() + " " + server.port();
            }
            case "clickhouse" -> {
                var server = EmbeddedClickHouse.start(folder, 0);
                yield server.pid() + " " + server.port();
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        System.out.println("ready " + pidAndPort);
        new CountDownLatch(1).await();
    }

    long serverPid() {
        return serverPid;
    }

    int port() {
        return port;
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Leaves an orphan: the shells that would stop the server are killed as well. */
    void killWithSupervisor() {
        var supervisor =
                ProcessHandle.of(serverPid).flatMap(ProcessHandle::parent).orElseThrow();
        supervisor.children().filter(child -> child.pid() != serverPid).forEach(ProcessHandle::destroyForcibly);
        supervisor.destroyForcibly();
        kill();
    }

    static boolean endsWithin(long pid, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!Ports.commandLine(pid).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        kill();
        if (!endsWithin(serverPid, Duration.ofSeconds(20))) {
            ProcessHandle.of(serverPid).ifPresent(ProcessHandle::destroyForcibly);
            throw new IllegalStateException("The server " + serverPid + " outlived its owner");
        }
    }
}
