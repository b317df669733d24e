package pulso.topology.state;

import java.util.HashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** State on the heap: for reports over files, oracles and tests. Confined to one thread. */
public final class HeapState<V extends Record> implements State<V> {
    private final ScannedMap<V> map = new ScannedMap<>();

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
        map.scan(from, to).forEach(entry -> visit.accept(entry.getKey(), entry.getValue()));
    }

    @Override
    public void visitAll(BiConsumer<String, V> visit) {
        var all = new HashMap<String, V>();
        map.forEach(all::put);
        all.forEach(visit);
    }
}
