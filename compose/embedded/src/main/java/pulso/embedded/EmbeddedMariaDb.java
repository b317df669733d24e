package pulso.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A MariaDB server in a process of its own, on loopback, with the binlog that change capture needs (rows, full images,
 * full metadata), the databases of a contact centre and the user that captures them. It owns its data folder; closing
 * it stops the server and keeps the data.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
    private static final String NAME = "mariadb";
    private static final List<String> DATABASES = List.of("ccrepo", "ccdata", "cccustom");
    private static final String ADMIN_USER = "root";
    private static final String CAPTURE_USER = "pulso";
    private static final String PASSWORD = "pulso";
    private static final Duration BINLOG_KEPT = Duration.ofDays(3);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final int HANDSHAKE_TIMEOUT_MS = 1_000;

    private final FolderLock lock;
    private final ChildProcess process;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMariaDb(FolderLock lock, ChildProcess process, int port) {
        this.lock = lock;
        this.process = process;
        this.port = port;
    }

    /** As {@link #start(Path, int, ZoneId, Durability)} in this machine's zone, safe. */
    public static EmbeddedMariaDb start(Path dataFolder, int port) {
        return start(dataFolder, port, ZoneId.systemDefault(), Durability.SAFE);
    }

    /**
     * Returns once the server answers.
     *
     * @param dataFolder the server's own; made and prepared when missing
     * @param port 0 for a free one
     * @param zone the database's {@code SYSTEM} zone, so that {@code NOW()} follows its summer time
     * @throws PortTakenException when another process listens on the port
     */
    public static EmbeddedMariaDb start(Path dataFolder, int port, ZoneId zone, Durability durability) {
        var environment = Map.of("TZ", posixZone(zone));
        var lock = FolderLock.take(NAME, dataFolder);
        try {
            var folder = lock.folder();
            var program = MariaDbProgram.unpacked();
            prepare(folder, program);
            ChildProcess.stopOrphan(serverProgram(program, folder, 0, durability, environment));
            var claimed = Ports.claim(NAME, port);
            var process = ChildProcess.start(serverProgram(program, folder, claimed, durability, environment));
            process.awaitReady(() -> greets(claimed), START_LIMIT);
            return new EmbeddedMariaDb(lock, process, claimed);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** A user who may do everything. */
    public String adminUser() {
        return ADMIN_USER;
    }

    public String adminPassword() {
        return PASSWORD;
    }

    /** The user with no more than change capture needs. */
    public String captureUser() {
        return CAPTURE_USER;
    }

    public String capturePassword() {
        return PASSWORD;
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

    private static void prepare(Path folder, MariaDbProgram program) {
        try {
            Folders.createWhole(folder.resolve("data"), program::install);
            Files.createDirectories(folder.resolve("tmp"));
            Files.writeString(folder.resolve("init.sql"), initialStatements());
        } catch (IOException e) {
            throw new EmbeddedServerException("MariaDB's data folder " + folder + " cannot be prepared", e);
        }
    }

    private static ServerProgram serverProgram(
            MariaDbProgram program, Path folder, int port, Durability durability, Map<String, String> environment) {
        var identity = "--datadir=" + folder.resolve("data");
        var command = new ArrayList<>(List.of(
                program.server().toString(),
                "--no-defaults",
                identity,
                "--basedir=" + program.home(),
                "--lc-messages-dir=" + program.home().resolve("share"),
                "--tmpdir=" + folder.resolve("tmp"),
                "--secure-file-priv=" + folder.resolve("tmp"),
                "--init-file=" + folder.resolve("init.sql"),
                "--pid-file=" + folder.resolve("mariadbd.pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // A socket file could be longer than the 107 bytes that the kernel takes.
                "--socket=",
                "--skip-name-resolve",
                // Otherwise 11.4 makes a TLS key at every start, which takes up to half a minute.
                "--skip-ssl",
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--binlog-row-metadata=FULL",
                "--binlog-expire-logs-seconds=" + BINLOG_KEPT.toSeconds(),
                "--sync-binlog=" + durability.syncBinlog(),
                "--innodb-flush-log-at-trx-commit=" + durability.flushLogAtCommit(),
                "--innodb-buffer-pool-size=128M",
                "--character-set-server=utf8mb4",
                "--local-infile=0"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return new ServerProgram(NAME, folder, identity, command, environment, STOP_LIMIT);
    }

    /** Run at every start and kept out of the binlog, which is the contact centre's alone. */
    private static String initialStatements() {
        var statements = new ArrayList<>(List.of(
                "SET SESSION sql_log_bin = 0",
                "CREATE USER IF NOT EXISTS '%s'@'127.0.0.1'".formatted(ADMIN_USER),
                "ALTER USER '%s'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(ADMIN_USER, PASSWORD),
                "GRANT ALL PRIVILEGES ON *.* TO '%s'@'127.0.0.1' WITH GRANT OPTION".formatted(ADMIN_USER),
                "CREATE USER IF NOT EXISTS '%s'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(CAPTURE_USER, PASSWORD),
                ("GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT, BINLOG MONITOR,"
                                + " REPLICATION SLAVE ADMIN ON *.* TO '%s'@'127.0.0.1'")
                        .formatted(CAPTURE_USER)));
        for (var database : DATABASES) {
            statements.add("CREATE DATABASE IF NOT EXISTS " + database);
            statements.add("GRANT LOCK TABLES ON %s.* TO '%s'@'127.0.0.1'".formatted(database, CAPTURE_USER));
        }
        return String.join(";\n", statements) + ";\n";
    }

    /** The server listens before it is ready, but sends its greeting only then. */
    private static boolean greets(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HANDSHAKE_TIMEOUT_MS);
            socket.setSoTimeout(HANDSHAKE_TIMEOUT_MS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The C library takes an unknown zone for UTC in silence, and writes offsets with the sign turned round. */
    private static String posixZone(ZoneId zone) {
        if (zone.normalized() instanceof ZoneOffset offset) {
            var seconds = Math.abs(offset.getTotalSeconds());
            var magnitude = String.format(Locale.ROOT, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
            var east = offset.getTotalSeconds() >= 0;
            return "<%s%s>%s%s".formatted(east ? "+" : "-", magnitude.replace(":", ""), east ? "-" : "", magnitude);
        }
        if (!Files.exists(Path.of("/usr/share/zoneinfo", zone.getId()))) {
            throw new EmbeddedServerException(
                    "This machine does not know the zone " + zone + ". Install its tzdata package.");
        }
        return zone.getId();
    }
}
