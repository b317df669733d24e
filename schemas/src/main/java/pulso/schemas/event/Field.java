package pulso.schemas.event;

/** What a data column can hold, with its unit. */
public enum Field {
    WAIT(Unit.SECONDS),
    TALK(Unit.SECONDS),
    RING(Unit.SECONDS),
    RING_MILLIS(Unit.MILLISECONDS),
    LOGIN_TIME(Unit.SECONDS),
    BREAK_TIME(Unit.SECONDS),
    PAUSE_TIME(Unit.SECONDS),
    OUT_DURATION(Unit.SECONDS),
    OUT_TOTAL(Unit.SECONDS),
    WRAP_UP_LEFT(Unit.SECONDS),
    WRAP_UP_TOTAL(Unit.SECONDS),
    MESSAGES(Unit.COUNT),
    SPOOL_LENGTH(Unit.COUNT),
    POSITION(Unit.COUNT),
    ORIGINAL_POSITION(Unit.COUNT),
    PENALTY(Unit.COUNT),
    URL(Unit.TEXT),
    CALLER(Unit.TEXT),
    CALLER_NAME(Unit.TEXT),
    BRIDGED_UNIQUE_ID(Unit.TEXT),
    EXTENSION(Unit.TEXT),
    CONTEXT(Unit.TEXT),
    KEY(Unit.TEXT),
    CHANNEL(Unit.TEXT),
    CONNECTED_NAME(Unit.TEXT),
    CONNECTED_NUMBER(Unit.TEXT),
    DIAL_STATUS(Unit.TEXT),
    DIALED_NUMBER(Unit.TEXT),
    GUID(Unit.TEXT),
    CAMPAIGN(Unit.TEXT),
    CLIENT(Unit.TEXT),
    CLIENT_NAME(Unit.TEXT),
    CLIENT_EMAIL(Unit.TEXT),
    CLIENT_PHONE(Unit.TEXT),
    ADDRESS(Unit.TEXT),
    SUBJECT(Unit.TEXT),
    MESSAGE(Unit.TEXT),
    EMAIL_ID(Unit.TEXT),
    POST_ID(Unit.TEXT),
    AGENT(Unit.TEXT),
    FROM_AGENT(Unit.TEXT),
    TO_AGENT(Unit.TEXT),
    CALL_KIND(Unit.TEXT),
    MOTIVE(Unit.TEXT),
    COMMENT(Unit.TEXT),
    LOGOFF_MODE(Unit.TEXT),
    REASON(Unit.TEXT);

    /** The unit of a data column. Times of a log are whole seconds but for RINGNOANSWER. */
    public enum Unit {
        SECONDS,
        MILLISECONDS,
        COUNT,
        TEXT
    }

    private final Unit unit;

    Field(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }
}
