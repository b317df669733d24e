package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import pulso.schemas.settings.OpeningHours.Span;

/**
 * Opening hours as people write them: {@code mon-fri: "08:00-18:00"}, {@code sat,sun: ["09:00-12:00", "14:00-16:00"]},
 * {@code daily: "20:00-04:00"}, which goes on into the next day.
 */
final class OpeningText {
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 1_440;
    private static final String DAILY = "daily";

    private OpeningText() {}

    static List<Span> read(String place, JsonNode tree) {
        if (!tree.isObject()) {
            throw new ConfigException(place + " should look like {mon-fri: \"08:00-18:00\", sat: \"09:00-12:00\"}");
        }
        var spans = new ArrayList<Span>();
        for (var field : tree.properties()) {
            var at = place + '.' + field.getKey();
            for (var day : days(at, field.getKey())) {
                for (var hours : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                    spans.addAll(spans(at, day, hours.asText()));
                }
            }
        }
        spans.sort(Comparator.comparing(Span::day).thenComparingInt(Span::fromMinute));
        requireApart(place, spans);
        return List.copyOf(spans);
    }

    private static void requireApart(String place, List<Span> spans) {
        for (int i = 1; i < spans.size(); i++) {
            var before = spans.get(i - 1);
            var span = spans.get(i);
            if (before.day() == span.day() && span.fromMinute() < before.toMinute()) {
                throw new ConfigException(place + " says hours of " + name(span.day()) + " twice");
            }
        }
    }

    private static List<Span> spans(String place, DayOfWeek day, String text) {
        var match = HOURS.matcher(text.strip());
        if (!match.matches()) {
            throw new ConfigException(place + " '" + text + "' should look like 08:00-18:00");
        }
        int from = minute(place, text, match.group(1), match.group(2));
        int to = minute(place, text, match.group(3), match.group(4));
        if (from == to || from == MINUTES_OF_DAY) {
            throw new ConfigException(place + " '" + text + "' is no time; a whole day is 00:00-24:00");
        }
        if (from < to) {
            return List.of(new Span(day, from, to));
        }
        var evening = new Span(day, from, MINUTES_OF_DAY);
        return to == 0 ? List.of(evening) : List.of(evening, new Span(day.plus(1), 0, to));
    }

    private static int minute(String place, String text, String hour, String minuteOfHour) {
        int minutes = Integer.parseInt(minuteOfHour);
        int minute = Integer.parseInt(hour) * MINUTES_OF_HOUR + minutes;
        if (minute > MINUTES_OF_DAY || minutes >= MINUTES_OF_HOUR) {
            throw new ConfigException(place + " '" + text + "' is no time; hours go from 00:00 to 24:00");
        }
        return minute;
    }

    private static List<DayOfWeek> days(String place, String text) {
        var days = new ArrayList<DayOfWeek>();
        for (var part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (part.strip().equals(DAILY)) {
                days.addAll(List.of(DayOfWeek.values()));
                continue;
            }
            var ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw noDay(place, text);
            }
            var last = day(place, ends[ends.length - 1].strip());
            for (var day = day(place, ends[0].strip()); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static DayOfWeek day(String place, String text) {
        for (var day : DayOfWeek.values()) {
            if (name(day).equals(text)) {
                return day;
            }
        }
        throw noDay(place, text);
    }

    private static ConfigException noDay(String place, String text) {
        return new ConfigException(
                place + " '" + text + "' is no day; write mon, tue, wed, thu, fri, sat, sun, mon-fri or daily");
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
