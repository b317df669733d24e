package pulso.schemas.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one Java record type as Avro without an object in between.
 *
 * <p>The schema is derived from the record's components ({@link RecordSchemas}) and pinned by a committed {@code .avsc}
 * file. Reading goes through Avro's resolution, so a value written with an older schema is read with the defaults of
 * this one. Instances are immutable and safe for any thread.
 */
public final class RecordCodec<T extends Record> {
    private static final Map<Class<?>, RecordCodec<?>> CODECS = new ConcurrentHashMap<>();

    private final Class<T> type;
    private final Schema schema;
    private final MethodHandle constructor;
    private final List<Component> components;

    private record Component(MethodHandle getter, ValueCodec codec) {}

    private RecordCodec(Class<T> type) {
        this.type = type;
        this.schema = RecordSchemas.of(type);
        var lookup = MethodHandles.lookup();
        var parts = type.getRecordComponents();
        this.components = new ArrayList<>(parts.length);
        var parameterTypes = new Class<?>[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                parameterTypes[i] = parts[i].getType();
                var getter = lookup.unreflect(parts[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                components.add(new Component(getter, ValueCodec.of(parts[i].getAnnotatedType())));
            }
            this.constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameterTypes))
                    .asSpreader(Object[].class, parts.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("record " + type.getName() + " must be public", e);
        }
    }

    @SuppressWarnings("unchecked")
    public static <T extends Record> RecordCodec<T> of(Class<T> type) {
        var known = CODECS.get(type);
        if (known == null) {
            known = new RecordCodec<>(type);
            CODECS.put(type, known);
        }
        return (RecordCodec<T>) known;
    }

    /** The record's name, as its schema has it. */
    public String name() {
        return schema.getName();
    }

    public Class<T> type() {
        return type;
    }

    public Schema schema() {
        return schema;
    }

    public void write(T value, Encoder out) throws IOException {
        for (var component : components) {
            component.codec().write(get(component.getter(), value), out);
        }
    }

    /** Reads a value with a decoder that resolves some writer's schema to {@link #schema()}. */
    @SuppressWarnings("unchecked")
    public T read(Decoder in) throws IOException {
        var values = new @Nullable Object[components.size()];
        if (in instanceof ResolvingDecoder resolving) {
            for (var field : resolving.readFieldOrder()) {
                values[field.pos()] = components.get(field.pos()).codec().read(in);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = components.get(i).codec().read(in);
            }
        }
        try {
            // The call's type comes from the cast: without this variable it would be that of T's bound.
            var made = (Object) constructor.invokeExact(values);
            return (T) made;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(MethodHandle getter, Object value) {
        try {
            return (Object) getter.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
