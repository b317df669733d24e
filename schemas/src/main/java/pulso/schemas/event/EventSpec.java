package pulso.schemas.event;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the dictionary: an event of a table.
 *
 * @param data what data1..data5 hold, in order; null where a column holds nothing
 * @param cite where that is written
 */
public record EventSpec(String name, EventKind kind, List<@Nullable Field> data, String cite) {
    public EventSpec {
        if (data.size() > 5) {
            throw new IllegalArgumentException(name + " has more than five data columns");
        }
    }

    static EventSpec of(String name, EventKind kind, String cite, @Nullable Field... data) {
        return new EventSpec(name, kind, Arrays.asList(data), cite);
    }

    public @Nullable Field data(int column) {
        return column <= data.size() ? data.get(column - 1) : null;
    }
}
