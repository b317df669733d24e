package pulso.topology.bulk;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pulso.topology.state.State;

/** Remembers nothing: what is counted on it are parts, which add up elsewhere. */
final class NoState<V extends Record> implements State<V> {
    @Override
    public @Nullable V get(String key) {
        return null;
    }

    @Override
    public void put(String key, V value) {}

    @Override
    public void remove(String key) {}

    @Override
    public void scan(String from, String to, BiConsumer<String, V> visit) {}
}
