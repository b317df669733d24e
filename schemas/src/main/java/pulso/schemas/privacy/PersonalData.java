package pulso.schemas.privacy;

import org.jspecify.annotations.Nullable;
import pulso.schemas.event.Field;

/** Kinds of data that say who somebody is. */
public enum PersonalData {
    /** A telephone number, or what a channel has in its place. */
    NUMBER("caller"),
    /** The name of a person outside the centre. */
    NAME("name"),
    /** An e-mail address or a place. */
    ADDRESS("address"),
    /** What was written: messages, subjects, notes. */
    TEXT("text");

    private final String wireName;

    PersonalData(String wireName) {
        this.wireName = wireName;
    }

    /** The name in configuration: {@code privacy.caller}. */
    public String wireName() {
        return wireName;
    }

    /** What a data column of a log says about a person; null when nothing. */
    public static @Nullable PersonalData of(Field field) {
        return switch (field) {
            case CALLER, CLIENT, CLIENT_PHONE, CONNECTED_NUMBER, DIALED_NUMBER -> NUMBER;
            case CALLER_NAME, CLIENT_NAME, CONNECTED_NAME -> NAME;
            case CLIENT_EMAIL, ADDRESS -> ADDRESS;
            case SUBJECT, MESSAGE, COMMENT, URL -> TEXT;
            case WAIT,
                    TALK,
                    RING,
                    RING_MILLIS,
                    LOGIN_TIME,
                    BREAK_TIME,
                    PAUSE_TIME,
                    OUT_DURATION,
                    OUT_TOTAL,
                    WRAP_UP_LEFT,
                    WRAP_UP_TOTAL,
                    MESSAGES,
                    SPOOL_LENGTH,
                    POSITION,
                    ORIGINAL_POSITION,
                    PENALTY,
                    BRIDGED_UNIQUE_ID,
                    EXTENSION,
                    CONTEXT,
                    KEY,
                    CHANNEL,
                    DIAL_STATUS,
                    GUID,
                    CAMPAIGN,
                    EMAIL_ID,
                    POST_ID,
                    AGENT,
                    FROM_AGENT,
                    TO_AGENT,
                    CALL_KIND,
                    MOTIVE,
                    LOGOFF_MODE,
                    REASON -> null;
        };
    }
}
