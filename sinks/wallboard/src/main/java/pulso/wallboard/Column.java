package pulso.wallboard;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Sentence;

/**
 * One column of a list, the same in JSON and in a sheet. Its cells are text, numbers, truth or times on the contact
 * centre's clock; null where nothing is known.
 *
 * @param id the name in JSON, and in a sheet whose language nobody named
 * @param words the head of the column for people
 */
record Column<T>(String id, Kind kind, Sentence words, Function<T, @Nullable Object> cell) {
    /** How a cell is to be shown. */
    enum Kind {
        TEXT,
        NUMBER,
        SECONDS,
        RATIO,
        TIME,
        TRUTH
    }

    static <T> Column<T> of(String id, Kind kind, String en, String es, String pt, Function<T, @Nullable Object> cell) {
        return new Column<>(id, kind, new Sentence(en, es, pt), cell);
    }

    /** A row as an object of JSON. */
    static <T> Map<String, @Nullable Object> json(List<Column<T>> columns, T row) {
        var values = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(columns.size());
        for (var column : columns) {
            values.put(column.id(), plain(column.cell().apply(row)));
        }
        return values;
    }

    /** A cell as text or number; times as ISO-8601 with offset. */
    static @Nullable Object plain(@Nullable Object cell) {
        return cell instanceof ZonedDateTime time
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.MILLIS))
                : cell;
    }
}
