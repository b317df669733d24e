package pulso.embedded.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * libchdb's C interface. One data folder per process, held by the first connection; many connections to it. The library
 * stays loaded until the process ends.
 */
@SuppressWarnings("restricted") // Calling native code is what it is for.
final class Chdb {
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
    private static final MemoryLayout SIZE = ValueLayout.JAVA_LONG;
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final FunctionDescriptor HANDLE_TO_POINTER = FunctionDescriptor.of(POINTER, POINTER);
    private static final FunctionDescriptor HANDLE_TO_NUMBER = FunctionDescriptor.of(SIZE, POINTER);
    private static final FunctionDescriptor HANDLE_TO_NOTHING = FunctionDescriptor.ofVoid(POINTER);
    private static final FunctionDescriptor STATEMENT = FunctionDescriptor.of(
            POINTER, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER, POINTER, POINTER, POINTER, SIZE);

    private final Map<String, MethodHandle> functions = new HashMap<>();

    private Chdb(SymbolLookup library) {
        bind(library, "chdb_connect", FunctionDescriptor.of(POINTER, INT, POINTER));
        bind(library, "chdb_close_conn", HANDLE_TO_NOTHING);
        bind(library, "chdb_query_with_params_n", STATEMENT);
        bind(library, "chdb_stream_query_with_params_n", STATEMENT);
        bind(library, "chdb_stream_insert_with_params_n", STATEMENT);
        bind(library, "chdb_stream_fetch_result", FunctionDescriptor.of(POINTER, POINTER, POINTER));
        bind(library, "chdb_stream_cancel_query", FunctionDescriptor.ofVoid(POINTER, POINTER));
        bind(library, "chdb_stream_append", FunctionDescriptor.of(INT, POINTER, POINTER, SIZE));
        bind(library, "chdb_stream_done", HANDLE_TO_POINTER);
        bind(library, "chdb_stream_cancel_insert", HANDLE_TO_NOTHING);
        bind(library, "chdb_stream_insert_error", HANDLE_TO_POINTER);
        bind(library, "chdb_destroy_insert_stream", HANDLE_TO_NOTHING);
        bind(library, "chdb_destroy_query_result", HANDLE_TO_NOTHING);
        bind(library, "chdb_result_error", HANDLE_TO_POINTER);
        bind(library, "chdb_result_buffer", HANDLE_TO_POINTER);
        bind(library, "chdb_result_length", HANDLE_TO_NUMBER);
        bind(library, "chdb_result_rows_read", HANDLE_TO_NUMBER);
        bind(library, "chdb_result_bytes_read", HANDLE_TO_NUMBER);
        bind(library, "chdb_result_rows_written", HANDLE_TO_NUMBER);
        bind(library, "chdb_result_bytes_written", HANDLE_TO_NUMBER);
        bind(library, "chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(INT));
        bind(library, "chdb_shutdown", FunctionDescriptor.of(INT));
    }

    /** The library's own signal handlers are switched off: with them, the JVM dies of the signals it uses itself. */
    static Chdb load(Path library) {
        var chdb = new Chdb(SymbolLookup.libraryLookup(library, Arena.global()));
        chdb.run("chdb_set_signal_handlers_enabled", 0);
        return chdb;
    }

    /**
     * @param settings of this connection alone
     * @return empty when the engine refuses, for which it gives no reason: a setting's value or the data folder
     */
    Optional<EngineConnection> connect(Path dataFolder, Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of("chdb", "--path=" + dataFolder));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        try (var arena = Arena.ofConfined()) {
            var vector = arena.allocate(POINTER, arguments.size() + 1L);
            for (var i = 0; i < arguments.size(); i++) {
                var argument = arena.allocateFrom(arguments.get(i), StandardCharsets.ISO_8859_1);
                vector.setAtIndex(ValueLayout.ADDRESS, i, argument);
            }
            var holder = pointer("chdb_connect", arguments.size(), vector);
            return isNull(holder) ? Optional.empty() : Optional.of(new EngineConnection(this, holder));
        }
    }

    /** After the last connection is closed; nothing can be connected again in this process. */
    boolean shutdown() {
        return (int) call("chdb_shutdown") == 0;
    }

    MemorySegment pointer(String function, Object... arguments) {
        return (MemorySegment) call(function, arguments);
    }

    long number(String function, MemorySegment handle) {
        return (long) call(function, handle);
    }

    int state(String function, Object... arguments) {
        return (int) call(function, arguments);
    }

    void run(String function, Object... arguments) {
        invoke(function, arguments);
    }

    /** Reads and frees the message, if there is one, from a result or an insert. */
    Optional<EngineException> error(String function, MemorySegment handle) {
        var text = pointer(function, handle);
        return isNull(text)
                ? Optional.empty()
                : Optional.of(
                        EngineException.of(text.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.ISO_8859_1)));
    }

    static boolean isNull(MemorySegment segment) {
        return segment.address() == 0;
    }

    private void bind(SymbolLookup library, String name, FunctionDescriptor type) {
        functions.put(name, Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type));
    }

    private Object call(String function, Object... arguments) {
        return Objects.requireNonNull(invoke(function, arguments));
    }

    private @Nullable Object invoke(String function, Object... arguments) {
        var handle = functions.get(function);
        if (handle == null) {
            throw new IllegalArgumentException(function + " is not bound");
        }
        try {
            return handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function + " failed", e);
        }
    }
}
