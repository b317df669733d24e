package pulso.topology.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * State on the heap: for reports over files, oracles and tests. Confined to one thread.
 *
 * <p>Most states are only looked up, so the order of keys is kept no longer than scans ask for it: it is made by a scan,
 * and given up when as many keys have changed since as there are.
 */
public final class HeapState<V extends Record> implements State<V> {
    private static final int ALWAYS_SORTED = 1000;

    private final Map<String, V> map = new HashMap<>();
    private @Nullable TreeMap<String, V> sorted;
    private int writesSinceScan;
    /** Whether some key has a character above the surrogates, whose order in UTF-16 is not that of code points. */
    private boolean hasHighCharacters;

    @Override
    public @Nullable V get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, V value) {
        boolean isNew = map.put(key, value) == null;
        if (isNew && !hasHighCharacters && hasHighCharacter(key)) {
            hasHighCharacters = true;
            sorted = null;
        }
        if (sorted != null && isStillWorthSorting()) {
            sorted.put(key, value);
        }
    }

    @Override
    public void remove(String key) {
        if (map.remove(key) != null && sorted != null && isStillWorthSorting()) {
            sorted.remove(key);
        }
    }

    private boolean isStillWorthSorting() {
        writesSinceScan++;
        if (writesSinceScan > map.size() + ALWAYS_SORTED) {
            sorted = null;
            return false;
        }
        return true;
    }

    @Override
    public void scan(String from, String to, BiConsumer<String, V> visit) {
        writesSinceScan = 0;
        if (sorted == null) {
            sorted = hasHighCharacters ? new TreeMap<>(HeapState::byCodePoint) : new TreeMap<>();
            sorted.putAll(map);
        }
        var keys = new ArrayList<String>();
        var values = new ArrayList<V>();
        for (var entry : sorted.subMap(from, to).entrySet()) {
            keys.add(entry.getKey());
            values.add(entry.getValue());
        }
        for (int i = 0; i < keys.size(); i++) {
            visit.accept(keys.get(i), values.get(i));
        }
    }

    @Override
    public void visitAll(BiConsumer<String, V> visit) {
        new HashMap<>(map).forEach(visit);
    }

    private static boolean hasHighCharacter(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) > Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }

    /** The order of UTF-8 bytes, which a Kafka store has. */
    private static int byCodePoint(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
