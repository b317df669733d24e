package pulso.wallboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tokens of an SQL text. What could be read in two ways (comments that are none, quotes that are not ASCII, heredocs,
 * parameters) is refused rather than guessed, so that nothing hides from who judges the tokens.
 */
final class SqlTokens {
    private static final String ALONE = "()[],.;=<>!+-*/%:?|&^~";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SIGN
    }

    /**
     * One token.
     *
     * @param text of a quoted name what stands between the quotes; of a string nothing
     */
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(word);
        }

        boolean isSign(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }

        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
        }
    }

    private SqlTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        var reading = new SqlTokens(text);
        reading.read();
        return reading.tokens;
    }

    private void read() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                position++;
            } else if (text.startsWith("--", position)) {
                skipBeyond("\n");
            } else if (text.startsWith("/*", position)) {
                position += 2;
                skipBeyond("*/");
            } else if (c == '\'') {
                quoted(c);
                tokens.add(new Token(Kind.STRING, ""));
            } else if (c == '"' || c == '`') {
                tokens.add(new Token(Kind.QUOTED_NAME, quoted(c)));
            } else if (isWordPart(c)) {
                word();
            } else if (ALONE.indexOf(c) >= 0 && !text.startsWith("//", position)) {
                tokens.add(new Token(Kind.SIGN, String.valueOf(c)));
                position++;
            } else {
                throw refused("the sign '" + c + "' outside of quotes");
            }
        }
    }

    private void word() {
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        var word = text.substring(start, position);
        tokens.add(new Token(Character.isDigit(word.charAt(0)) ? Kind.NUMBER : Kind.WORD, word));
    }

    /** Moves behind the closing quote; a quote is escaped by a backslash or by another. */
    private String quoted(char quote) {
        int start = ++position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\\') {
                if (quote != '\'') {
                    throw refused("a backslash in a name");
                }
                position += 2;
            } else if (c == quote) {
                position++;
                if (position >= text.length() || text.charAt(position) != quote) {
                    return text.substring(start, position - 1);
                }
                position++;
            } else {
                position++;
            }
        }
        throw refused("a quote that does not end");
    }

    private void skipBeyond(String mark) {
        int found = text.indexOf(mark, position);
        if (found < 0 && mark.equals("*/")) {
            throw refused("a comment that does not end");
        }
        position = found < 0 ? text.length() : found + mark.length();
    }

    private static boolean isWordPart(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static RequestRefused refused(String what) {
        return new RequestRefused(
                400,
                "query-refused",
                "the query is not answered here: " + what,
                "one SELECT over the views in pulso; docs/api.md says what is allowed");
    }
}
