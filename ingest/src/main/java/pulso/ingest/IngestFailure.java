package pulso.ingest;

/** Why capture has stopped for good; nothing but a person mends it. */
public record IngestFailure(Kind kind, String message) {
    /** What happened. */
    public enum Kind {
        /** Another process captures the same source now. */
        TAKEN_OVER,
        /** The binlog between the last row captured and the present has been deleted on the server. */
        POSITION_LOST,
        /** Tables are to be captured whose former rows only a new snapshot can bring. */
        TABLES_ADDED
    }
}
