package pulso.topology.state;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** State on the heap: for reports over files, oracles and tests. */
public final class HeapState<V extends Record> implements State<V> {
    private final TreeMap<String, V> map = new TreeMap<>();

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
}
