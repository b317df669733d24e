package pulso.schemas.source;

/** Names of the headers that each record of a raw topic carries. Values are UTF-8 text. */
public final class RawHeaders {
    public static final String SOURCE = "source";
    /** Binlog position, for people and for the order across topics. */
    public static final String POSITION = "position";
    /** The snapshot epoch in force when the row was read, a decimal number. */
    public static final String EPOCH = "epoch";
    /** The zone of the source's DATETIME columns. */
    public static final String ZONE = "zone";

    private RawHeaders() {}
}
