package pulso.clickhouse;

/** What is to be inserted was meant for a table that is there no more. */
final class TablesMadeAnewException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
