package pulso.embedded;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the ClickHouse engine's library (540 MB, brought by npm) lies on this machine. */
final class ChdbLibrary {
    private static final String IN_MODULE = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";
    private static final String MODULE = "compose/embedded";

    private ChdbLibrary() {}

    /**
     * What the property {@code pulso.chdb} or the environment's {@code PULSO_CHDB} names; otherwise the build tree that
     * this code was started from or that is worked in.
     */
    static Path find() {
        var named = Optional.ofNullable(System.getProperty("pulso.chdb"))
                .or(() -> Optional.ofNullable(System.getenv("PULSO_CHDB")))
                .map(Path::of);
        if (named.isPresent()) {
            var library = named.orElseThrow().toAbsolutePath();
            if (!Files.isRegularFile(library)) {
                throw new EmbeddedServerException(
                        "PULSO_CHDB names " + library + ", where there is no file. " + mend());
            }
            return library;
        }
        return Stream.of(codeLocation(), Path.of("").toAbsolutePath())
                .flatMap(ChdbLibrary::withAncestors)
                .flatMap(folder -> Stream.of(
                        folder.resolve(IN_MODULE), folder.resolve(MODULE).resolve(IN_MODULE)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new EmbeddedServerException("The ClickHouse engine is missing. " + mend()));
    }

    private static String mend() {
        return "Run `npm ci` in the folder " + MODULE + " of the sources, or let PULSO_CHDB name a libchdb.so.";
    }

    private static Path codeLocation() {
        try {
            return Path.of(ChdbLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new EmbeddedServerException("The place of this code is no path", e);
        }
    }

    private static Stream<Path> withAncestors(Path folder) {
        return Stream.<@Nullable Path>iterate(
                        folder, path -> path != null, path -> path == null ? null : path.getParent())
                .flatMap(Stream::ofNullable);
    }
}
