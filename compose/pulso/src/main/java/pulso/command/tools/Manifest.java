package pulso.command.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an export holds, as {@code manifest.json} beside its files says; written last, so its absence tells of a break. */
record Manifest(String export, List<Entry> topics) {
    private static final String FILE = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One topic.
     *
     * @param sha256 checksum of its records in their order
     */
    record Entry(String topic, long records, String sha256, List<String> files) {}

    void write(Path folder) throws IOException {
        var unfinished = folder.resolve(FILE + ".part");
        JSON.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), this);
        Files.move(unfinished, folder.resolve(FILE), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Null where there is none. */
    static @Nullable Manifest read(Path folder) {
        try {
            return isIn(folder) ? JSON.readValue(folder.resolve(FILE).toFile(), Manifest.class) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(FILE), e);
        }
    }
}
