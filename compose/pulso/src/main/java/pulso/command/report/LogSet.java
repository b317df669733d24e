package pulso.command.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.topology.bulk.LogOrderException;

/** Several logs as one in the order of time, as far as each is in it. Confined to one thread. */
final class LogSet {
    private final List<Cursor> cursors = new ArrayList<>();

    /** Who takes rows [from, to) of a block. */
    interface Target {
        void rows(FileBlock block, int from, int to) throws LogOrderException;
    }

    private static final class Cursor {
        private final LogFeed feed;
        private final List<FileBlock> whole = new ArrayList<>();
        private boolean isWhole;
        private @Nullable FileBlock block;
        private int row;

        Cursor(LogFeed feed) {
            this.feed = feed;
        }

        /** The time of the next row; the greatest there is at the end. */
        long second() throws IOException, LogOrderException {
            while (block == null || row == block.size()) {
                boolean isFirst = block == null;
                block = isWhole ? (whole.isEmpty() ? null : whole.removeFirst()) : feed.next();
                row = 0;
                if (block == null) {
                    return Long.MAX_VALUE;
                }
                if (!isWhole) {
                    if (isFirst && block.isNewestFirst()) {
                        throw new LogOrderException();
                    }
                    feed.placeInTime(block);
                }
            }
            return block.second(row);
        }

        /** Reads all of it before the first row is given; one that begins with the newest row is turned round. */
        void readWhole() throws IOException {
            isWhole = true;
            long steps = 0;
            for (var next = feed.next(); next != null; next = feed.next()) {
                whole.add(next);
                steps += next.steps();
            }
            if (steps < 0) {
                Collections.reverse(whole);
                whole.forEach(FileBlock::reverse);
            }
            if (whole.stream().anyMatch(FileBlock::isAmbiguous)) {
                whole.forEach(feed::placeInTime);
            }
        }
    }

    LogSet(List<LogFeed> feeds) {
        feeds.forEach(feed -> cursors.add(new Cursor(feed)));
    }

    void readWhole() throws IOException {
        for (var cursor : cursors) {
            cursor.readWhole();
        }
    }

    void giveTo(Target target) throws IOException, LogOrderException {
        for (var cursor = earliest(null); cursor != null; cursor = earliest(null)) {
            var other = earliest(cursor);
            long bound = other == null ? Long.MAX_VALUE : other.second();
            var block = cursor.block;
            int from = cursor.row;
            if (block == null) {
                throw new IllegalStateException("a log without rows has no next row");
            }
            int to = block.size();
            if (other != null) {
                to = from + 1;
                while (to < block.size() && block.second(to) <= bound) {
                    to++;
                }
            }
            cursor.row = to;
            target.rows(block, from, to);
        }
    }

    private @Nullable Cursor earliest(@Nullable Cursor besides) throws IOException, LogOrderException {
        Cursor earliest = null;
        long least = Long.MAX_VALUE;
        for (var cursor : cursors) {
            if (cursor != besides && cursor.second() < least) {
                least = cursor.second();
                earliest = cursor;
            }
        }
        return earliest;
    }
}
