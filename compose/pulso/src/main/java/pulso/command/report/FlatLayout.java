package pulso.command.report;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk's queue_log file: {@code epoch|callid|queue|agent|event|data1|...}. What follows the fifth piece of data stays
 * in it, with its pipes, as in a table of five columns.
 */
record FlatLayout() implements Layout {
    private static final Pattern LINE = Pattern.compile("[0-9][-0-9 T:.+Z]*\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]+(\\|.*)?");
    private static final String[] NAMES = {
        "datetime", "callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5"
    };

    static boolean isFlat(String line) {
        return LINE.matcher(line).matches();
    }

    @Override
    public Content content() {
        return Content.QUEUE_LOG;
    }

    @Override
    public @Nullable Map<String, String> columns(String row) {
        var columns = new HashMap<String, String>();
        int column = 0;
        int from = 0;
        while (column < NAMES.length) {
            int bar = column == NAMES.length - 1 ? -1 : row.indexOf('|', from);
            int to = bar < 0 ? row.length() : bar;
            if (to > from) {
                columns.put(NAMES[column], row.substring(from, to));
            }
            column++;
            if (bar < 0) {
                break;
            }
            from = bar + 1;
        }
        return column < 5 ? null : columns;
    }

    @Override
    public boolean isWhole(String row) {
        return true;
    }

    @Override
    public int headerLines() {
        return 0;
    }
}
