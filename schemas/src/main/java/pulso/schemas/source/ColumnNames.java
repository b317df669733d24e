package pulso.schemas.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a table's columns, in lower case and in order: what all rows of one schema share. */
final class ColumnNames {
    private final String[] sorted;
    private final int[] places;
    private final Map<String, Integer> indices = new HashMap<>();

    private ColumnNames(String[] sorted, int[] places) {
        this.sorted = sorted;
        this.places = places;
        for (int i = 0; i < sorted.length; i++) {
            indices.put(sorted[i], i);
        }
    }

    /** @return null where two have the same name */
    static @Nullable ColumnNames of(List<String> names) {
        var lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        var sorted = lower.stream().distinct().sorted().toArray(String[]::new);
        if (sorted.length < lower.size()) {
            return null;
        }
        return new ColumnNames(
                sorted, Arrays.stream(sorted).mapToInt(lower::indexOf).toArray());
    }

    int count() {
        return sorted.length;
    }

    String name(int index) {
        return sorted[index];
    }

    /** Where in the schema the column stands that is this one in order. */
    int place(int index) {
        return places[index];
    }

    /** @return −1 where there is none */
    int index(Object name) {
        var index = indices.get(name);
        return index == null ? -1 : index;
    }
}
