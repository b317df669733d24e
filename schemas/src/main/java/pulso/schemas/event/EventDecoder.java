package pulso.schemas.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowIdentity;

/** Reads a row of QUEUE_LOG_REPO by the dictionary. Pure: the caller says what instant a wall-clock time is. */
public final class EventDecoder {
    public static final String QUEUE_LOG = "QUEUE_LOG_REPO";

    private static final Set<String> EMPTY_NAMES = Set.of("", "NONE", "N/A", "NULL");
    /** Names that AMI, the console and realtime members leave in callid (ASTERISK.md 2, ADDMEMBER). */
    private static final Set<String> NO_CALLS = Set.of("REALTIME", "MANAGER", "CLI");
    /** Ten years: a longer "duration" is a field that holds something else. */
    private static final long MAX_SECONDS = 10L * 366 * 24 * 3600;

    private EventDecoder() {}

    public static Decoded decode(Row row, long offset, Function<LocalDateTime, Instant> instants) {
        return decode(row, null, offset, instants);
    }

    /** Decodes a row of a file, which has no duplicates where its rows bear no number: the reader knows what is the same. */
    public static Decoded decode(Row row, RowIdentity identity, long offset) {
        return decode(row, identity, offset, local -> local.toInstant(ZoneOffset.UTC));
    }

    private static Decoded decode(
            Row row, @Nullable RowIdentity identity, long offset, Function<LocalDateTime, Instant> instants) {
        var name = row.text("event");
        if (name == null || name.isBlank()) {
            return new Decoded.Unusable(RejectionReason.BAD_FIELD, "event is empty");
        }
        var at = at(row, instants);
        if (at == null) {
            return new Decoded.Unusable(RejectionReason.NO_TIME, "datetime is empty or no date");
        }
        var spec = QueueLogDictionary.find(name);
        if (spec == null) {
            return new Decoded.Unknown(name);
        }
        var fields = fields(spec, row);
        if (spec.kind() == EventKind.WRAP_UP && !isPlausibleWrapUp(fields)) {
            return new Decoded.Unusable(
                    RejectionReason.BAD_FIELD, "timeleft and totalwrapup are missing or timeleft exceeds the total");
        }
        return new Decoded.Known(
                event(spec, row, identity == null ? RowIdentity.of(QUEUE_LOG, row) : identity, offset, at, fields));
    }

    private static @Nullable Instant at(Row row, Function<LocalDateTime, Instant> instants) {
        var local = row.dateTime("datetime");
        return local == null ? row.instant("datetime") : instants.apply(local);
    }

    /** Blank, NONE, N/A and NULL name nothing. */
    public static @Nullable String nameOf(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var stripped = value.strip();
        return EMPTY_NAMES.contains(stripped) ? null : stripped;
    }

    private static QueueEvent event(
            EventSpec spec, Row row, RowIdentity identity, long offset, Instant at, Map<Field, String> fields) {
        var origId = row.number("origid");
        var callId = nameOf(row.text("callid"));
        return new QueueEvent(
                spec.kind(),
                spec.name(),
                Channel.TELEPHONY,
                at,
                callId == null || NO_CALLS.contains(callId) ? null : callId,
                nameOf(row.text("queuename")),
                nameOf(row.text("agent")),
                origId == null ? 0 : origId,
                offset,
                identity.high(),
                identity.low(),
                seconds(fields.get(Field.WAIT)),
                seconds(fields.get(Field.TALK)),
                ringMillis(fields),
                firstSeconds(fields, Field.LOGIN_TIME, Field.BREAK_TIME, Field.PAUSE_TIME, Field.OUT_DURATION),
                seconds(fields.get(Field.WRAP_UP_LEFT)),
                seconds(fields.get(Field.WRAP_UP_TOTAL)),
                number(fields.get(Field.POSITION)),
                nameOf(fields.get(Field.CALLER)),
                nameOf(fields.get(Field.GUID)),
                firstText(fields, Field.EXTENSION, Field.DIALED_NUMBER),
                firstText(fields, Field.KEY, Field.MOTIVE, Field.DIAL_STATUS, Field.LOGOFF_MODE));
    }

    private static Map<Field, String> fields(EventSpec spec, Row row) {
        var fields = new EnumMap<Field, String>(Field.class);
        for (int column = 1; column <= 5; column++) {
            var field = spec.data(column);
            var value = row.text("data" + column);
            if (field != null && value != null && !value.isBlank()) {
                fields.put(field, value.strip());
            }
        }
        switch (spec.name()) {
            case "AGENTLOGOFF" -> stockLogoff(fields, row);
            case "ATTENDEDTRANSFER" -> linkedTransfer(fields, row);
            default -> {}
        }
        return fields;
    }

    /** Stock Asterisk has the channel in data1 and the login time in data2 (ASTERISK.md 4.1). */
    private static void stockLogoff(Map<Field, String> fields, Row row) {
        var second = row.text("data2");
        if (seconds(fields.get(Field.LOGIN_TIME)) == null && second != null) {
            fields.put(Field.LOGIN_TIME, second.strip());
        }
    }

    /** The LINK form has six parameters in five columns: data4 wait, data5 {@code talk|position} (ASTERISK.md 2). */
    private static void linkedTransfer(Map<Field, String> fields, Row row) {
        var last = row.text("data5");
        if (!"LINK".equals(row.text("data1")) || last == null) {
            return;
        }
        var wait = row.text("data4");
        fields.put(Field.WAIT, wait == null ? "" : wait.strip());
        int bar = last.indexOf('|');
        fields.put(Field.TALK, (bar < 0 ? last : last.substring(0, bar)).strip());
    }

    private static boolean isPlausibleWrapUp(Map<Field, String> fields) {
        var left = seconds(fields.get(Field.WRAP_UP_LEFT));
        var total = seconds(fields.get(Field.WRAP_UP_TOTAL));
        return left != null && total != null && left <= total;
    }

    private static @Nullable Long ringMillis(Map<Field, String> fields) {
        var ring = seconds(fields.get(Field.RING));
        return ring != null ? (Long) (ring * 1000) : number(fields.get(Field.RING_MILLIS));
    }

    private static @Nullable Long firstSeconds(Map<Field, String> fields, Field... candidates) {
        for (var candidate : candidates) {
            var value = seconds(fields.get(candidate));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String firstText(Map<Field, String> fields, Field... candidates) {
        for (var candidate : candidates) {
            var value = nameOf(fields.get(candidate));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Long seconds(@Nullable String text) {
        var value = number(text);
        return value == null || value > MAX_SECONDS ? null : value;
    }

    /** A whole number from 0; null for anything else: a bad field is unknown, the row still counts. */
    private static @Nullable Long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
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
