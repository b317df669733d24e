package pulso.wallboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/** What a client says about a queue, an agent or a source: a JSON object, checked word by word. */
final class SettingsBody {
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    static final Pattern HOURS = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_LETTERS = 200;
    private static final int MINUTES_OF_DAY = 1_440;

    private final JsonNode body;
    private final ZoneId zone;
    private final Instant now;

    private SettingsBody(JsonNode body, ZoneId zone, Instant now) {
        this.body = body;
        this.zone = zone;
        this.now = now;
    }

    /**
     * The version that a body states.
     *
     * @param zone the source's, in which times without an offset are read
     */
    static SettingVersion version(Setting.Kind kind, byte[] body, ZoneId zone, Instant now) {
        return new SettingsBody(object(body), zone, now).version(kind);
    }

    private SettingVersion version(Setting.Kind kind) {
        var known = new ArrayList<>(
                switch (kind) {
                    case QUEUE -> List.of("threshold", "short", "group", "opening", "holidays");
                    case AGENT -> List.of("name", "number");
                    case SOURCE -> List.of("zone");
                });
        known.add("validFrom");
        for (var field : body.properties()) {
            if (!known.contains(field.getKey())) {
                throw refused(field.getKey(), "is not known here", Nearest.hint(field.getKey(), known));
            }
        }
        return new SettingVersion(
                validFrom(),
                now.truncatedTo(ChronoUnit.MILLIS),
                "api",
                seconds("threshold"),
                seconds("short"),
                text("group"),
                opening(),
                zoneNamed(),
                text("name"),
                text("number"));
    }

    private Instant validFrom() {
        var text = text("validFrom");
        if (text == null) {
            return now.truncatedTo(ChronoUnit.MINUTES);
        }
        return moment("validFrom", text, zone).truncatedTo(ChronoUnit.MINUTES);
    }

    /** A moment with its offset, or on a centre's clock. */
    static Instant moment(String field, String text, ZoneId zone) {
        try {
            return text.length() > 11 && text.matches(".*(Z|[+-]\\d{2}:?\\d{2})$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            throw refused(
                    field,
                    "'" + text + "' is no time",
                    "for example 2026-11-21T08:00 (the centre's clock), 2026-11-21T08:00-03:00 or 2026-11-21");
        }
    }

    private @Nullable Integer seconds(String field) {
        var node = body.path(field);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || node.longValue() < 0 || node.longValue() > MAX_SECONDS) {
            throw refused(field, node + " is no whole number of seconds in 0.." + MAX_SECONDS, "for example 20");
        }
        return node.intValue();
    }

    private @Nullable String text(String field) {
        var node = body.path(field);
        if (isAbsent(node)) {
            return null;
        }
        var text = node.isTextual() ? node.textValue().strip() : "";
        if (text.isEmpty() || text.length() > MAX_LETTERS) {
            throw refused(field, node + " is no text of 1 to " + MAX_LETTERS + " letters", "leave it out for none");
        }
        return text;
    }

    private @Nullable String zoneNamed() {
        var name = text("zone");
        if (name == null) {
            return null;
        }
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException _) {
            throw refused("zone", "no zone '" + name + "'", Nearest.hint(name, zonesLike(name)));
        }
    }

    private static Collection<String> zonesLike(String name) {
        var region = name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : "America/";
        var like = ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(region.toLowerCase(Locale.ROOT)))
                .sorted()
                .toList();
        var nearest = Nearest.to(name, like);
        return nearest == null ? List.of("America/Montevideo", "UTC") : List.of(nearest);
    }

    private @Nullable OpeningHours opening() {
        var opening = body.path("opening");
        var holidays = body.path("holidays");
        if (isAbsent(opening) && isAbsent(holidays)) {
            return null;
        }
        var spans = new ArrayList<OpeningHours.Span>();
        if (!isAbsent(opening)) {
            if (!opening.isObject()) {
                throw refused("opening", "is no object", "{\"mon\": [\"08:00-18:00\"], \"tue\": […]}");
            }
            for (var day : opening.properties()) {
                addSpans(spans, day.getKey(), day.getValue());
            }
            if (spans.isEmpty()) {
                throw refused("opening", "names no hour", "leave it out for a queue that is always open");
            }
        }
        return new OpeningHours(List.copyOf(spans), dates(holidays));
    }

    private static void addSpans(List<OpeningHours.Span> spans, String day, JsonNode hours) {
        int number = DAYS.indexOf(day.toLowerCase(Locale.ROOT));
        if (number < 0) {
            throw refused("opening." + day, "is no day", Nearest.hint(day, DAYS));
        }
        if (!hours.isArray()) {
            throw refused("opening." + day, "is no list", "[\"08:00-12:00\", \"14:00-18:00\"]");
        }
        for (var each : hours) {
            var minutes = minutes("opening." + day, each.asText());
            spans.add(new OpeningHours.Span(DayOfWeek.of(number + 1), minutes[0], minutes[1]));
        }
    }

    /** From and to, in minutes of the day; 24:00 is its end. */
    static int[] minutes(String field, String text) {
        var matcher = HOURS.matcher(text);
        if (matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
            int to = Integer.parseInt(matcher.group(3)) * 60 + Integer.parseInt(matcher.group(4));
            boolean wholeHours = Integer.parseInt(matcher.group(2)) < 60 && Integer.parseInt(matcher.group(4)) < 60;
            if (wholeHours && from < to && to <= MINUTES_OF_DAY) {
                return new int[] {from, to};
            }
        }
        throw refused(
                field,
                "'" + text + "' are no hours of one day",
                "for example 08:00-18:00; hours over midnight are two: 22:00-24:00 and, the next day, 00:00-06:00");
    }

    private static List<String> dates(JsonNode holidays) {
        if (isAbsent(holidays)) {
            return List.of();
        }
        if (!holidays.isArray()) {
            throw refused("holidays", "is no list", "[\"2026-12-25\"]");
        }
        var dates = new ArrayList<String>();
        for (var each : holidays) {
            try {
                dates.add(LocalDate.parse(each.asText()).toString());
            } catch (DateTimeException _) {
                throw refused("holidays", "'" + each.asText() + "' is no date", "[\"2026-12-25\"]");
            }
        }
        return List.copyOf(Set.copyOf(dates)).stream().sorted().toList();
    }

    private static JsonNode object(byte[] body) {
        try {
            var node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException _) {
            // Falls through to the same refusal as JSON that is no object.
        }
        throw new RequestRefused(400, "bad-body", "the body is no JSON object", "for example {\"threshold\": 20}");
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static RequestRefused refused(String field, String why, String hint) {
        return new RequestRefused(400, "bad-field", "field '" + field + "': " + why, hint);
    }
}
