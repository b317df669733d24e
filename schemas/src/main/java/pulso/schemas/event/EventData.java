package pulso.schemas.event;

import org.jspecify.annotations.Nullable;

/** The data columns of one row while they are read by the dictionary. */
final class EventData {
    /** Ten years: a longer "duration" is a field that holds something else. */
    private static final long MAX_SECONDS = 10L * 366 * 24 * 3600;

    @Nullable
    Long waitSeconds;

    @Nullable
    Long talkSeconds;

    @Nullable
    Long ringMillis;

    @Nullable
    Long durationSeconds;

    @Nullable
    Long wrapUpLeftSeconds;

    @Nullable
    Long wrapUpTotalSeconds;

    @Nullable
    Long position;

    @Nullable
    Long messages;

    @Nullable
    String caller;

    @Nullable
    String callerPhone;

    @Nullable
    String callerName;

    @Nullable
    String guid;

    @Nullable
    String target;

    @Nullable
    String detail;

    @Nullable
    String agent;

    @Nullable
    String fromAgent;

    @Nullable
    String toAgent;

    static EventData of(EventSpec spec, @Nullable String[] columns) {
        var data = new EventData();
        for (int i = 0; i < spec.data().size(); i++) {
            var field = spec.data().get(i);
            var value = columns[i];
            if (field != null && value != null && !value.isEmpty()) {
                data.put(field, value.strip());
            }
        }
        return data;
    }

    private void put(Field field, String value) {
        switch (field) {
            case WAIT -> waitSeconds = seconds(value);
            case TALK -> talkSeconds = seconds(value);
            case RING -> {
                var ring = seconds(value);
                ringMillis = ring == null ? null : (Long) (ring * 1000);
            }
            case RING_MILLIS -> ringMillis = number(value);
            case LOGIN_TIME, BREAK_TIME, PAUSE_TIME, OUT_DURATION -> durationSeconds = seconds(value);
            case WRAP_UP_LEFT -> wrapUpLeftSeconds = seconds(value);
            case WRAP_UP_TOTAL -> wrapUpTotalSeconds = seconds(value);
            case POSITION -> position = number(value);
            case MESSAGES -> messages = number(value);
            case CALLER, CLIENT, CLIENT_EMAIL -> caller = EventDecoder.nameOf(value);
            case CLIENT_PHONE -> callerPhone = EventDecoder.nameOf(value);
            case CLIENT_NAME -> callerName = EventDecoder.nameOf(value);
            case GUID -> guid = EventDecoder.nameOf(value);
            case EXTENSION, DIALED_NUMBER -> target = EventDecoder.nameOf(value);
            case KEY, MOTIVE, DIAL_STATUS, LOGOFF_MODE -> detail = EventDecoder.nameOf(value);
            case AGENT -> agent = EventDecoder.nameOf(value);
            case FROM_AGENT -> fromAgent = EventDecoder.nameOf(value);
            case TO_AGENT -> toAgent = EventDecoder.nameOf(value);
            case ORIGINAL_POSITION,
                    PENALTY,
                    SPOOL_LENGTH,
                    OUT_TOTAL,
                    URL,
                    CALLER_NAME,
                    BRIDGED_UNIQUE_ID,
                    CONTEXT,
                    CHANNEL,
                    CONNECTED_NAME,
                    CONNECTED_NUMBER,
                    CAMPAIGN,
                    ADDRESS,
                    SUBJECT,
                    MESSAGE,
                    EMAIL_ID,
                    POST_ID,
                    CALL_KIND,
                    COMMENT,
                    REASON -> {}
        }
    }

    /** Stock Asterisk has the channel in data1 and the login time in data2 (ASTERISK.md 4.1). */
    void stockLogoff(@Nullable String second) {
        if (durationSeconds == null && second != null) {
            durationSeconds = seconds(second.strip());
        }
    }

    /** The LINK form has six parameters in five columns: data4 wait, data5 {@code talk|position} (ASTERISK.md 2). */
    void linkedTransfer(@Nullable String wait, @Nullable String last) {
        if (last == null) {
            return;
        }
        waitSeconds = wait == null ? null : seconds(wait.strip());
        int bar = last.indexOf('|');
        talkSeconds = seconds((bar < 0 ? last : last.substring(0, bar)).strip());
    }

    boolean isPlausibleWrapUp() {
        return wrapUpLeftSeconds != null && wrapUpTotalSeconds != null && wrapUpLeftSeconds <= wrapUpTotalSeconds;
    }

    /**
     * Who the interaction is with: their own number or address, else the telephone.
     *
     * @param byNameToo else the name, where a visitor need not say more
     */
    @Nullable
    String client(boolean byNameToo) {
        if (caller != null) {
            return caller;
        }
        return callerPhone == null && byNameToo ? callerName : callerPhone;
    }

    private static @Nullable Long seconds(String text) {
        var value = number(text);
        return value == null || value > MAX_SECONDS ? null : value;
    }

    /** A whole number from 0; null for anything else: a bad field is unknown, the row still counts. */
    private static @Nullable Long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
