package pulso.schemas.passage;

/** Who or what ended a conversation. */
public enum EndType {
    CALLER,
    AGENT,
    BLIND_TRANSFER,
    ATTENDED_TRANSFER,
    SYSTEM,
    UNKNOWN;

    public boolean isTransfer() {
        return this == BLIND_TRANSFER || this == ATTENDED_TRANSFER;
    }
}
