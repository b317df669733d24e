package pulso.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.topology.webhook.AlertLimits;
import pulso.topology.webhook.QueueLimit;
import pulso.webhook.Cidr;

/**
 * Who is told what happens, and how.
 *
 * @param allow ranges that may be posted to though they are not public
 * @param maxAge what happened longer ago is no news
 * @param dateStyle of endpoints that a row of the table {@code webhooks} registers
 * @param schedule likewise
 * @param alerts when a queue is told to be in trouble
 */
public record WebhookSettings(
        List<Cidr> allow, Duration maxAge, DateStyle dateStyle, Schedule schedule, AlertLimits alerts) {
    private static final Map<String, DateStyle> STYLES =
            Stream.of(DateStyle.values()).collect(Collectors.toMap(WebhookSettings::name, Function.identity()));
    private static final String NEVER = "never";
    private static final int MOST = 1_000_000;
    private static final Map<String, Schedule> SCHEDULES =
            Map.of("default", Schedule.DEFAULT, "dbsync", Schedule.DBSYNC);

    static WebhookSettings read(Settings settings) {
        return new WebhookSettings(
                ranges(settings.text(ConfigKey.WEBHOOK_ALLOW)),
                Duration.ofSeconds(settings.number(ConfigKey.WEBHOOK_MAX_AGE_SECONDS, 1, 2_592_000)),
                dateStyle(settings.required(ConfigKey.WEBHOOK_DATE)),
                schedule(settings.required(ConfigKey.WEBHOOK_SCHEDULE)),
                new AlertLimits(
                        limit(settings, ConfigKey.WEBHOOK_ALERT_WAITING, WebhookSettings::whole),
                        limit(settings, ConfigKey.WEBHOOK_ALERT_LONGEST_SECONDS, WebhookSettings::whole),
                        limit(settings, ConfigKey.WEBHOOK_ALERT_SERVICE_LEVEL, WebhookSettings::ratio),
                        new ServiceTarget(
                                settings.number(ConfigKey.BOARD_THRESHOLD_SECONDS, 0, 86_400),
                                settings.number(ConfigKey.BOARD_SHORT_SECONDS, 0, 86_400))));
    }

    /** The way of writing dates that bears this name. */
    public static DateStyle dateStyle(String name) {
        return named(STYLES, "date", name);
    }

    /** What this way of writing dates is called. */
    public static String name(DateStyle style) {
        return switch (style) {
            case CORRECT -> "correct";
            case LEGACY_24 -> "legacy";
            case LEGACY_12 -> "legacy12";
            case ISO8601 -> "iso8601";
        };
    }

    /** The schedule of attempts that bears this name. */
    public static Schedule schedule(String name) {
        return named(SCHEDULES, "schedule", name);
    }

    private static <T> T named(Map<String, T> known, String what, String name) {
        var value = known.get(name.strip());
        if (value == null) {
            throw new ConfigException("webhook " + what + " '" + name + "' is none of "
                    + String.join(", ", known.keySet().stream().sorted().toList()) + "; nearest is "
                    + Spelling.nearest(name, known.keySet()));
        }
        return value;
    }

    private static List<Cidr> ranges(@Nullable String text) {
        try {
            return PulsoConfig.list(text).stream().map(Cidr::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("webhook.allow: " + e.getMessage());
        }
    }

    /** One for all queues, and others for queues by name: {@code 10, Premium<-=3, Encuestas->=never}. */
    private static <T extends Number> QueueLimit<T> limit(
            Settings settings, ConfigKey key, BiFunction<ConfigKey, String, T> read) {
        T others = null;
        var byQueue = new HashMap<String, T>();
        var unwatched = new HashSet<String>();
        for (var part : PulsoConfig.list(settings.text(key))) {
            int end = part.lastIndexOf('=');
            var value = part.substring(end + 1).strip();
            if (end < 0) {
                if (others != null) {
                    throw new ConfigException(key.key() + " has two limits without a queue: write QUEUE=" + value);
                }
                others = read.apply(key, value);
            } else if (value.equals(NEVER)) {
                unwatched.add(part.substring(0, end).strip());
            } else {
                byQueue.put(part.substring(0, end).strip(), read.apply(key, value));
            }
        }
        return new QueueLimit<>(others, byQueue, unwatched);
    }

    private static Integer whole(ConfigKey key, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below like any other text that is no limit.
        }
        throw new ConfigException(key.key() + " must be a whole number of 0 to " + MOST
                + ", by queue like 10, Premium<-=3, is '" + text + "'");
    }

    private static Double ratio(ConfigKey key, String text) {
        try {
            double ratio = Double.parseDouble(text);
            if (ratio > 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException _) {
            // Told below like any other text that is no ratio.
        }
        throw new ConfigException(
                key.key() + " must be a ratio like 0.8, by queue like 0.8, Premium<-=0.9, is '" + text + "'");
    }
}
