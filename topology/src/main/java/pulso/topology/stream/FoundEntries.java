package pulso.topology.stream;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Entries that have been collected before they are gone through. */
final class FoundEntries<K, V> implements KeyValueIterator<K, V> {
    private final List<KeyValue<K, V>> found;
    private final Iterator<KeyValue<K, V>> rest;
    private int next;

    FoundEntries(List<KeyValue<K, V>> found) {
        this.found = found;
        this.rest = found.iterator();
    }

    @Override
    public boolean hasNext() {
        return rest.hasNext();
    }

    @Override
    public KeyValue<K, V> next() {
        next++;
        return rest.next();
    }

    @Override
    public K peekNextKey() {
        return found.get(next).key;
    }

    @Override
    public void close() {}
}
