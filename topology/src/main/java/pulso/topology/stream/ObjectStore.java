package pulso.topology.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;
import pulso.topology.state.ScannedMap;
import pulso.topology.state.State;

/**
 * A store of records in memory that writes behind: folds get and put objects; what has changed is written to the
 * changelog, once a key, when the task prepares a commit. So the changelog holds what the last committed transaction
 * left, and nothing else, which is what a store that starts anew is filled from.
 *
 * <p>Values rest as bytes; beside those, the ones that were used last stand as objects. A commit is told of through
 * {@link CachedStateStore}, which is internal to Kafka Streams and seen to hold for the version that the build pins: it
 * also comes before a task is moved or closed, where a punctuation does not.
 */
final class ObjectStore<V extends Record> implements State<V>, KeyValueStore<String, V>, CachedStateStore<String, V> {
    /** Rested values that also stand as objects: what half an hour of a busy centre's log touches. */
    private static final int OBJECTS = 20_000;

    private static final RecordHeaders NO_HEADERS = new RecordHeaders();

    private final String name;
    private final RecordForm<V> form;
    private final ScannedMap<Entry<V>> entries = new ScannedMap<>();
    private final Map<String, @Nullable Entry<V>> changed = new HashMap<>();
    private final ArrayDeque<Entry<V>> objects = new ArrayDeque<>();
    private @Nullable InternalProcessorContext<?, ?> context;
    private Runnable beforeCommit = () -> {};

    /** A value as bytes, as an object, or both; an object alone while it waits for the commit. */
    private static final class Entry<V> {
        private @Nullable V object;
        private byte @Nullable [] bytes;
        private boolean isQueued;
        private boolean isUsed;
    }

    ObjectStore(String name, RecordForm<V> form) {
        this.name = name;
        this.form = form;
    }

    /** The store of a node, as it is behind what Kafka Streams puts around it. */
    @SuppressWarnings("unchecked")
    static <V extends Record> ObjectStore<V> of(ProcessorContext<?, ?> context, String name) {
        StateStore store = context.getStateStore(name);
        while (store instanceof WrappedStateStore<?, ?, ?> wrapper) {
            store = wrapper.wrapped();
        }
        return (ObjectStore<V>) store;
    }

    /** Has something done each time before this store's changes are written, in the same transaction. */
    void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext newContext, StateStore root) {
        forgetAll();
        beforeCommit = () -> {};
        context = (InternalProcessorContext<?, ?>) newContext;
        newContext.register(root, this::restore);
    }

    private void restore(byte[] key, byte @Nullable [] value) {
        var text = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            entries.remove(text);
            return;
        }
        var entry = entries.get(text);
        if (entry == null) {
            entry = new Entry<>();
            entries.put(text, entry);
        }
        entry.bytes = value;
        entry.object = null;
    }

    @Override
    public @Nullable V get(String key) {
        var entry = entries.get(key);
        return entry == null ? null : object(entry);
    }

    private V object(Entry<V> entry) {
        entry.isUsed = true;
        var object = entry.object;
        if (object == null) {
            object = form.read(Objects.requireNonNull(entry.bytes));
            entry.object = object;
            rest(entry);
        }
        return object;
    }

    @Override
    public void put(String key, @Nullable V value) {
        if (value == null) {
            remove(key);
            return;
        }
        var entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>();
            entries.put(key, entry);
            changed.put(key, entry);
        } else if (entry.bytes != null) {
            entry.bytes = null;
            changed.put(key, entry);
        }
        entry.object = value;
    }

    @Override
    public void remove(String key) {
        if (entries.remove(key) != null) {
            changed.put(key, null);
        }
    }

    @Override
    public void scan(String from, String to, BiConsumer<String, V> visit) {
        var found = entries.scan(from, to);
        var values = new ArrayList<V>(found.size());
        found.forEach(entry -> values.add(object(entry.getValue())));
        for (int i = 0; i < values.size(); i++) {
            visit.accept(found.get(i).getKey(), values.get(i));
        }
    }

    @Override
    public void removeKeys(Predicate<String> isGone) {
        var gone = new ArrayList<String>();
        entries.forEach((key, _) -> {
            if (isGone.test(key)) {
                gone.add(key);
            }
        });
        gone.forEach(this::remove);
    }

    /** The task prepares a commit. */
    @Override
    public void flushCache() {
        beforeCommit.run();
        if (changed.isEmpty()) {
            return;
        }
        if (context == null) {
            throw new IllegalStateException(name + " is not initialised");
        }
        long now = context.currentSystemTimeMs();
        var nowhere = Position.emptyPosition();
        for (var change : changed.entrySet()) {
            var entry = change.getValue();
            byte[] bytes = null;
            if (entry != null) {
                bytes = form.write(Objects.requireNonNull(entry.object));
                entry.bytes = bytes;
                entry.isUsed = true;
                rest(entry);
            }
            var key = Bytes.wrap(change.getKey().getBytes(StandardCharsets.UTF_8));
            context.logChange(name, key, bytes, now, NO_HEADERS, nowhere);
        }
        changed.clear();
    }

    /** Keeps an entry's object until others have been used since and it has not. */
    private void rest(Entry<V> entry) {
        if (!entry.isQueued) {
            entry.isQueued = true;
            objects.add(entry);
        }
        while (objects.size() > OBJECTS) {
            var oldest = objects.remove();
            if (oldest.isUsed && oldest.bytes != null) {
                oldest.isUsed = false;
                objects.add(oldest);
            } else {
                oldest.isQueued = false;
                oldest.object = oldest.bytes == null ? oldest.object : null;
            }
        }
    }

    private void forgetAll() {
        entries.clear();
        changed.clear();
        objects.clear();
    }

    @Override
    public void clearCache() {
        // Called after a clean close, when all is written: what stands here is what the changelog holds.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public V putIfAbsent(String key, V value) {
        throw new UnsupportedOperationException("folds get and put");
    }

    @Override
    public void putAll(List<KeyValue<String, V>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(String key) {
        var known = get(key);
        remove(key);
        return known;
    }

    /** What rests as bytes is read from them: for who wants to see what a store that starts anew would hold. */
    @Override
    public KeyValueIterator<String, V> all() {
        var found = new ArrayList<KeyValue<String, V>>();
        entries.forEach((key, entry) -> found.add(KeyValue.pair(
                key, entry.bytes == null ? Objects.requireNonNull(entry.object) : form.read(entry.bytes))));
        return new FoundEntries<>(found);
    }

    @Override
    public KeyValueIterator<String, V> range(String from, String to) {
        throw new UnsupportedOperationException("folds scan");
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return context != null;
    }

    @Override
    public void close() {
        context = null;
        forgetAll();
    }
}
