package pulso.embedded.engine;

import java.util.Locale;

/** Walks over the tokens of an SQL text, so that no keyword is found inside a string, a comment or a name. */
final class SqlTokens {
    private final String text;
    private int start;
    private int end;
    private int depth;

    SqlTokens(String text) {
        this.text = text;
    }

    /** False at the end of the text. */
    boolean next() {
        start = skipBlank(end);
        if (start >= text.length()) {
            return false;
        }
        end = endOfToken(start);
        switch (text.charAt(start)) {
            case '(', '[', '{' -> depth++;
            case ')', ']', '}' -> depth--;
            default -> {
                return true;
            }
        }
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** How many brackets are open after the token. */
    int depth() {
        return depth;
    }

    String text() {
        return text.substring(start, end);
    }

    /** In capitals, as keywords are compared. */
    String word() {
        return text().toUpperCase(Locale.ROOT);
    }

    private int skipBlank(int from) {
        var position = from;
        while (position < text.length()) {
            var c = text.charAt(position);
            if (Character.isWhitespace(c)) {
                position++;
            } else if (text.startsWith("--", position) || text.startsWith("#!", position)) {
                position = after("\n", position);
            } else if (text.startsWith("/*", position)) {
                position = after("*/", position + 2);
            } else {
                return position;
            }
        }
        return position;
    }

    private int endOfToken(int from) {
        var c = text.charAt(from);
        if (c == '\'' || c == '"' || c == '`') {
            return endOfQuoted(from, c);
        }
        if (c == '$') {
            var tagEnd = text.indexOf('$', from + 1);
            if (tagEnd > 0 && text.substring(from + 1, tagEnd).chars().allMatch(SqlTokens::isWordPart)) {
                return after(text.substring(from, tagEnd + 1), tagEnd + 1);
            }
        }
        var position = from + 1;
        if (isWordPart(c)) {
            while (position < text.length() && isWordPart(text.charAt(position))) {
                position++;
            }
        }
        return position;
    }

    private int endOfQuoted(int from, char quote) {
        var position = from + 1;
        while (position < text.length()) {
            var c = text.charAt(position);
            if (c == '\\') {
                position += 2;
            } else if (c == quote) {
                return position + 1;
            } else {
                position++;
            }
        }
        return text.length();
    }

    private int after(String mark, int from) {
        var found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private static boolean isWordPart(int c) {
        return c == '_' || c >= 0x80 || Character.isLetterOrDigit(c);
    }
}
