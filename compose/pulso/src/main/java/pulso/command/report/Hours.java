package pulso.command.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the week that counts, on the zone's wall clock. Confined to one thread.
 *
 * @param stretches of the day, each [from, to); all of it where there is none
 * @param days all where there is none
 */
record Hours(Set<Stretch> stretches, Set<DayOfWeek> days) {
    static final Hours ALWAYS = new Hours(Set.of(), Set.of());

    private static final Pattern STRETCH = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int QUARTER = 15;

    /** Minutes of the day, [from, to); over midnight where {@code to} is not after {@code from}. */
    record Stretch(int from, int to) implements Comparable<Stretch> {
        boolean holds(int minute) {
            return from < to ? minute >= from && minute < to : minute >= from || minute < to;
        }

        @Override
        public int compareTo(Stretch other) {
            return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
        }
    }

    /**
     * @param hours {@code 08:00-12:00,14:00-18:00}
     * @param days {@code mon-fri} or {@code mon,wed,sat}
     */
    static Hours of(@Nullable String hours, @Nullable String days) {
        return new Hours(hours == null ? Set.of() : stretches(hours), days == null ? Set.of() : days(days));
    }

    private static Set<Stretch> stretches(String hours) {
        var stretches = new TreeSet<Stretch>();
        for (var part : hours.split(",", -1)) {
            var matcher = STRETCH.matcher(part.strip());
            if (!matcher.matches()) {
                throw unreadable(hours);
            }
            int from = minute(hours, matcher.group(1), matcher.group(2));
            int to = minute(hours, matcher.group(3), matcher.group(4));
            if (from == MINUTES_OF_DAY || from == to) {
                throw unreadable(hours);
            }
            stretches.add(new Stretch(from, to));
        }
        return stretches;
    }

    private static int minute(String hours, String hour, String minute) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (Integer.parseInt(minute) > 59 || minutes > MINUTES_OF_DAY) {
            throw unreadable(hours);
        }
        return minutes;
    }

    private static UnusableInputException unreadable(String hours) {
        return new UnusableInputException(
                "--hours " + hours + " should look like 08:00-18:00 or 08:00-12:00,14:00-18:00");
    }

    private static Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split(",", -1)) {
            var ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw unreadableDays(text);
            }
            var last = day(text, ends[ends.length - 1]);
            for (var day = day(text, ends[0]); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static DayOfWeek day(String text, String name) {
        var wanted = name.strip().toUpperCase(Locale.ROOT);
        for (var day : DayOfWeek.values()) {
            if (wanted.length() >= 3 && day.name().startsWith(wanted)) {
                return day;
            }
        }
        throw unreadableDays(text);
    }

    private static UnusableInputException unreadableDays(String text) {
        return new UnusableInputException("--days " + text + " should look like mon-fri or mon,wed,sat");
    }

    boolean isAlways() {
        return stretches.isEmpty() && days.isEmpty();
    }

    /** All bounds are whole quarters of an hour. */
    boolean isInQuarters() {
        return stretches.stream().allMatch(stretch -> stretch.from() % QUARTER == 0 && stretch.to() % QUARTER == 0);
    }

    boolean holds(Instant moment, ZoneId zone) {
        if (isAlways()) {
            return true;
        }
        var local = moment.atZone(zone);
        if (!days.isEmpty() && !days.contains(local.getDayOfWeek())) {
            return false;
        }
        if (stretches.isEmpty()) {
            return true;
        }
        int minute = local.get(ChronoField.MINUTE_OF_DAY);
        return stretches.stream().anyMatch(stretch -> stretch.holds(minute));
    }
}
