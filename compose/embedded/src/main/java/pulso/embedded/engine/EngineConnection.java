package pulso.embedded.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One statement at a time, with its own settings and temporary tables. Belongs to one request or session; using one for
 * two at once makes the second wait.
 */
final class EngineConnection implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Chdb chdb;
    private final MemorySegment holder;
    private final MemorySegment connection;

    @SuppressWarnings("restricted") // The library hands out a pointer to a pointer.
    EngineConnection(Chdb chdb, MemorySegment holder) {
        this.chdb = chdb;
        this.holder = holder;
        this.connection = holder.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
    }

    /** Runs any statement to its end and holds its whole result. */
    EngineResult query(String sql, String format, Map<String, String> parameters) {
        return new EngineResult(chdb, start("chdb_query_with_params_n", sql, format, parameters));
    }

    /** What takes the parts of a streamed result; each is a whole document of its format. */
    @FunctionalInterface
    interface Parts {
        void take(EngineResult part) throws IOException;
    }

    /**
     * Runs a SELECT and hands on its result as it comes. An error at the start comes before the first part.
     *
     * @throws EngineException also after parts have been handed on
     */
    void stream(String sql, String format, Map<String, String> parameters, Parts parts) throws IOException {
        try (var stream = new EngineResult(chdb, start("chdb_stream_query_with_params_n", sql, format, parameters))) {
            var ended = false;
            try {
                while (!ended) {
                    try (var part = new EngineResult(
                            chdb, chdb.pointer("chdb_stream_fetch_result", connection, stream.handle()))) {
                        ended = part.length() == 0;
                        if (!ended) {
                            parts.take(part);
                        }
                    }
                }
            } finally {
                if (!ended) {
                    chdb.run("chdb_stream_cancel_query", connection, stream.handle());
                }
            }
        }
    }

    /**
     * Inserts data that are read to their end.
     *
     * @param sql without FORMAT clause and without data
     * @throws IOException when the data break off; then what is less than a block is not inserted
     */
    EngineResult insert(String sql, String format, Map<String, String> parameters, InputStream data)
            throws IOException {
        var insert = start("chdb_stream_insert_with_params_n", sql, format, parameters);
        try (var arena = Arena.ofConfined()) {
            throwError(insert);
            var nativeChunk = arena.allocate(CHUNK_BYTES);
            var chunk = new byte[CHUNK_BYTES];
            var ended = false;
            try {
                for (var length = data.readNBytes(chunk, 0, CHUNK_BYTES);
                        length > 0;
                        length = data.readNBytes(chunk, 0, CHUNK_BYTES)) {
                    MemorySegment.copy(chunk, 0, nativeChunk, ValueLayout.JAVA_BYTE, 0, length);
                    if (chdb.state("chdb_stream_append", insert, nativeChunk, (long) length) != 0) {
                        throwError(insert);
                        throw EngineException.of("The insert failed without a reason");
                    }
                }
                ended = true;
            } finally {
                if (!ended) {
                    chdb.run("chdb_stream_cancel_insert", insert);
                }
            }
            return new EngineResult(chdb, chdb.pointer("chdb_stream_done", insert));
        } finally {
            chdb.run("chdb_destroy_insert_stream", insert);
        }
    }

    @Override
    public void close() {
        chdb.run("chdb_close_conn", holder);
    }

    private void throwError(MemorySegment insert) {
        var error = chdb.error("chdb_stream_insert_error", insert);
        if (error.isPresent()) {
            throw error.orElseThrow();
        }
    }

    private MemorySegment start(String function, String sql, String format, Map<String, String> parameters) {
        try (var arena = Arena.ofConfined()) {
            var sqlBytes = bytes(arena, sql);
            var formatBytes = bytes(arena, format);
            var names = List.copyOf(parameters.keySet());
            var values = new ArrayList<String>();
            names.forEach(name -> values.add(parameters.getOrDefault(name, "")));
            return chdb.pointer(
                    function,
                    connection,
                    sqlBytes,
                    (long) sql.length(),
                    formatBytes,
                    (long) format.length(),
                    pointers(arena, names),
                    lengths(arena, names),
                    pointers(arena, values),
                    lengths(arena, values),
                    (long) names.size());
        }
    }

    private static MemorySegment bytes(Arena arena, String text) {
        return arena.allocateFrom(text, StandardCharsets.ISO_8859_1);
    }

    private static MemorySegment pointers(Arena arena, List<String> texts) {
        var vector = arena.allocate(ValueLayout.ADDRESS, Math.max(1, texts.size()));
        for (var i = 0; i < texts.size(); i++) {
            vector.setAtIndex(ValueLayout.ADDRESS, i, bytes(arena, texts.get(i)));
        }
        return vector;
    }

    private static MemorySegment lengths(Arena arena, List<String> texts) {
        var vector = arena.allocate(ValueLayout.JAVA_LONG, Math.max(1, texts.size()));
        for (var i = 0; i < texts.size(); i++) {
            vector.setAtIndex(ValueLayout.JAVA_LONG, i, texts.get(i).length());
        }
        return vector;
    }
}
