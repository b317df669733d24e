package pulso.schemas.event;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.SourceTable;

/**
 * The log tables and their dictionaries: the one place that knows what an event of a table means. The event's name alone
 * is not enough, since the tables use one name for different data.
 */
public enum LogTable {
    QUEUE_LOG(SourceTable.QUEUE_LOG_REPO, TelephonyEvents.lines(), TelephonyEvents.ALIASES),
    WEBCHAT(SourceTable.WEBCHAT_LOG_REPO, ChatEvents.webchat(), Map.of()),
    SMS(SourceTable.SMS_LOG_REPO, ChatEvents.sms(), Map.of()),
    EMAIL(SourceTable.EMAIL_LOG_REPO, ChatEvents.email(), Map.of()),
    TWITTER(SourceTable.TWITTER_LOG_REPO, ChatEvents.twitter(), Map.of()),
    MESSENGER(SourceTable.MESSENGER_LOG_REPO, ChatEvents.messenger(), Map.of()),
    FACEBOOK(SourceTable.FACEBOOK_LOG_REPO, ChatEvents.facebook(), Map.of());

    private static final Map<String, LogTable> BY_TABLE = byTable();

    private final SourceTable table;
    private final Channel channel;
    private final List<EventSpec> events;
    private final Map<String, EventSpec> byName;

    LogTable(SourceTable table, List<EventSpec> events, Map<String, String> aliases) {
        this.table = table;
        this.channel = Objects.requireNonNull(table.channel(), "a log is of a channel");
        this.events = events;
        this.byName = byName(table.tableName(), events, aliases);
    }

    /** The log table of that name, as seeds/001 spells it; null when it is no log of interactions. */
    public static @Nullable LogTable named(String tableName) {
        return BY_TABLE.get(tableName);
    }

    public static LogTable of(Channel channel) {
        for (var table : values()) {
            if (table.channel == channel) {
                return table;
            }
        }
        throw new IllegalArgumentException("no log of " + channel);
    }

    public String tableName() {
        return table.tableName();
    }

    public Channel channel() {
        return channel;
    }

    public List<EventSpec> events() {
        return events;
    }

    /** The line of an event under any of its spellings; null when the event is unknown. */
    public @Nullable EventSpec find(String event) {
        var asWritten = byName.get(event);
        return asWritten == null ? byName.get(normalise(event)) : asWritten;
    }

    /** Upper case without blanks: the source page breaks long names ("PHONECOMP LETEAGENT"). */
    private static String normalise(String event) {
        return event.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static Map<String, EventSpec> byName(String table, List<EventSpec> lines, Map<String, String> aliases) {
        var map = new HashMap<String, EventSpec>();
        for (var line : lines) {
            if (map.put(line.name(), line) != null) {
                throw new IllegalStateException("two lines for " + line.name() + " of " + table);
            }
        }
        aliases.forEach((alias, name) -> {
            var line = map.get(name);
            if (line == null) {
                throw new IllegalStateException("no line for " + name);
            }
            map.put(alias, line);
        });
        return Map.copyOf(map);
    }

    private static Map<String, LogTable> byTable() {
        var map = new HashMap<String, LogTable>();
        for (var table : values()) {
            map.put(table.tableName(), table);
        }
        return Map.copyOf(map);
    }
}
