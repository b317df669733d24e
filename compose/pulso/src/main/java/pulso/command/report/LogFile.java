package pulso.command.report;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file while it is read, plain or gzip, in the layout that its content shows: given away in stretches of whole records.
 * Confined to one thread.
 */
final class LogFile implements Closeable {
    private static final int STRETCH_BYTES = 1 << 18;
    private static final int LINES_LOOKED_AT = 50;

    private final Layout layout;
    private final InputStream content;
    private final CountedStream source;
    private byte[] carried = {};
    private int headerLines;
    private long line = 1;
    private boolean isRead;

    /**
     * Whole records and what follows them, which begins the next stretch. Never compared, so it may hold the bytes bare.
     *
     * @param length bytes that are filled
     * @param line of the first byte, counted from 1
     * @param isLast the file ends with it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stretch(byte[] bytes, int start, int length, long line, boolean isLast) {}

    private LogFile(Layout layout, InputStream content, CountedStream source) {
        this.layout = layout;
        this.content = content;
        this.source = source;
        this.headerLines = layout.headerLines();
    }

    static LogFile open(Path file, String name) throws IOException {
        var layout = layoutOf(file, name);
        var source = new CountedStream(Files.newInputStream(file));
        return new LogFile(layout, plain(source), source);
    }

    static Layout layoutOf(Path file, String name) throws IOException {
        try (var reader =
                new BufferedReader(new InputStreamReader(plain(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            boolean first = true;
            for (int i = 0; i < LINES_LOOKED_AT; i++) {
                var line = reader.readLine();
                if (line == null) {
                    break;
                }
                if (line.isBlank()) {
                    continue;
                }
                var csv = first ? CsvLayout.of(withoutMark(line)) : null;
                if (csv != null) {
                    return csv;
                }
                if (FlatLayout.isFlat(line)) {
                    return new FlatLayout();
                }
                first = false;
            }
            if (first) {
                return new FlatLayout();
            }
        }
        throw new UnusableInputException(name + " is no log that Pulso knows. It reads Asterisk's queue_log"
                + " (epoch|callid|queue|agent|event|data1|...) and CSV whose first line names the columns"
                + " (datetime, event and any of origid, callid, queuename, agent, data1 to data5; for CDR_REPO uniqueid,"
                + " and guid or rating, calldate)");
    }

    private static InputStream plain(InputStream bytes) throws IOException {
        var buffered = new BufferedInputStream(bytes, STRETCH_BYTES);
        buffered.mark(2);
        boolean isGzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return isGzip ? new GZIPInputStream(buffered, STRETCH_BYTES) : buffered;
    }

    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    Layout layout() {
        return layout;
    }

    /** Bytes of the file read so far. */
    long bytesRead() {
        return source.count.sum();
    }

    /** The next stretch; null at the end. Whatever of it {@link #keep} does not keep is done with. */
    @Nullable
    Stretch next() throws IOException {
        if (isRead && carried.length == 0) {
            return null;
        }
        var bytes = Arrays.copyOf(carried, Math.max(STRETCH_BYTES, carried.length * 2));
        int length = carried.length;
        while (!isRead && length < bytes.length) {
            int read = content.read(bytes, length, bytes.length - length);
            isRead = read < 0;
            length += Math.max(0, read);
        }
        carried = new byte[0];
        int start = 0;
        while (headerLines > 0) {
            start = afterLine(bytes, start, length);
            headerLines--;
            line++;
        }
        return start == length && isRead ? null : new Stretch(bytes, start, length, line, isRead);
    }

    private static int afterLine(byte[] bytes, int from, int length) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return length;
    }

    /**
     * Says how far a stretch was read: the rest begins the next one.
     *
     * @param nextLine the line of the first byte that was not read
     */
    void keep(Stretch stretch, int from, long nextLine) {
        carried = Arrays.copyOfRange(stretch.bytes(), from, stretch.length());
        line = nextLine;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static final class CountedStream extends FilterInputStream {
        private final LongAdder count = new LongAdder();

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count.add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count.add(Math.max(0, read));
            return read;
        }
    }
}
