package pulso.command.report;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import pulso.topology.intake.WallClock;

/**
 * The blocks of one log, read ahead by a thread of their own. Afterwards the times of each are read in the order of the
 * log, in the hour that comes twice as well. Confined to one thread but for that.
 */
final class LogFeed implements Closeable {
    private static final int BLOCKS_AHEAD = 8;

    private final LogFile file;
    private final BlockingQueue<Read> ahead = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
    private final Thread reading;
    private final TimeText times;
    private WallClock wallClock;
    private boolean isRead;

    /** A block, the end, or what made reading fail. */
    private record Read(@Nullable FileBlock block, @Nullable IOException failure) {}

    LogFeed(LogFile file, FileBlock.Origin origin, TimeText times) {
        this.file = file;
        this.times = times;
        this.wallClock = new WallClock(times.zone());
        var records = new RecordReader(file, origin, times);
        this.reading =
                Thread.ofPlatform().daemon().name("reading " + origin.name()).start(() -> read(records));
    }

    private void read(RecordReader records) {
        try {
            try {
                for (var block = records.next(); block != null; block = records.next()) {
                    ahead.put(new Read(block, null));
                }
                ahead.put(new Read(null, null));
            } catch (IOException e) {
                ahead.put(new Read(null, e));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next block; null at the end. */
    @Nullable
    FileBlock next() throws IOException {
        if (isRead) {
            return null;
        }
        try {
            var read = ahead.take();
            if (read.failure() != null) {
                throw read.failure();
            }
            isRead = read.block() == null;
            return read.block();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    /** Reads the hour that comes twice, of blocks that are given in the order of the log. */
    void placeInTime(FileBlock block) {
        if (!block.isAmbiguous()) {
            wallClock = new WallClock(times.zone());
            return;
        }
        for (int n = 0; n < block.size(); n++) {
            int i = block.isReversed() ? block.size() - 1 - n : n;
            var at = block.at(i);
            var placed = wallClock.instant(at.atZone(times.zone()).toLocalDateTime());
            if (!placed.equals(at)) {
                block.move(i, placed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        reading.interrupt();
        file.close();
    }
}
