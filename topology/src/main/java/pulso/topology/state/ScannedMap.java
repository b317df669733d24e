package pulso.topology.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map by text that can be scanned in the order of code points. Most states are only looked up, so the order of keys is
 * kept no longer than scans ask for it: it is made by a scan, and given up when as many keys have changed since as there
 * are. Confined to one thread.
 */
public final class ScannedMap<T> {
    private static final int ALWAYS_SORTED = 1000;

    private final Map<String, T> map = new HashMap<>();
    private @Nullable TreeMap<String, T> sorted;
    private int writesSinceScan;
    /** Whether some key has a character above the surrogates, whose order in UTF-16 is not that of code points. */
    private boolean hasHighCharacters;

    public @Nullable T get(String key) {
        return map.get(key);
    }

    public void put(String key, T value) {
        boolean isNew = map.put(key, value) == null;
        if (isNew && !hasHighCharacters && hasHighCharacter(key)) {
            hasHighCharacters = true;
            sorted = null;
        }
        if (sorted != null && isStillWorthSorting()) {
            sorted.put(key, value);
        }
    }

    /** @return what was there */
    public @Nullable T remove(String key) {
        var removed = map.remove(key);
        if (removed != null && sorted != null && isStillWorthSorting()) {
            sorted.remove(key);
        }
        return removed;
    }

    public int size() {
        return map.size();
    }

    public void clear() {
        map.clear();
        sorted = null;
    }

    private boolean isStillWorthSorting() {
        writesSinceScan++;
        if (writesSinceScan > map.size() + ALWAYS_SORTED) {
            sorted = null;
            return false;
        }
        return true;
    }

    /** What has a key in [from, to), in order, as it is now. */
    public List<Map.Entry<String, T>> scan(String from, String to) {
        writesSinceScan = 0;
        if (sorted == null) {
            sorted = hasHighCharacters ? new TreeMap<>(ScannedMap::byCodePoint) : new TreeMap<>();
            sorted.putAll(map);
        }
        var found = new ArrayList<Map.Entry<String, T>>();
        sorted.subMap(from, to).forEach((key, value) -> found.add(Map.entry(key, value)));
        return found;
    }

    /** Visits all, in any order; the body may not change the map. */
    public void forEach(BiConsumer<String, T> visit) {
        map.forEach(visit);
    }

    private static boolean hasHighCharacter(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) > Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }

    /** The order of UTF-8 bytes. */
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
