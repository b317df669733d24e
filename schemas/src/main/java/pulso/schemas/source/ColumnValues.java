package pulso.schemas.source;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The values of one row by name, without a map of its own: in the order of names, an SQL NULL is absent. Read only. */
final class ColumnValues extends AbstractMap<String, Object> {
    private final ColumnNames names;
    private final @Nullable Object[] values;

    /** @param values in the order of names */
    ColumnValues(ColumnNames names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int index = name == null ? -1 : names.index(name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> visit) {
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            if (value != null) {
                visit.accept(names.name(i), value);
            }
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        var entries = new ArrayList<Entry<String, Object>>(values.length);
        forEach((name, value) -> entries.add(Map.entry(name, value)));
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return entries.iterator();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }
}
