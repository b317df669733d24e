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
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A log file while it is read, plain or gzip, in the layout that its content shows. Confined to one thread. */
final class LogFile implements Closeable {
    private static final int CHUNK_RECORDS = 4096;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINES_LOOKED_AT = 50;
    /** A quote that is still open after so many lines was never meant to protect them. */
    private static final int LONGEST_RECORD_LINES = 50;

    private final Layout layout;
    private final BufferedReader reader;
    private final CountedStream bytes;
    private final List<String> pushedBack = new ArrayList<>();
    private long line;

    /** Records in the order of the file; the line of each counts from 1. */
    record Chunk(List<String> records, List<Long> lines) {}

    private LogFile(Layout layout, BufferedReader reader, CountedStream bytes) {
        this.layout = layout;
        this.reader = reader;
        this.bytes = bytes;
    }

    static LogFile open(Path file, String name) throws IOException {
        var layout = layoutOf(file, name);
        var bytes = new CountedStream(Files.newInputStream(file));
        var opened = new LogFile(layout, text(bytes), bytes);
        for (int i = 0; i < layout.headerLines(); i++) {
            opened.nextLine();
        }
        return opened;
    }

    private static Layout layoutOf(Path file, String name) throws IOException {
        try (var reader = text(new CountedStream(Files.newInputStream(file)))) {
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
                + " guid, calldate)");
    }

    private static BufferedReader text(CountedStream bytes) throws IOException {
        var plain = new BufferedInputStream(bytes, BUFFER_BYTES);
        plain.mark(2);
        boolean isGzip = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        var content = isGzip ? new GZIPInputStream(plain, BUFFER_BYTES) : plain;
        return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    Layout layout() {
        return layout;
    }

    /** Bytes of the file read so far. */
    long bytesRead() {
        return bytes.count;
    }

    /** The next records; null at the end. */
    @Nullable
    Chunk next() throws IOException {
        var records = new ArrayList<String>(CHUNK_RECORDS);
        var lines = new ArrayList<Long>(CHUNK_RECORDS);
        while (records.size() < CHUNK_RECORDS) {
            var record = nextLine();
            if (record == null) {
                break;
            }
            if (!record.isBlank()) {
                lines.add(line);
                records.add(layout.isWhole(record) ? record : continued(record));
            }
        }
        return records.isEmpty() ? null : new Chunk(records, lines);
    }

    private @Nullable String nextLine() throws IOException {
        line++;
        return pushedBack.isEmpty() ? reader.readLine() : pushedBack.removeFirst();
    }

    /** A record with a line end inside of quotes; the first line alone where the quote is never closed. */
    private String continued(String first) throws IOException {
        var record = new StringBuilder(first);
        var added = new ArrayList<String>();
        while (added.size() < LONGEST_RECORD_LINES) {
            var next = pushedBack.isEmpty() ? reader.readLine() : pushedBack.removeFirst();
            if (next == null) {
                break;
            }
            added.add(next);
            record.append('\n').append(next);
            if (!layout.isWhole(next)) {
                line += added.size();
                return record.toString();
            }
        }
        pushedBack.addAll(0, added);
        return first;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class CountedStream extends FilterInputStream {
        private long count;

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
