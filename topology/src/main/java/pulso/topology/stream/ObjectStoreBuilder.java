package pulso.topology.stream;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes an {@link ObjectStore} with a changelog that is kept for ever. */
record ObjectStoreBuilder<V extends Record>(String name, Class<V> type) implements StoreBuilder<ObjectStore<V>> {
    @Override
    public ObjectStore<V> build() {
        return new ObjectStore<>(name, new RecordForm<>(type));
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of("retention.ms", "-1");
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public StoreBuilder<ObjectStore<V>> withCachingEnabled() {
        throw new UnsupportedOperationException("it writes behind by itself");
    }

    @Override
    public StoreBuilder<ObjectStore<V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<ObjectStore<V>> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("it is logged as it is");
    }

    @Override
    public StoreBuilder<ObjectStore<V>> withLoggingDisabled() {
        throw new UnsupportedOperationException("without a changelog nothing would be left");
    }
}
