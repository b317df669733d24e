package pulso.command.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CSV whose first line names the columns, in any order and letter case: those of QUEUE_LOG_REPO or CDR_REPO, or what
 * stock Asterisk calls them. Separated by commas, semicolons or tabs.
 */
final class CsvLayout implements Layout {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final Map<String, String> ALIASES =
            Map.of("time", "datetime", "timestamp", "datetime", "queue", "queuename", "id", "origid");
    private static final String PIPED = "data";

    private final char separator;
    private final List<String> names;
    private final Content content;

    private CsvLayout(char separator, List<String> names, Content content) {
        this.separator = separator;
        this.names = names;
        this.content = content;
    }

    /** Null when the line names no columns that are known. */
    static @Nullable CsvLayout of(String header) {
        for (char separator : SEPARATORS) {
            var names = names(header, separator);
            if (names != null && names.contains("event") && names.contains("datetime")) {
                return new CsvLayout(separator, names, Content.QUEUE_LOG);
            }
            if (names != null && names.contains("uniqueid") && names.contains("guid")) {
                return new CsvLayout(separator, names, Content.CALL_DETAILS);
            }
        }
        return null;
    }

    private static @Nullable List<String> names(String header, char separator) {
        var fields = fields(header, separator);
        if (fields == null) {
            return null;
        }
        var names = new ArrayList<String>();
        for (var field : fields) {
            names.add(field.strip().toLowerCase(Locale.ROOT));
        }
        for (int i = 0; i < names.size(); i++) {
            var known = ALIASES.get(names.get(i));
            if (known != null && !names.contains(known)) {
                names.set(i, known);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public @Nullable Map<String, String> columns(String row) {
        var fields = fields(row, separator);
        if (fields == null || fields.size() > names.size()) {
            return null;
        }
        var columns = new HashMap<String, String>();
        for (int i = 0; i < fields.size(); i++) {
            var value = fields.get(i);
            if (!value.isEmpty() && !value.equals("NULL") && !value.equals("\\N")) {
                columns.put(names.get(i), value);
            }
        }
        var piped = columns.get(PIPED);
        if (piped != null) {
            var parts = piped.split("\\|", 5);
            for (int i = 0; i < parts.length; i++) {
                columns.putIfAbsent(PIPED + (i + 1), parts[i]);
            }
        }
        return columns;
    }

    /** Quotes protect separators and line ends; a doubled quote stands for one. Null when a quote is never closed. */
    private static @Nullable List<String> fields(String row, char separator) {
        var fields = new ArrayList<String>();
        if (row.indexOf('"') < 0) {
            int from = 0;
            for (int at = row.indexOf(separator); at >= 0; at = row.indexOf(separator, from)) {
                fields.add(row.substring(from, at));
                from = at + 1;
            }
            fields.add(row.substring(from));
            return fields;
        }
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"' && quoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return quoted ? null : fields;
    }

    @Override
    public boolean isWhole(String row) {
        int quotes = 0;
        for (int at = row.indexOf('"'); at >= 0; at = row.indexOf('"', at + 1)) {
            quotes++;
        }
        return quotes % 2 == 0;
    }

    @Override
    public int headerLines() {
        return 1;
    }
}
