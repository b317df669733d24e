package pulso.schemas.passage;

/** The channel of an interaction. Its wire name is in lower case. */
public enum Channel {
    TELEPHONY,
    WEBCHAT,
    SMS,
    EMAIL,
    TWITTER,
    MESSENGER,
    FACEBOOK;

    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
