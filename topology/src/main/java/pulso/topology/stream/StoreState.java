package pulso.topology.stream;

import java.util.ArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import pulso.topology.state.State;

/** State in a Kafka Streams store: in memory, with a changelog. */
final class StoreState<V extends Record> implements State<V> {
    private final KeyValueStore<String, V> store;

    StoreState(ProcessorContext<?, ?> context, String name) {
        this.store = context.getStateStore(name);
    }

    @Override
    public @Nullable V get(String key) {
        return store.get(key);
    }

    @Override
    public void put(String key, V value) {
        store.put(key, value);
    }

    @Override
    public void remove(String key) {
        store.delete(key);
    }

    @Override
    public void scan(String from, String to, BiConsumer<String, V> visit) {
        var found = new ArrayList<KeyValue<String, V>>();
        try (var range = store.range(from, to)) {
            range.forEachRemaining(found::add);
        }
        for (var entry : found) {
            if (!entry.key.equals(to)) {
                visit.accept(entry.key, entry.value);
            }
        }
    }
}
