package pulso.schemas.event;

import pulso.schemas.source.RejectionReason;

/** What became of a row. */
public sealed interface Decoded {
    /** An event the dictionary knows. */
    record Known(QueueEvent event) implements Decoded {}

    /** An event nobody has described: kept in the raw topic and in ClickHouse, counted, folded nowhere. */
    record Unknown(String name) implements Decoded {}

    /** A row that cannot be used. */
    record Unusable(RejectionReason reason, String detail) implements Decoded {}
}
