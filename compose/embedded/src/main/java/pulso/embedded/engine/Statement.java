package pulso.embedded.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One SQL statement, read as far as it takes to choose the way it is run.
 *
 * @param sql for {@link Kind#INSERT_DATA} without FORMAT clause and data, otherwise whole
 * @param format named by the statement, or empty
 * @param dataStart for {@link Kind#INSERT_DATA} where the data begin in the text that was read
 */
record Statement(Kind kind, String sql, String format, int dataStart) {
    private static final Set<String> ENDS_INSERT_HEAD = Set.of("SELECT", "WITH", "FROM", "WATCH", "EXPLAIN");
    private static final Pattern QUERY_ID = Pattern.compile("\\bquery_id\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SYNC = Pattern.compile("\\b(SYNC|ASYNC)\\s*$", Pattern.CASE_INSENSITIVE);

    enum Kind {
        /** Its result can be streamed. */
        SELECT,
        /** Its data follow in a format. */
        INSERT_DATA,
        OTHER
    }

    /** @throws EngineException for what ClickHouse's HTTP interface refuses too: several statements, INTO OUTFILE */
    static Statement parse(String text) {
        var tokens = new SqlTokens(text);
        var first = tokens.next() ? tokens.word() : "";
        return switch (first) {
            case "INSERT" -> insert(text, tokens);
            case "SELECT", "WITH", "(" -> query(Kind.SELECT, text, first, tokens);
            case "KILL" -> {
                var kill = query(Kind.OTHER, text, first, tokens);
                yield new Statement(Kind.OTHER, byComment(kill.sql()), kill.format(), 0);
            }
            default -> query(Kind.OTHER, text, first, tokens);
        };
    }

    private static Statement insert(String text, SqlTokens tokens) {
        var afterDot = false;
        while (tokens.next()) {
            var word = tokens.depth() == 0 && !afterDot ? tokens.word() : "";
            afterDot = tokens.word().equals(".");
            if (ENDS_INSERT_HEAD.contains(word)) {
                return query(Kind.OTHER, text, word, tokens);
            }
            if (word.equals("VALUES")) {
                return new Statement(Kind.INSERT_DATA, text.substring(0, tokens.start()), "Values", tokens.end());
            }
            if (word.equals("FORMAT")) {
                var head = text.substring(0, tokens.start());
                if (!tokens.next()) {
                    throw syntaxError("a format's name is missing after FORMAT");
                }
                return new Statement(Kind.INSERT_DATA, head, tokens.text(), startOfData(text, tokens.end()));
            }
        }
        return new Statement(Kind.OTHER, text, "", 0);
    }

    /** One line break belongs to the clause; everything after it is data, whatever it looks like. */
    private static int startOfData(String text, int afterFormat) {
        var position = afterFormat;
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '\r') {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '\n') {
            position++;
        }
        return position;
    }

    private static Statement query(Kind kind, String text, String first, SqlTokens tokens) {
        var words = new ArrayList<>(List.of(first));
        var exact = new ArrayList<>(List.of(first));
        var end = text.length();
        var insertsInto = false;
        while (tokens.next()) {
            if (end < text.length()) {
                throw syntaxError("several statements in one request");
            }
            if (tokens.word().equals(";")) {
                end = tokens.start();
                continue;
            }
            insertsInto |= tokens.depth() == 0 && tokens.word().equals("INSERT");
            if (tokens.word().equals("OUTFILE") && words.getLast().equals("INTO")) {
                throw new EngineException(EngineException.NOT_IMPLEMENTED, "NOT_IMPLEMENTED", "INTO OUTFILE");
            }
            words.add(tokens.word());
            exact.add(tokens.text());
        }
        var sql = text.substring(0, end);
        return new Statement(insertsInto ? Kind.OTHER : kind, sql, format(words, exact), 0);
    }

    private static String format(List<String> words, List<String> exact) {
        for (var i = words.size() - 2; i > 0; i--) {
            var isLast = i == words.size() - 2 || words.get(i + 2).equals("SETTINGS");
            if (isLast && words.get(i).equals("FORMAT") && exact.get(i + 1).matches("\\w+")) {
                return exact.get(i + 1);
            }
        }
        return "";
    }

    /**
     * The engine gives a query an id of its own; the one that the client gave it is its comment. Waiting for the end of
     * a query could wait for ever, because a kept connection holds its last query until its next.
     */
    private static String byComment(String kill) {
        var withoutSync = SYNC.matcher(kill.strip()).replaceFirst("");
        return QUERY_ID.matcher(withoutSync).replaceAll("Settings['log_comment']") + " ASYNC";
    }

    private static EngineException syntaxError(String words) {
        return new EngineException(EngineException.SYNTAX_ERROR, "SYNTAX_ERROR", "Syntax error: " + words);
    }
}
