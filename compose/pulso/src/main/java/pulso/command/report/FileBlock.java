package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.RowIdentity;
import pulso.topology.bulk.RowBlock;

/**
 * Rows of a file, as bytes. A row without number is a row of its own, whatever it holds. Filled by the thread that reads,
 * read by any afterwards.
 */
final class FileBlock extends RowBlock {
    /** Of the thread that decodes. */
    private static final ThreadLocal<Fields> FIELDS = ThreadLocal.withInitial(Fields::new);
    /** Longer pieces of data, numbers of callers above all, seldom come again. */
    private static final int LONGEST_REPEATED = 6;

    private final Origin origin;
    private final byte[] bytes;
    private final int[] starts = new int[MAX_ROWS];
    private final int[] ends = new int[MAX_ROWS];
    private final int[] linesAfterFirst = new int[MAX_ROWS];
    private final Lane[] lanes = new Lane[MAX_ROWS];
    private final EventNames.Name[] names = new EventNames.Name[MAX_ROWS];
    private final long[] seconds = new long[MAX_ROWS];
    private final long firstLine;
    private int @Nullable [] nanos;
    private long[] highs = new long[MAX_ROWS];
    private long[] lows = new long[MAX_ROWS];
    private int size;
    private int records;
    private boolean isAmbiguous;
    private boolean isReversed;
    private long endPosition;

    /**
     * The file a block is of.
     *
     * @param number which one of the report's files
     */
    record Origin(String name, int number, LogTable table, Layout layout, Texts texts, Tallies tallies) {}

    FileBlock(Origin origin, byte[] bytes, long firstLine) {
        super(origin.table().channel());
        this.origin = origin;
        this.bytes = bytes;
        this.firstLine = firstLine;
    }

    Origin origin() {
        return origin;
    }

    boolean isFull() {
        return size == MAX_ROWS;
    }

    /** Adds a row without the key of an interaction. */
    int add(int from, int to, long line, EventNames.Name name, Lane lane) {
        starts[size] = from;
        ends[size] = to;
        linesAfterFirst[size] = (int) (line - firstLine);
        lanes[size] = lane;
        names[size] = name;
        size++;
        return size - 1;
    }

    void time(int row, long second, int nano, boolean ambiguous) {
        seconds[row] = second;
        if (nano != 0) {
            if (nanos == null) {
                nanos = new int[MAX_ROWS];
            }
            nanos[row] = nano;
        }
        isAmbiguous |= ambiguous;
    }

    void key(int row, long high, long low) {
        highs[row] = high;
        lows[row] = low;
    }

    /** Of every kind, also those of which nothing is kept. */
    void countRecord() {
        records++;
    }

    int records() {
        return records;
    }

    void endsAt(long position) {
        endPosition = position;
    }

    /** How far into the file it reaches, bytes. */
    long endPosition() {
        return endPosition;
    }

    /** Some time stands on a wall clock in an hour that comes twice. */
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    Instant at(int row) {
        return Instant.ofEpochSecond(seconds[row], nanos == null ? 0 : nanos[row]);
    }

    /** The least time of a row; null when there is no row. */
    @Nullable
    Instant earliest() {
        int least = 0;
        for (int i = 1; i < size; i++) {
            least = at(i).isBefore(at(least)) ? i : least;
        }
        return size == 0 ? null : at(least);
    }

    /** The greatest. */
    @Nullable
    Instant latest() {
        int greatest = 0;
        for (int i = 1; i < size; i++) {
            greatest = at(i).isAfter(at(greatest)) ? i : greatest;
        }
        return size == 0 ? null : at(greatest);
    }

    void move(int row, Instant at) {
        seconds[row] = at.getEpochSecond();
    }

    /** The file begins with its newest row: what stands later in it happened before. */
    void reverse() {
        isReversed = true;
    }

    boolean isReversed() {
        return isReversed;
    }

    /** More rows are earlier than the one before than later. */
    boolean isNewestFirst() {
        return steps() < 0;
    }

    /** How many rows are later than the one before, less those that are earlier. */
    int steps() {
        int steps = 0;
        for (int i = 1; i < size; i++) {
            steps += Long.signum(seconds[i] - seconds[i - 1]);
        }
        return steps;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Lane lane(int row) {
        return lanes[row];
    }

    @Override
    public long second(int row) {
        return seconds[row];
    }

    @Override
    public long keyHigh(int row) {
        return highs[row];
    }

    @Override
    public long keyLow(int row) {
        return lows[row];
    }

    @Override
    public void dropKeys() {
        highs = new long[0];
        lows = new long[0];
    }

    @Override
    public @Nullable QueueEvent event(int row, @Nullable String interaction) {
        var fields = FIELDS.get();
        origin.layout().split(bytes, starts[row], ends[row], fields);
        long line = firstLine + linesAfterFirst[row];
        long offset = Place.offset(origin.number(), line, isReversed);
        var at = at(row);
        long origId = number(fields.text(Column.ORIGID));
        var identity = origId == 0
                ? new RowIdentity(0, offset)
                : new RowIdentity(
                        fields.identityHigh() ^ at.getEpochSecond() * 0x9E3779B97F4A7C15L,
                        fields.identityLow() + at.getNano());
        var name = names[row];
        var columns = new EventDecoder.Columns(
                interaction == null ? fields.text(Column.CALLID) : interaction,
                text(fields, Column.QUEUENAME),
                text(fields, Column.AGENT),
                name.text(),
                origId,
                data(fields, name));
        return switch (EventDecoder.decode(origin.table(), columns, at, identity, offset)) {
            case Decoded.Known known -> known.event();
            case Decoded.Unknown _ -> null;
            case Decoded.Unusable unusable -> {
                refuse(row, unusable.reason(), unusable.detail());
                yield null;
            }
        };
    }

    private @Nullable String[] data(Fields fields, EventNames.Name name) {
        var data = new @Nullable String[EventNames.DATA_COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = name.reads(i) ? data(fields, Column.data(i + 1)) : null;
        }
        return data;
    }

    private @Nullable String data(Fields fields, Column column) {
        boolean isShort = fields.to(column) - fields.from(column) <= LONGEST_REPEATED;
        return isShort ? text(fields, column) : fields.text(column);
    }

    private @Nullable String text(Fields fields, Column column) {
        if (fields.isSpelled(column)) {
            return fields.text(column);
        }
        int from = fields.from(column);
        int to = fields.to(column);
        return from >= to ? null : origin.texts().of(bytes, from, to);
    }

    void refuse(int row, RejectionReason reason, String detail) {
        refuse(starts[row], ends[row], firstLine + linesAfterFirst[row], reason, detail);
    }

    void refuse(int from, int to, long line, RejectionReason reason, String detail) {
        var record = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        origin.tallies().refuse(reason, origin.name(), origin.number(), line, record, detail);
    }

    static long number(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
