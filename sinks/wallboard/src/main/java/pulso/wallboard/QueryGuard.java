package pulso.wallboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets one SELECT over Pulso's own databases pass and nothing else: no statement that changes anything, no table function
 * that reaches outside (each is refused that is not known to be harmless), no table of another database, no limit changed.
 *
 * <p>It reads tokens, not grammar, so it refuses some queries that would do no harm; that is the side to err on.
 */
final class QueryGuard {
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("numbers", "numbers_mt", "zeros", "zeros_mt", "generateseries", "generate_series", "values");

    /** Words that end or leave a SELECT, or change its limits. As a function's name they do neither. */
    private static final Set<String> FORBIDDEN = Set.of(
            "INSERT",
            "INTO",
            "OUTFILE",
            "INFILE",
            "FORMAT",
            "SETTINGS",
            "EXPLAIN",
            "DESCRIBE",
            "SHOW",
            "CREATE",
            "ALTER",
            "DROP",
            "EXECUTE");

    /**
     * Functions that read files, dictionaries, other tables or the server's own state, or that wait; and the table functions
     * that reach outside, wherever they stand.
     */
    private static final Pattern REACHING = Pattern.compile("file|dict.*|joinget.*|hascolumnintable|get.*setting.*|"
            + "getmacro|getclienthttpheader|hostname|fqdn|catboostevaluate|modelevaluate|evalmlmethod|sleep.*|"
            + "filesystem.*|address.*|demangle|trap|.*user.*|current.*|defaultroles|defaultprofiles|enabled.*|"
            + "displayname|serveruuid|tcpport|zookeeper.*|showcertificate|connectionid|query_?id|initial.*|shard.*|"
            + "transaction.*|servertimezone|blocknumber|logtrace|(global)?(not)?(null)?in(ignoreset)?(?<!^in)|"
            + "file.*|url|urlcluster|s3.*|gcs.*|cosn|oss|azure.*|hdfs.*|remote.*|cluster.*|mysql|postgresql|mongodb|redis|"
            + "sqlite|jdbc|odbc|executable.*|input|view.*|merge.*|dictionary|iceberg.*|deltalake.*|hudi.*|paimon.*|"
            + "ytsaurus|arrowflight.*|loop|generaterandom|fuzz.*|prometheus.*|nats|kafka|ai_?generate.*");

    private static final Set<String> ENDS_FROM = Set.of(
            "WHERE",
            "PREWHERE",
            "GROUP",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "HAVING",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "WINDOW",
            "QUALIFY",
            "SELECT");

    private static final Set<String> FOREIGN = Set.of("system", "information_schema", "default");
    private static final Pattern OWN_DATABASE = Pattern.compile("pulso(_[a-z0-9_]+)?");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final SqlTokens.Token NOTHING = new SqlTokens.Token(SqlTokens.Kind.STRING, "");

    private final List<SqlTokens.Token> tokens;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int at;

    /** What the next token may be. */
    private enum Place {
        EXPRESSION,
        /** A table is expected. */
        TABLE,
        /** A table was named: a comma or a JOIN names another. */
        AFTER_TABLE
    }

    /** One bracket. */
    private static final class Level {
        private Place place;
        /** IN was read: what follows may name a table. */
        private boolean isAfterIn;

        /** The bracket itself follows IN: each name in it may be a table's. */
        private boolean isSet;

        private Level(Place place, boolean isSet) {
            this.place = place;
            this.isSet = isSet;
        }
    }

    private QueryGuard(String sql) {
        this.tokens = SqlTokens.of(sql);
    }

    /** The query without what may stand behind it; refused when it is more than one SELECT that only reads. */
    static String check(String sql) {
        var stripped = sql.strip();
        while (stripped.endsWith(";")) {
            stripped = stripped.substring(0, stripped.length() - 1).strip();
        }
        new QueryGuard(stripped).read();
        return stripped;
    }

    private void read() {
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isSign('(')) {
            first++;
        }
        if (first == tokens.size()
                || !(tokens.get(first).is("SELECT") || tokens.get(first).is("WITH"))) {
            throw SqlTokens.refused("it does not begin with SELECT or WITH");
        }
        var level = new Level(Place.EXPRESSION, false);
        levels.push(level);
        for (at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (token.isSign(';')) {
                throw SqlTokens.refused("several statements");
            }
            if (token.isSign('(') || token.isSign('[')) {
                var place = level.place == Place.TABLE && !level.isAfterIn ? Place.TABLE : Place.EXPRESSION;
                levels.push(new Level(place, level.isAfterIn));
                level.isAfterIn = false;
            } else if (token.isSign(')') || token.isSign(']')) {
                leave();
            } else {
                read(level, token);
            }
            level = levels.element();
        }
        if (levels.size() > 1) {
            throw SqlTokens.refused("a bracket that is not closed");
        }
    }

    /** A bracket where a table is expected holds a query or a table; behind it the table is named. */
    private void leave() {
        levels.pop();
        if (levels.isEmpty()) {
            throw SqlTokens.refused("a bracket that was not opened");
        }
        var level = levels.element();
        if (level.place == Place.TABLE) {
            level.place = Place.AFTER_TABLE;
        }
    }

    private void read(Level level, SqlTokens.Token token) {
        boolean isTable = level.place == Place.TABLE && !level.isAfterIn;
        boolean mayBeTable = level.isAfterIn || level.isSet;
        level.isAfterIn = false;
        if (token.is("SELECT") || token.is("WITH")) {
            level.place = Place.EXPRESSION;
            level.isSet = false;
        } else if (isTable) {
            table(token, false);
            level.place = Place.AFTER_TABLE;
        } else if (mayBeTable && token.isName() && !isPartOfName()) {
            table(token, true);
        } else {
            expression(level, token);
        }
    }

    private void expression(Level level, SqlTokens.Token token) {
        if (token.isSign(',') && level.place == Place.AFTER_TABLE) {
            level.place = Place.TABLE;
        }
        if (!token.isName()) {
            return;
        }
        var word = token.text().toUpperCase(Locale.ROOT);
        if (token.kind() == SqlTokens.Kind.WORD) {
            if (FORBIDDEN.contains(word) && !isPartOfName() && !isCall()) {
                throw SqlTokens.refused(word);
            }
            keyword(level, word);
        }
        refuseReach(token);
        if (FOREIGN.contains(token.text().toLowerCase(Locale.ROOT)) && next().isSign('.') && !isPartOfName()) {
            throw SqlTokens.refused("database " + token.text() + ", known is pulso");
        }
    }

    private void refuseReach(SqlTokens.Token function) {
        if (isCall()
                && REACHING.matcher(function.text().toLowerCase(Locale.ROOT)).matches()) {
            throw SqlTokens.refused("function " + function.text());
        }
    }

    private void keyword(Level level, String word) {
        if (isPartOfName() || next().isSign('=')) {
            return;
        }
        if (word.equals("FROM")) {
            level.place = Place.TABLE;
        } else if (word.equals("JOIN")) {
            level.place = at > 0 && tokens.get(at - 1).is("ARRAY") ? Place.AFTER_TABLE : Place.TABLE;
        } else if (word.equals("IN")) {
            level.isAfterIn = true;
        } else if (ENDS_FROM.contains(word) && !(at > 0 && tokens.get(at - 1).is("AS"))) {
            level.place = Place.EXPRESSION;
        }
    }

    /**
     * @param isSet it may be a value or a column as well: it follows IN
     */
    private void table(SqlTokens.Token token, boolean isSet) {
        if (!token.isName()) {
            throw SqlTokens.refused("a table that is no name");
        }
        if (next().isSign('.')) {
            qualified(token);
        } else if (isCall()) {
            called(token, isSet);
        } else if (!PLAIN_NAME.matcher(token.text()).matches()
                || FORBIDDEN.contains(token.text().toUpperCase(Locale.ROOT))) {
            throw SqlTokens.refused("table " + token.text());
        }
    }

    private void qualified(SqlTokens.Token database) {
        if (!OWN_DATABASE.matcher(database.text()).matches()) {
            throw SqlTokens.refused("database " + database.text() + ", known is pulso");
        }
        at += 2;
        if (at >= tokens.size()
                || !tokens.get(at).isName()
                || !PLAIN_NAME.matcher(tokens.get(at).text()).matches()
                || next().isSign('.')) {
            throw SqlTokens.refused("a table that is not named as database.table");
        }
    }

    private void called(SqlTokens.Token function, boolean isSet) {
        var name = function.text().toLowerCase(Locale.ROOT);
        refuseReach(function);
        if (!isSet && !TABLE_FUNCTIONS.contains(name)) {
            throw SqlTokens.refused("table function " + function.text() + "; a view with parameters is pulso."
                    + function.text() + "(…)");
        }
    }

    private boolean isCall() {
        return next().isSign('(');
    }

    private SqlTokens.Token next() {
        return at + 1 < tokens.size() ? tokens.get(at + 1) : NOTHING;
    }

    /** Behind a name and a dot; behind a number, the dot is the number's. */
    private boolean isPartOfName() {
        if (at < 2 || !tokens.get(at - 1).isSign('.')) {
            return false;
        }
        var before = tokens.get(at - 2);
        return before.isName() || before.isSign(')') || before.isSign(']');
    }
}
