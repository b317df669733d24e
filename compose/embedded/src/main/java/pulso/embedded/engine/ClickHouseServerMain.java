package pulso.embedded.engine;

import com.github.luben.zstd.Zstd;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse server's process: arguments are the library, the data folder and the port on loopback. It listens once
 * the engine is ready; SIGTERM ends what runs, closes the engine and then the process.
 */
public final class ClickHouseServerMain {
    private static final System.Logger LOG = System.getLogger(ClickHouseServerMain.class.getName());
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** The engine runs in the threads of its callers, and its parser recurses. */
    private static final long STACK_BYTES = 16 << 20;

    private static final int BACKLOG = 256;

    private ClickHouseServerMain() {}

    /** No more than the server uses, so that it starts quickly and however the caller was started. */
    public static String classPath() {
        return Stream.of(ClickHouseServerMain.class, LZ4Factory.class, Zstd.class, Checksum.LIBRARY, Nullable.class)
                .map(ClickHouseServerMain::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of " + type.getName() + " cannot be found", e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        var library = Path.of(arguments[0]);
        var dataFolder = Path.of(arguments[1]);
        var port = Integer.parseInt(arguments[2]);
        var sessions = new Sessions(Chdb.load(library), dataFolder);
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        // Native calls pin virtual threads to their carriers, of which there are few.
        http.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(null, task, "engine", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/", new EngineHandler(sessions));
        Runtime.getRuntime().addShutdownHook(new Thread(null, () -> stop(http, sessions), "stop", STACK_BYTES));
        http.start();
    }

    /** A process that ends while the engine is open crashes inside it; one that cannot close it ends without its exit. */
    private static void stop(HttpServer http, Sessions sessions) {
        try {
            http.stop(0);
            if (sessions.close(STOP_LIMIT)) {
                return;
            }
            LOG.log(System.Logger.Level.ERROR, "A query did not end within {0}; its process is halted", STOP_LIMIT);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The engine could not be closed; its process is halted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
