package pulso.clickhouse;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.EventSpec;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.schemas.privacy.PersonalData;

/** Which columns say who somebody outside the contact centre is. The one list for masking, for lifetimes and for erasing. */
final class PersonalColumns {
    /** What no dictionary describes may hold anything. */
    static final String OTHER = "other";

    static final List<String> DATA = List.of("data1", "data2", "data3", "data4", "data5");

    static final Map<String, PersonalData> OF_PASSAGES = Map.of("caller", PersonalData.NUMBER);

    private static final Map<RawTable, Map<String, PersonalData>> OF_RAW = new EnumMap<>(Map.of(
            RawTable.CDR,
            Map.of(
                    "clid", PersonalData.NUMBER,
                    "src", PersonalData.NUMBER,
                    "dst", PersonalData.NUMBER,
                    "note", PersonalData.TEXT),
            RawTable.SMS,
            Map.of("callerid", PersonalData.NUMBER, "message", PersonalData.TEXT),
            RawTable.TAGS,
            Map.of("comment", PersonalData.TEXT),
            RawTable.BLACK_LIST_HISTORY,
            Map.of("dst", PersonalData.NUMBER),
            RawTable.SIPCHAT,
            Map.of("message", PersonalData.TEXT),
            RawTable.CALLS_SPOOL,
            Map.of(
                    "destination", PersonalData.NUMBER,
                    "alternatives", PersonalData.NUMBER,
                    "data", PersonalData.TEXT)));

    private PersonalColumns() {}

    /** Every column of a raw table that can hold something personal, in the order of their names. */
    static Map<String, PersonalData> of(RawTable table) {
        var columns = new java.util.TreeMap<String, PersonalData>(OF_RAW.getOrDefault(table, Map.of()));
        columns.put(OTHER, PersonalData.TEXT);
        var log = table.log();
        if (log != null) {
            columns.putAll(ofLog(log));
            DATA.forEach(column -> columns.put(column, PersonalData.TEXT));
        }
        return columns;
    }

    /** Of a log, what the dictionary reads in it. */
    static Map<String, PersonalData> ofLog(LogTable log) {
        var columns = new LinkedHashMap<String, PersonalData>();
        for (var event : log.events()) {
            for (var field : event.data()) {
                var kind = field == null ? null : PersonalData.of(field);
                if (field != null && kind != null) {
                    columns.put(LogColumns.column(field), kind);
                }
            }
        }
        return columns;
    }

    /**
     * What data1..data5 of a row hold; null where it is nothing personal.
     *
     * @param event null: an event that nobody described, which may hold anything
     */
    static @Nullable PersonalData ofData(@Nullable EventSpec event, String column) {
        if (event == null) {
            return PersonalData.TEXT;
        }
        Field field = event.data(DATA.indexOf(column) + 1);
        return field == null ? null : PersonalData.of(field);
    }
}
