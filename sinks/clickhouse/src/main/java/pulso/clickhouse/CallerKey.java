package pulso.clickhouse;

/** The same caller however the number is written, in SQL; empty for who does not want to be known. */
final class CallerKey {
    private CallerKey() {}

    /** @param expression a text, which may be null */
    static String of(String expression) {
        return """
                multiIf(
                    lowerUTF8(trimBoth(%1$s)) IN ('anonymous', 'unknown', '<unknown>', 'restricted', 'private', 'unavailable', 'withheld'), '',
                    match(%1$s, '^[ 0-9+().:-]*[0-9][ 0-9+().:-]*$'), replaceRegexpAll(%1$s, '[^0-9]', ''),
                    lowerUTF8(trimBoth(%1$s)))""".formatted("ifNull(" + expression + ", '')");
    }
}
