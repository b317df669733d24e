package pulso.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of everything that runs embedded: bears a marker, and belongs to one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final String MARKER = ".pulso-data";
    private static final String LOCK = ".lock";

    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder, made when missing.
     *
     * @param fresh deletes what is in it first, if it bears Pulso's marker
     */
    static DataFolder take(Path folder, boolean fresh) {
        try {
            boolean ours = Files.exists(folder.resolve(MARKER));
            if (Files.exists(folder) && !ours && !isEmpty(folder)) {
                throw new ConfigException(folder + " holds something that is not Pulso's; choose another with --data");
            }
            Files.createDirectories(folder);
            var lock = lock(folder);
            if (fresh && ours) {
                deleteContent(folder);
            }
            Files.writeString(folder.resolve(MARKER), "data of Pulso; ./pulso demo --fresh deletes it\n");
            return new DataFolder(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            channel.close();
            throw inUse(folder);
        }
        channel.close();
        throw inUse(folder);
    }

    private static ConfigException inUse(Path folder) {
        return new ConfigException("another Pulso works in " + folder + "; stop it, or choose another with --data");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void deleteContent(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(folder.resolve(LOCK))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
