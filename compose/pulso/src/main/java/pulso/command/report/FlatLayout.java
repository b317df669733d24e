package pulso.command.report;

import java.util.regex.Pattern;

/**
 * Asterisk's queue_log file: {@code epoch|callid|queue|agent|event|data1|...}. What follows the fifth piece of data stays
 * in it, with its pipes, as in a table of five columns.
 */
record FlatLayout() implements Layout {
    private static final Pattern LINE = Pattern.compile("[0-9][-0-9 T:.+Z]*\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]+(\\|.*)?");
    private static final Column[] COLUMNS = {
        Column.DATETIME,
        Column.CALLID,
        Column.QUEUENAME,
        Column.AGENT,
        Column.EVENT,
        Column.DATA1,
        Column.DATA2,
        Column.DATA3,
        Column.DATA4,
        Column.DATA5
    };
    private static final int FEWEST = 5;

    static boolean isFlat(String line) {
        return LINE.matcher(line).matches();
    }

    @Override
    public Content content() {
        return Content.LOG;
    }

    @Override
    public boolean isNumbered() {
        return false;
    }

    @Override
    public int headerLines() {
        return 0;
    }

    @Override
    public int recordEnd(byte[] bytes, int from, int limit, boolean isLast) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return isLast ? limit : MORE;
    }

    @Override
    public boolean split(byte[] bytes, int from, int to, Fields fields) {
        fields.reset(bytes);
        int column = 0;
        int start = from;
        for (int i = from; i < to && column < COLUMNS.length - 1; i++) {
            if (bytes[i] == '|') {
                fields.set(COLUMNS[column], start, i);
                column++;
                start = i + 1;
            }
        }
        fields.set(COLUMNS[column], start, to);
        return column + 1 >= FEWEST;
    }
}
