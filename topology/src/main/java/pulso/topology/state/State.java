package pulso.topology.state;

import java.util.ArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map from text to a record, the only state a fold has. Keys are made by {@link Keys}. A scan sees the map as
 * it was when the scan began, so its body may change the map.
 */
public interface State<V extends Record> {
    @Nullable
    V get(String key);

    void put(String key, V value);

    void remove(String key);

    /** Visits keys in [from, to) in order. */
    void scan(String from, String to, BiConsumer<String, V> visit);

    /** Visits every key, in any order: for forgetting. */
    default void visitAll(BiConsumer<String, V> visit) {
        scan("", Keys.AFTER_ALL, visit);
    }

    /** Removes what a key alone tells to be gone: for forgetting, without a look at values. */
    default void removeKeys(Predicate<String> isGone) {
        var gone = new ArrayList<String>();
        visitAll((key, _) -> {
            if (isGone.test(key)) {
                gone.add(key);
            }
        });
        gone.forEach(this::remove);
    }
}
