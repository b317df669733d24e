package pulso.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data folder held by one owner. The kernel lets go of it when the owner's process ends in whatever way, so that a
 * server found running in a folder that can be locked is an orphan and never the server of a living owner.
 */
final class FolderLock implements AutoCloseable {
    /** Closing any channel on a locked file drops the process's lock, so a second try must not even open it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Creates the folder where it is missing. */
    static FolderLock take(String server, Path folder) {
        try {
            Files.createDirectories(folder);
            var real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(server, real);
            }
            var channel = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                HELD.remove(real);
                throw inUse(server, real);
            }
            return new FolderLock(real, channel);
        } catch (IOException e) {
            throw new EmbeddedServerException("The data folder " + folder + " of " + server + " cannot be used", e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedServerException("The lock of " + folder + " cannot be released", e);
        } finally {
            HELD.remove(folder);
        }
    }

    private static EmbeddedServerException inUse(String server, Path folder) {
        return new EmbeddedServerException("The data folder " + folder + " is in use by another running " + server
                + ". Stop that one or choose another folder.");
    }
}
