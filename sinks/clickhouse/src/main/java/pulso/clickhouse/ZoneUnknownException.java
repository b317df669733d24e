package pulso.clickhouse;

/** Local times of a source cannot be written before its zone is known; the record waits. */
final class ZoneUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZoneUnknownException(String source) {
        super("the time zone of source '" + source + "' is neither configured nor said in pulso.source yet");
    }
}
