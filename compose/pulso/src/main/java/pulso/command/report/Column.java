package pulso.command.report;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a log table or of CDR_REPO that say something to a report. */
enum Column {
    DATETIME(0),
    CALLID(1),
    QUEUENAME(2),
    AGENT(3),
    EVENT(4),
    DATA1(5),
    DATA2(6),
    DATA3(7),
    DATA4(8),
    DATA5(9),
    ORIGID(10),
    /** Stock Asterisk's: all five in one, with bars between them. */
    DATA(11),
    UNIQUEID(12),
    GUID(13),
    CALLDATE(14),
    RATING(15);

    private final int index;

    static final int COUNT = values().length;
    private static final Column[] DATA_COLUMNS = {DATA1, DATA2, DATA3, DATA4, DATA5};
    private static final Map<String, String> ALIASES =
            Map.of("time", "datetime", "timestamp", "datetime", "queue", "queuename", "id", "origid");

    Column(int index) {
        this.index = index;
    }

    /** Its place among all, from 0. */
    int index() {
        return index;
    }

    /** By the name in a header, in any letter case; null for a column that says nothing. */
    static @Nullable Column named(String name) {
        for (var column : values()) {
            if (column.wireName().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /** By another name that it goes by. */
    static @Nullable Column alias(String name) {
        var meant = ALIASES.get(name);
        return meant == null ? null : named(meant);
    }

    /** data1 to data5. */
    static Column data(int number) {
        return DATA_COLUMNS[number - 1];
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
