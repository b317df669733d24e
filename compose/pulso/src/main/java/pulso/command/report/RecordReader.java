package pulso.command.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pulso.command.report.EventNames.Name;
import pulso.schemas.source.RejectionReason;
import pulso.topology.bulk.RowBlock.Lane;
import pulso.topology.bulk.RowKey;

/**
 * Reads the records of a log into blocks: finds where each stands, its time and its interaction, and decodes nothing.
 * Confined to one thread.
 */
final class RecordReader {
    /** Names that stand for no interaction (NONE, N/A, REALTIME) are no longer than this, and in capitals. */
    private static final int LONGEST_NO_CALL = 8;

    private final LogFile file;
    private final FileBlock.Origin origin;
    private final Layout layout;
    private final ClockReader clock;
    private final EventNames names;
    private final Fields fields = new Fields();

    RecordReader(LogFile file, FileBlock.Origin origin, TimeText times) {
        this.file = file;
        this.origin = origin;
        this.layout = origin.layout();
        this.clock = new ClockReader(times);
        this.names = new EventNames(origin.table());
    }

    /** The next rows; null at the end. */
    @Nullable
    FileBlock next() throws IOException {
        var stretch = file.next();
        if (stretch == null) {
            return null;
        }
        var bytes = stretch.bytes();
        var block = new FileBlock(origin, bytes, stretch.line());
        int from = stretch.start();
        long line = stretch.line();
        while (from < stretch.length() && !block.isFull()) {
            int end = layout.recordEnd(bytes, from, stretch.length(), stretch.isLast());
            if (end == Layout.MORE) {
                break;
            }
            read(block, bytes, from, end, line);
            line += linesIn(bytes, from, end);
            from = end + 1;
        }
        if (from < stretch.length()) {
            file.keep(stretch, from, line);
        } else {
            file.keep(stretch, stretch.length(), line);
        }
        block.endsAt(file.bytesRead());
        return block;
    }

    private long linesIn(byte[] bytes, int from, int end) {
        long lines = 1;
        if (layout.headerLines() > 0) {
            for (int i = from; i < end; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    private void read(FileBlock block, byte[] bytes, int from, int end, long line) {
        int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        if (isBlank(bytes, from, to)) {
            return;
        }
        block.countRecord();
        if (!layout.split(bytes, from, to, fields)) {
            block.refuse(from, to, line, RejectionReason.UNREADABLE, "not as many columns as there should be");
            return;
        }
        var name = eventName();
        if (name == null || name.isBlank()) {
            block.refuse(from, to, line, RejectionReason.BAD_FIELD, "event is empty");
            return;
        }
        if (!clock.read(fields)) {
            block.refuse(from, to, line, RejectionReason.NO_TIME, "datetime is empty or no date");
            return;
        }
        if (name.lane() == null) {
            origin.tallies().addUnknown(name.text());
            return;
        }
        int row = block.add(from, to, line, name, lane(name.lane()));
        block.time(row, clock.second(), clock.nano(), clock.isAmbiguous());
        if (block.lane(row) == Lane.CALL) {
            int start = fields.from(Column.CALLID);
            int stop = fields.to(Column.CALLID);
            block.key(row, RowKey.high(bytes, start, stop), RowKey.low(bytes, start, stop));
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Name eventName() {
        if (fields.isSpelled(Column.EVENT)) {
            var text = fields.text(Column.EVENT);
            return text == null ? null : names.of(text);
        }
        int from = fields.from(Column.EVENT);
        int to = fields.to(Column.EVENT);
        return from >= to ? null : names.of(fields.bytes(), from, to);
    }

    /** Rows that bear a number are kept, noted ones as well: they count once. */
    private Lane lane(Lane ofEvent) {
        boolean isKept = ofEvent == Lane.CALL || (ofEvent == Lane.NOTED && layout.isNumbered());
        return isKept ? (namesCall() ? Lane.CALL : Lane.EVENT) : ofEvent;
    }

    /** Whether the column holds the name of an interaction as such, so that its bytes tell which it is. */
    private boolean namesCall() {
        int from = fields.from(Column.CALLID);
        int to = fields.to(Column.CALLID);
        if (from >= to || fields.isSpelled(Column.CALLID)) {
            return false;
        }
        var bytes = fields.bytes();
        if (bytes[from] <= ' ' || bytes[to - 1] <= ' ') {
            return false;
        }
        if (to - from > LONGEST_NO_CALL) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != '/' && (bytes[i] < 'A' || bytes[i] > 'Z')) {
                return true;
            }
        }
        return false;
    }
}
