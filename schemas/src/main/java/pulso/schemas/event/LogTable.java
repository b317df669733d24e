package pulso.schemas.event;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * The log tables and their dictionaries: the one place that knows what an event of a table means. The event's name alone
 * is not enough, since the tables use one name for different data.
 */
public enum LogTable {
    QUEUE_LOG("QUEUE_LOG_REPO", Channel.TELEPHONY, TelephonyEvents.lines(), TelephonyEvents.ALIASES),
    WEBCHAT("WEBCHAT_LOG_REPO", Channel.WEBCHAT, ChatEvents.webchat(), Map.of()),
    SMS("SMS_LOG_REPO", Channel.SMS, ChatEvents.sms(), Map.of()),
    EMAIL("EMAIL_LOG_REPO", Channel.EMAIL, ChatEvents.email(), Map.of()),
    TWITTER("TWITTER_LOG_REPO", Channel.TWITTER, ChatEvents.twitter(), Map.of()),
    MESSENGER("MESSENGER_LOG_REPO", Channel.MESSENGER, ChatEvents.messenger(), Map.of()),
    FACEBOOK("FACEBOOK_LOG_REPO", Channel.FACEBOOK, ChatEvents.facebook(), Map.of());

    private static final Map<String, LogTable> BY_TABLE = byTable();

    private final String tableName;
    private final Channel channel;
    private final List<EventSpec> events;
    private final Map<String, EventSpec> byName;

    LogTable(String tableName, Channel channel, List<EventSpec> events, Map<String, String> aliases) {
        this.tableName = tableName;
        this.channel = channel;
        this.events = events;
        this.byName = byName(tableName, events, aliases);
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
        return tableName;
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
            map.put(table.tableName, table);
        }
        return Map.copyOf(map);
    }
}
