package pulso.embedded.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's connections: one for each request, or the one of its session. It knows how many are at work, so that the
 * engine is not closed under them.
 */
final class Sessions {
    /** As long as ClickHouse keeps a session that names no time of its own. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Chdb chdb;
    private final Path dataFolder;
    /** Without an open connection the engine would stop after every request. */
    private final EngineConnection anchor;

    private final Set<String> knownSettings;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger atWork = new AtomicInteger();

    Sessions(Chdb chdb, Path dataFolder) {
        this.chdb = chdb;
        this.dataFolder = dataFolder;
        this.anchor = chdb.connect(dataFolder, Map.of())
                .orElseThrow(() -> EngineException.of("The engine refuses the data folder " + dataFolder
                        + ": it is in use, unreadable or of another version"));
        try (var names = anchor.query("SELECT name FROM system.settings", "TabSeparated", Map.of())) {
            this.knownSettings = names.text().lines().collect(Collectors.toUnmodifiableSet());
        }
    }

    /** A connection lent for one request. */
    final class Lease implements AutoCloseable {
        private final EngineConnection connection;
        private final @Nullable Session session;

        private Lease(EngineConnection connection, @Nullable Session session) {
            this.connection = connection;
            this.session = session;
            atWork.incrementAndGet();
        }

        EngineConnection connection() {
            return connection;
        }

        @Override
        public void close() {
            if (session == null) {
                connection.close();
            } else {
                session.give();
            }
            atWork.decrementAndGet();
        }
    }

    /** With the request's settings and database in force. */
    Lease lease(EngineRequest request) {
        var settings = request.settings();
        for (var name : settings.keySet()) {
            if (!knownSettings.contains(name)) {
                throw new EngineException(
                        EngineException.UNKNOWN_SETTING, "UNKNOWN_SETTING", "Unknown setting '" + name + "'");
            }
        }
        settings.put("log_comment", request.queryId());
        closeForgotten();
        var lease = request.session().isPresent()
                ? sessionLease(request.session().orElseThrow(), settings)
                : ownLease(settings);
        try {
            request.database()
                    .filter(name -> !name.equals("default"))
                    .ifPresent(name -> run(
                            lease.connection(),
                            "USE `" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"));
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Ends what runs, waits for it and closes the engine; false when something would not end. */
    boolean close(Duration limit) throws InterruptedException {
        run(anchor, "KILL QUERY WHERE 1 ASYNC");
        var deadline = System.nanoTime() + limit.toNanos();
        while (atWork.get() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        sessions.values().forEach(session -> session.connection.close());
        sessions.clear();
        anchor.close();
        chdb.shutdown();
        return true;
    }

    /** The answer to a question of the server's own. */
    String ask(String sql) {
        try (var result = anchor.query(sql, "TabSeparatedRaw", Map.of())) {
            return result.text().strip();
        }
    }

    private Lease ownLease(Map<String, String> settings) {
        var connection = chdb.connect(dataFolder, settings);
        if (connection.isPresent()) {
            return new Lease(connection.orElseThrow(), null);
        }
        try (var plain = chdb.connect(dataFolder, Map.of()).orElseThrow()) {
            set(plain, settings);
        }
        throw EngineException.of("The engine refuses the settings " + settings);
    }

    private Lease sessionLease(String id, Map<String, String> settings) {
        var session = sessions.computeIfAbsent(
                id, name -> new Session(chdb.connect(dataFolder, Map.of()).orElseThrow()));
        if (!session.take()) {
            throw new EngineException(
                    EngineException.SESSION_IS_LOCKED, "SESSION_IS_LOCKED", "Session " + id + " is locked");
        }
        var lease = new Lease(session.connection, session);
        try {
            set(session.connection, settings);
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private void closeForgotten() {
        var now = System.nanoTime();
        sessions.forEach((id, session) -> {
            if (now - session.lastUsed > KEPT.toNanos() && session.take()) {
                sessions.remove(id);
                session.connection.close();
            }
        });
    }

    private static void set(EngineConnection connection, Map<String, String> settings) {
        settings.forEach((name, value) -> run(
                connection, "SET " + name + " = '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"));
    }

    private static void run(EngineConnection connection, String sql) {
        connection.query(sql, "Null", Map.of()).close();
    }

    private static final class Session {
        private final EngineConnection connection;
        private final ReentrantLock busy = new ReentrantLock();
        private volatile long lastUsed = System.nanoTime();

        private Session(EngineConnection connection) {
            this.connection = connection;
        }

        private boolean take() {
            return busy.tryLock();
        }

        private void give() {
            lastUsed = System.nanoTime();
            busy.unlock();
        }
    }
}
