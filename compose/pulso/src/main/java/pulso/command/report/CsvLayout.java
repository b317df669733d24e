package pulso.command.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.topology.bulk.RowKey;

/**
 * CSV whose first line names the columns, in any order and letter case: those of a log table or CDR_REPO, or what stock
 * Asterisk calls them. Separated by commas, semicolons or tabs; quotes protect separators and line ends, a doubled quote
 * stands for one.
 */
final class CsvLayout implements Layout {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    /** A quote that is still open after so many lines was never meant to protect them. */
    private static final int LONGEST_RECORD_LINES = 50;

    private final byte separator;
    private final @Nullable Column[] columns;
    private final Content content;
    private final boolean isNumbered;

    private CsvLayout(char separator, List<@Nullable Column> columns, Content content) {
        this.separator = (byte) separator;
        this.columns = columns.toArray(Column[]::new);
        this.content = content;
        this.isNumbered = columns.contains(Column.ORIGID);
    }

    /** Null when the line names no columns that are known. */
    static @Nullable CsvLayout of(String header) {
        for (char separator : SEPARATORS) {
            var names = names(header, separator);
            if (names.contains(Column.EVENT) && names.contains(Column.DATETIME)) {
                return new CsvLayout(separator, names, Content.LOG);
            }
            if (names.contains(Column.UNIQUEID) && (names.contains(Column.GUID) || names.contains(Column.RATING))) {
                return new CsvLayout(separator, names, Content.CALL_DETAILS);
            }
        }
        return null;
    }

    private static List<@Nullable Column> names(String header, char separator) {
        var names = new ArrayList<String>();
        for (var name : header.split(String.valueOf(separator), -1)) {
            names.add(name.replace("\"", "").strip().toLowerCase(Locale.ROOT));
        }
        var known = EnumSet.noneOf(Column.class);
        var columns = new ArrayList<@Nullable Column>();
        for (var name : names) {
            var column = Column.named(name);
            columns.add(column != null && known.add(column) ? column : null);
        }
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i) == null ? Column.alias(names.get(i)) : null;
            if (column != null && known.add(column)) {
                columns.set(i, column);
            }
        }
        return columns;
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public boolean isNumbered() {
        return isNumbered;
    }

    @Override
    public int headerLines() {
        return 1;
    }

    @Override
    public int recordEnd(byte[] bytes, int from, int limit, boolean isLast) {
        int firstLineEnd = MORE;
        int lines = 0;
        boolean quoted = false;
        for (int i = from; i < limit; i++) {
            byte value = bytes[i];
            if (value == '"') {
                quoted = !quoted;
            } else if (value == '\n') {
                if (!quoted) {
                    return i;
                }
                firstLineEnd = firstLineEnd == MORE ? i : firstLineEnd;
                lines++;
                if (lines > LONGEST_RECORD_LINES) {
                    return firstLineEnd;
                }
            }
        }
        if (!isLast) {
            return MORE;
        }
        return quoted && firstLineEnd != MORE ? firstLineEnd : limit;
    }

    @Override
    public boolean split(byte[] bytes, int from, int to, Fields fields) {
        fields.reset(bytes);
        int field = 0;
        int start = from;
        boolean quoted = false;
        int quotes = 0;
        for (int i = from; i < to; i++) {
            byte value = bytes[i];
            if (value == '"') {
                quoted = !quoted;
                quotes++;
            } else if (value == separator && !quoted) {
                if (field >= columns.length) {
                    return false;
                }
                take(bytes, start, i, quotes, field, fields);
                field++;
                start = i + 1;
                quotes = 0;
            }
        }
        if (quoted || field >= columns.length) {
            return false;
        }
        take(bytes, start, to, quotes, field, fields);
        if (fields.to(Column.DATA) > fields.from(Column.DATA) || fields.isSpelled(Column.DATA)) {
            spread(fields);
        }
        return true;
    }

    private void take(byte[] bytes, int from, int to, int quotes, int field, Fields fields) {
        if (from == to) {
            return;
        }
        var column = columns[field];
        boolean isPlain = quotes == 0;
        boolean isWrapped = quotes == 2 && bytes[from] == '"' && bytes[to - 1] == '"';
        if (isPlain || isWrapped) {
            int start = isWrapped ? from + 1 : from;
            int end = isWrapped ? to - 1 : to;
            if (start < end && !isNull(bytes, start, end)) {
                if (column != null) {
                    fields.set(column, start, end);
                }
                identify(bytes, start, end, field, fields);
            }
            return;
        }
        var value = unquoted(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (!value.isEmpty() && !value.equals("NULL") && !value.equals("\\N")) {
            if (column != null) {
                fields.spell(column, value);
            }
            var plain = value.getBytes(StandardCharsets.UTF_8);
            identify(plain, 0, plain.length, field, fields);
        }
    }

    private void identify(byte[] bytes, int from, int to, int field, Fields fields) {
        if (isNumbered && columns[field] != Column.DATETIME) {
            var column = columns[field];
            long name = (column == null ? Column.COUNT + field : column.index()) * 0x9E3779B97F4A7C15L;
            long high = (RowKey.high(bytes, from, to) ^ name) * 0xD6E8FEB86659FD93L;
            long low = (RowKey.low(bytes, from, to) + name) * 0xC2B2AE3D27D4EB4FL;
            fields.addIdentity(high ^ high >>> 31, low ^ low >>> 33);
        }
    }

    private static boolean isNull(byte[] bytes, int from, int to) {
        return (to - from == 4
                        && bytes[from] == 'N'
                        && bytes[from + 1] == 'U'
                        && bytes[from + 2] == 'L'
                        && bytes[from + 3] == 'L')
                || (to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == 'N');
    }

    private static String unquoted(String field) {
        var value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '"' && quoted && i + 1 < field.length() && field.charAt(i + 1) == '"') {
                value.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** One column with bars for five. */
    private static void spread(Fields fields) {
        var piped = fields.text(Column.DATA);
        if (piped == null) {
            return;
        }
        var parts = piped.split("\\|", 5);
        for (int i = 0; i < parts.length; i++) {
            var column = Column.data(i + 1);
            if (fields.text(column) == null && !parts[i].isEmpty()) {
                fields.spell(column, parts[i]);
            }
        }
    }
}
