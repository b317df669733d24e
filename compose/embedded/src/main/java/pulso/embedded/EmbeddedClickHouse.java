package pulso.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import pulso.embedded.engine.ClickHouseServerMain;

/**
 * The ClickHouse engine in a process of its own, on loopback, behind ClickHouse's HTTP interface: user {@code default}
 * without a password, zone UTC. It owns its data folder; closing it stops the server and keeps the data.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
    private static final String NAME = "clickhouse";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    /** Longer than the server itself waits before it gives up on a query. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final int CONNECT_TIMEOUT_MS = 1_000;

    private final FolderLock lock;
    private final ChildProcess process;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedClickHouse(FolderLock lock, ChildProcess process, int port) {
        this.lock = lock;
        this.process = process;
        this.port = port;
    }

    /**
     * Returns once the server takes requests.
     *
     * @param dataFolder the server's own; made when missing
     * @param port 0 for a free one
     * @throws PortTakenException when another process listens on the port
     */
    public static EmbeddedClickHouse start(Path dataFolder, int port) {
        var library = ChdbLibrary.find();
        var lock = FolderLock.take(NAME, dataFolder);
        try {
            ChildProcess.stopOrphan(serverProgram(library, lock.folder(), 0));
            var claimed = Ports.claim(NAME, port);
            var process = ChildProcess.start(serverProgram(library, lock.folder(), claimed));
            process.awaitReady(() -> listens(claimed), START_LIMIT);
            return new EmbeddedClickHouse(lock, process, claimed);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** Without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** To which {@code /<database>} may be added. */
    public String jdbcUrl() {
        return "jdbc:clickhouse://127.0.0.1:" + port;
    }

    /** Of the server itself, for tests that kill it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock) {
                process.close();
            }
        }
    }

    private static ServerProgram serverProgram(Path library, Path folder, int port) {
        var identity = "-Dpulso.embedded.clickhouse=" + folder;
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dsun.net.httpserver.idleInterval=60",
                identity,
                "-cp",
                ClickHouseServerMain.classPath(),
                ClickHouseServerMain.class.getName(),
                library.toString(),
                folder.resolve("data").toString(),
                Integer.toString(port));
        return new ServerProgram(NAME, folder, identity, command, Map.of("TZ", "UTC"), STOP_LIMIT);
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
