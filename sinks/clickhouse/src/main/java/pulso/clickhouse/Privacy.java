package pulso.clickhouse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventSpec;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.PersonalData;

/** What of a table's rows goes in, and in which form. */
final class Privacy {
    private final Masking masking;
    private final String table;
    private final Map<String, PersonalData> columns;
    private final boolean isIdle;

    Privacy(Masking masking, String table, Map<String, PersonalData> columns) {
        this.masking = masking;
        this.table = table;
        this.columns = columns;
        this.isIdle = masking.keepsAll();
    }

    /** Nothing of a generation's tables but this says who somebody is. */
    static Privacy ofDerived(Masking masking, String table) {
        return new Privacy(masking, table, table.equals("passages") ? PersonalColumns.OF_PASSAGES : Map.of());
    }

    static Privacy ofRaw(Masking masking, RawTable table) {
        return new Privacy(masking, table.table(), PersonalColumns.of(table));
    }

    /** Everything goes in as it is. */
    boolean isIdle() {
        return isIdle;
    }

    @Nullable
    Object tell(String column, @Nullable Object value) {
        var kind = isIdle || value == null ? null : columns.get(column);
        return kind == null ? value : tell(kind, column, value);
    }

    /** Likewise for a row of a log, whose data1..data5 mean what its event says. */
    @Nullable
    Object tell(String column, @Nullable Object value, @Nullable EventSpec event) {
        if (isIdle || value == null || !PersonalColumns.DATA.contains(column)) {
            return tell(column, value);
        }
        var kind = PersonalColumns.ofData(event, column);
        return kind == null ? value : tell(kind, column, value);
    }

    private @Nullable Object tell(PersonalData kind, String column, @Nullable Object value) {
        return switch (value) {
            case String text -> masking.tell(kind, table, column, text);
            case Map<?, ?> map -> {
                var told = new LinkedHashMap<String, String>();
                map.forEach((key, text) -> told.put(
                        String.valueOf(key), String.valueOf(masking.tell(kind, table, column, String.valueOf(text)))));
                yield told;
            }
            case null -> null;
            case Object other -> other;
        };
    }
}
