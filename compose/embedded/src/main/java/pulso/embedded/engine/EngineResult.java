package pulso.embedded.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** A result, or a part of one, in the engine's memory until it is closed. */
final class EngineResult implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 16;

    private final Chdb chdb;
    private final MemorySegment handle;
    private final MemorySegment bytes;

    /** @throws EngineException when the result is an error, which is freed */
    @SuppressWarnings("restricted") // The library tells how long its buffer is.
    EngineResult(Chdb chdb, MemorySegment handle) {
        if (Chdb.isNull(handle)) {
            throw EngineException.of("The engine gave no result");
        }
        this.chdb = chdb;
        this.handle = handle;
        var error = chdb.error("chdb_result_error", handle);
        if (error.isPresent()) {
            chdb.run("chdb_destroy_query_result", handle);
            throw error.orElseThrow();
        }
        var length = chdb.number("chdb_result_length", handle);
        this.bytes = length == 0
                ? MemorySegment.NULL
                : chdb.pointer("chdb_result_buffer", handle).reinterpret(length);
    }

    MemorySegment handle() {
        return handle;
    }

    long length() {
        return bytes.byteSize();
    }

    byte byteAt(long position) {
        return bytes.get(ValueLayout.JAVA_BYTE, position);
    }

    String text() {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    void writeTo(OutputStream output, long from) throws IOException {
        var buffer = new byte[(int) Math.min(COPY_BYTES, Math.max(0, length() - from))];
        for (var position = from; position < length(); position += buffer.length) {
            var count = (int) Math.min(buffer.length, length() - position);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, buffer, 0, count);
            output.write(buffer, 0, count);
        }
    }

    /** As in ClickHouse's {@code X-ClickHouse-Summary}. */
    String summary() {
        return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\"}"
                .formatted(
                        chdb.number("chdb_result_rows_read", handle),
                        chdb.number("chdb_result_bytes_read", handle),
                        chdb.number("chdb_result_rows_written", handle),
                        chdb.number("chdb_result_bytes_written", handle));
    }

    @Override
    public void close() {
        chdb.run("chdb_destroy_query_result", handle);
    }
}
