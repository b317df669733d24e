package pulso.schemas.wire;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes and reads one component of a record: the closed list of types that may stand in a Pulso record. */
sealed interface ValueCodec {
    void write(@Nullable Object value, Encoder out) throws IOException;

    @Nullable
    Object read(Decoder in) throws IOException;

    record Text() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeString((String) present(value));
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return in.readString();
        }
    }

    record Int() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeInt((Integer) present(value));
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return in.readInt();
        }
    }

    record LongNumber() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeLong((Long) present(value));
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return in.readLong();
        }
    }

    record DoubleNumber() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeDouble((Double) present(value));
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return in.readDouble();
        }
    }

    record Truth() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeBoolean((Boolean) present(value));
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return in.readBoolean();
        }
    }

    record Time() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeLong(((Instant) present(value)).toEpochMilli());
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return Instant.ofEpochMilli(in.readLong());
        }
    }

    record Constant(Map<String, Object> byName) implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            out.writeString(((Enum<?>) present(value)).name());
        }

        @Override
        public Object read(Decoder in) throws IOException {
            var name = in.readString();
            var constant = byName.get(name);
            if (constant == null) {
                throw new IOException("unknown constant " + name + ", known are " + byName.keySet());
            }
            return constant;
        }
    }

    record Nested(RecordCodec<?> codec) implements ValueCodec {
        @Override
        @SuppressWarnings("unchecked")
        public void write(@Nullable Object value, Encoder out) throws IOException {
            ((RecordCodec<Record>) codec).write((Record) present(value), out);
        }

        @Override
        public Object read(Decoder in) throws IOException {
            return codec.read(in);
        }
    }

    record Items(ValueCodec item) implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            var items = (Collection<?>) present(value);
            out.writeArrayStart();
            out.setItemCount(items.size());
            for (var element : items) {
                out.startItem();
                item.write(element, out);
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            var items = new ArrayList<@Nullable Object>();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    items.add(item.read(in));
                }
            }
            return List.copyOf(items.stream().map(ValueCodec::present).toList());
        }
    }

    /** As an array of numbers is written, without an object for each. */
    record LongNumbers() implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            var numbers = (long[]) present(value);
            out.writeArrayStart();
            out.setItemCount(numbers.length);
            for (long number : numbers) {
                out.startItem();
                out.writeLong(number);
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            var numbers = new long[0];
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                int known = numbers.length;
                numbers = Arrays.copyOf(numbers, known + Math.toIntExact(count));
                for (int i = known; i < numbers.length; i++) {
                    numbers[i] = in.readLong();
                }
            }
            return numbers;
        }
    }

    record TextMap(ValueCodec item) implements ValueCodec {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            var items = (Map<?, ?>) present(value);
            out.writeMapStart();
            out.setItemCount(items.size());
            for (var entry : items.entrySet()) {
                out.startItem();
                out.writeString((String) entry.getKey());
                item.write(entry.getValue(), out);
            }
            out.writeMapEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            var items = new TreeMap<String, @Nullable Object>();
            for (long count = in.readMapStart(); count != 0; count = in.mapNext()) {
                for (long i = 0; i < count; i++) {
                    items.put(in.readString(), item.read(in));
                }
            }
            return items;
        }
    }

    record Optional(ValueCodec value) implements ValueCodec {
        @Override
        public void write(@Nullable Object content, Encoder out) throws IOException {
            if (content == null) {
                out.writeIndex(0);
                out.writeNull();
            } else {
                out.writeIndex(1);
                value.write(content, out);
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (in.readIndex() == 0) {
                in.readNull();
                return null;
            }
            return value.read(in);
        }
    }

    static ValueCodec of(AnnotatedType type) {
        var plain = plain(type);
        return RecordSchemas.isNullable(type) ? new Optional(plain) : plain;
    }

    private static ValueCodec plain(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            var arguments = parameterized.getAnnotatedActualTypeArguments();
            var raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
            if (raw == List.class) {
                return new Items(of(arguments[0]));
            }
            if (raw == Map.class) {
                return new TextMap(of(arguments[1]));
            }
        }
        return switch (type.getType()) {
            case Class<?> c when c == String.class -> new Text();
            case Class<?> c when c == int.class || c == Integer.class -> new Int();
            case Class<?> c when c == long.class || c == Long.class -> new LongNumber();
            case Class<?> c when c == double.class || c == Double.class -> new DoubleNumber();
            case Class<?> c when c == boolean.class || c == Boolean.class -> new Truth();
            case Class<?> c when c == Instant.class -> new Time();
            case Class<?> c when c.isEnum() -> new Constant(constants(c));
            case Class<?> c when c == long[].class -> new LongNumbers();
            case Class<?> c when c.isRecord() -> new Nested(RecordCodec.of(c.asSubclass(Record.class)));
            default -> throw new IllegalArgumentException("no Avro form for " + type.getType());
        };
    }

    private static Map<String, Object> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a component that may be empty must be marked @Nullable");
        }
        return value;
    }
}
