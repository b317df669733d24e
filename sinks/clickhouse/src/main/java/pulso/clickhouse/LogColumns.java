package pulso.clickhouse;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.Field;
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowIdentity;

/** What the dictionary reads in data1..data5 of a log, under one name for each field, whatever column it stood in. */
final class LogColumns {
    static final String KIND = "kind";
    static final String INTERACTION = "interaction";
    static final String QUEUE = "queue";
    static final String EVENT_AGENT = "event_agent";

    /** Columns that every log has, besides those of its fields. */
    static final Set<String> COMMON = Set.of(KIND, INTERACTION, QUEUE, EVENT_AGENT);

    /** Fields whose plain name is taken or lacks the unit. */
    private static final Map<Field, String> NAMES = Map.of(
            Field.AGENT, "named_agent",
            Field.CHANNEL, "phone_channel",
            Field.RING_MILLIS, "ring_ms");

    private static final Map<Field, String> COLUMNS = new EnumMap<>(
            Arrays.stream(Field.values()).collect(Collectors.toMap(Function.identity(), LogColumns::columnOf)));

    private static final Map<EventKind, String> KINDS = new EnumMap<>(Arrays.stream(EventKind.values())
            .collect(Collectors.toMap(Function.identity(), kind -> kind.name().toLowerCase(Locale.ROOT))));

    private static final Map<String, Field> BY_COLUMN = Arrays.stream(Field.values())
            .collect(Collectors.toUnmodifiableMap(LogColumns::column, Function.identity()));

    /** More digits are no number that a log counts. */
    private static final int MOST_DIGITS = 18;

    private LogColumns() {}

    static String column(Field field) {
        return Objects.requireNonNull(COLUMNS.get(field), "every field has a column");
    }

    private static String columnOf(Field field) {
        var name = field.name().toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(field, field.unit() == Field.Unit.SECONDS ? name + "_seconds" : name);
    }

    static boolean isDecoded(String column) {
        return COMMON.contains(column) || BY_COLUMN.containsKey(column);
    }

    /** The fields that a log's dictionary never fills. */
    static Set<String> unused(LogTable log) {
        var unused = new HashSet<>(BY_COLUMN.keySet());
        for (var event : log.events()) {
            for (var field : event.data()) {
                if (field != null) {
                    unused.remove(column(field));
                }
            }
        }
        return unused;
    }

    /** The decoded columns that hold something; an event that is blank is none. */
    static Map<String, Object> of(
            LogTable log, EventDecoder.Columns row, @Nullable Instant at, RowIdentity identity, long offset) {
        var values = new HashMap<String, Object>();
        put(values, INTERACTION, EventDecoder.nameOf(row.callId()));
        put(values, QUEUE, EventDecoder.nameOf(row.queue()));
        put(values, EVENT_AGENT, EventDecoder.nameOf(row.agent()));
        values.put(KIND, "unusable");
        if (row.event().isBlank()) {
            return values;
        }
        var spec = log.find(row.event());
        if (spec == null) {
            values.put(KIND, "unknown");
            return values;
        }
        for (int i = 0; i < spec.data().size(); i++) {
            var field = spec.data().get(i);
            var text = row.data()[i];
            if (field != null && text != null) {
                put(values, column(field), value(field, text.strip()));
            }
        }
        if (at != null && EventDecoder.decode(log, row, at, identity, offset) instanceof Decoded.Known(var event)) {
            known(values, event);
        }
        return values;
    }

    /** A row's texts that the dictionary reads. */
    static EventDecoder.Columns texts(Row row) {
        var event = row.text("event");
        var data = PersonalColumns.DATA.stream().map(row::text).toArray(String[]::new);
        return new EventDecoder.Columns(
                row.text("callid"), row.text("queuename"), row.text("agent"), event == null ? "" : event, 0, data);
    }

    /** What the decoder knows better: forms that depend on the content. */
    private static void known(Map<String, Object> values, QueueEvent event) {
        values.put(KIND, Objects.requireNonNull(KINDS.get(event.kind()), "every kind has a name"));
        put(values, INTERACTION, event.interaction());
        put(values, EVENT_AGENT, event.agent());
        put(values, column(Field.WAIT), event.waitSeconds());
        put(values, column(Field.TALK), event.talkSeconds());
        if (event.name().equals("AGENTLOGOFF")) {
            put(values, column(Field.LOGIN_TIME), event.durationSeconds());
        }
    }

    private static void put(Map<String, Object> values, String column, @Nullable Object value) {
        if (value == null) {
            values.remove(column);
        } else {
            values.put(column, value);
        }
    }

    private static @Nullable Object value(Field field, String text) {
        return switch (field.unit()) {
            case TEXT -> EventDecoder.nameOf(text);
            case SECONDS, MILLISECONDS, COUNT -> number(text);
        };
    }

    private static @Nullable Long number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Long.valueOf(text);
    }
}
