package pulso.schemas.generation;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pulso.schemas.passage.Channel;

/**
 * What can be folded in another way without another rule: a generation is folded with one of these, from its first row
 * to its last. Thresholds of service level are not among them, since they are applied where figures are read.
 *
 * @param longest when an open passage of a channel has ended though the log does not say so
 * @param pauseRule which rows begin and end a pause
 * @param eventNames events that are read as another, documented one: a misspelt or a foreign name
 */
public record FoldParameters(Map<Channel, Duration> longest, PauseRule pauseRule, Map<String, String> eventNames) {
    /** DESIGN 4.14 and 4.10. */
    public static final FoldParameters DEFAULT = new FoldParameters(defaultAges(), PauseRule.REAL, Map.of());

    private static final String AGE = "age.";
    private static final String PAUSE = "pause";
    private static final String EVENT = "event.";
    private static final String KEYS = "known are age.<channel> (a time like 4h), pause ("
            + Arrays.stream(PauseRule.values()).map(PauseRule::wireName).collect(Collectors.joining(", "))
            + ") and event.<NAME> (the documented event that it is read as)";

    /** Which rows begin and end a pause. */
    public enum PauseRule {
        /** REALPAUSE and REALUNPAUSE only. */
        REAL,
        /** PAUSE and UNPAUSE likewise, as a plain Asterisk writes them. */
        ASTERISK,
        /** No row at all. */
        NONE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FoldParameters {
        var all = new EnumMap<>(defaultAges());
        all.putAll(longest);
        longest = Map.copyOf(all);
        eventNames = Map.copyOf(eventNames);
    }

    /** An open passage older than this has ended, though the log does not say so. */
    public Duration longest(Channel channel) {
        var age = longest.get(channel);
        if (age == null) {
            throw new IllegalStateException("no age of " + channel);
        }
        return age;
    }

    /** The documented name under which an event is read. */
    public String eventName(String name) {
        return eventNames.getOrDefault(name, name);
    }

    /**
     * Reads lines of {@code key=value}; what is not said has its default.
     *
     * @throws IllegalArgumentException when a key or value is not known, with what is
     */
    public static FoldParameters parse(String text) {
        var said = new LinkedHashMap<String, String>();
        for (var line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                said.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            } else if (!line.isBlank()) {
                throw new IllegalArgumentException("'" + line + "' is not of the form key=value");
            }
        }
        return of(said);
    }

    /**
     * Reads what was said key by key.
     *
     * @throws IllegalArgumentException when a key or value is not known, with what is
     */
    public static FoldParameters of(Map<String, String> said) {
        var longest = new EnumMap<Channel, Duration>(Channel.class);
        var pauseRule = PauseRule.REAL;
        var eventNames = new TreeMap<String, String>();
        for (var entry : said.entrySet()) {
            var key = entry.getKey();
            if (key.startsWith(AGE)) {
                longest.put(channel(key), age(key, entry.getValue()));
            } else if (key.equals(PAUSE)) {
                pauseRule = pauseRule(entry.getValue());
            } else if (key.startsWith(EVENT) && !entry.getValue().isBlank()) {
                eventNames.put(key.substring(EVENT.length()), entry.getValue());
            } else {
                throw new IllegalArgumentException("no parameter '" + key + "': " + KEYS);
            }
        }
        return new FoldParameters(longest, pauseRule, eventNames);
    }

    /** What differs from the defaults, as {@link #parse} reads it. */
    public String text() {
        var lines = new TreeMap<String, String>();
        longest.forEach((channel, age) -> {
            if (!age.equals(DEFAULT.longest(channel))) {
                lines.put(AGE + channel.wireName(), age.toSeconds() + "s");
            }
        });
        if (pauseRule != PauseRule.REAL) {
            lines.put(PAUSE, pauseRule.wireName());
        }
        eventNames.forEach((from, to) -> lines.put(EVENT + from, to));
        return lines.entrySet().stream()
                .map(line -> line.getKey() + '=' + line.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<Channel, Duration> defaultAges() {
        var ages = new EnumMap<Channel, Duration>(Channel.class);
        for (var channel : Channel.values()) {
            ages.put(
                    channel,
                    switch (channel) {
                        case TELEPHONY -> Duration.ofHours(6);
                        case EMAIL -> Duration.ofDays(7);
                        case WEBCHAT, SMS, TWITTER, MESSENGER, FACEBOOK -> Duration.ofDays(1);
                    });
        }
        return ages;
    }

    private static Channel channel(String key) {
        var name = key.substring(AGE.length());
        for (var channel : Channel.values()) {
            if (channel.wireName().equals(name)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("no channel '" + name + "' in '" + key + "', known are "
                + Arrays.stream(Channel.values()).map(Channel::wireName).collect(Collectors.joining(", ")));
    }

    /** At most as long as an interaction is remembered: nothing that is forgotten can be ended. */
    private static Duration age(String key, String value) {
        try {
            var iso = value.matches("\\d+[dD]") ? "P" + value : "PT" + value;
            var age = Duration.parse(iso.toUpperCase(Locale.ROOT));
            if (!age.isZero() && !age.isNegative() && age.compareTo(Duration.ofDays(7)) <= 0) {
                return age;
            }
        } catch (DateTimeParseException _) {
            // Told below like any other text that is no time.
        }
        throw new IllegalArgumentException(key + " must be a time like 90m, 4h or 2d, up to 7d; is '" + value + "'");
    }

    private static PauseRule pauseRule(String value) {
        for (var rule : PauseRule.values()) {
            if (rule.wireName().equals(value)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no pause rule '" + value + "': " + KEYS);
    }
}
