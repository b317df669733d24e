package pulso.topology.state;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** State on the heap: for reports over files, oracles and tests. */
public final class HeapState<V extends Record> implements State<V> {
    private final TreeMap<String, V> map = new TreeMap<>(HeapState::byCodePoint);

    @Override
    public @Nullable V get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, V value) {
        map.put(key, value);
    }

    @Override
    public void remove(String key) {
        map.remove(key);
    }

    @Override
    public void scan(String from, String to, BiConsumer<String, V> visit) {
        new TreeMap<>(map.subMap(from, to)).forEach(visit);
    }

    /** The order of UTF-8 bytes, which a Kafka store has. */
    private static int byCodePoint(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean bothPlain = !Character.isSurrogate(left) && !Character.isSurrogate(right);
                return bothPlain || Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
