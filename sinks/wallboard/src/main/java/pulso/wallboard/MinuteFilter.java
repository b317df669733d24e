package pulso.wallboard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.SettingsBook;

/**
 * Which minutes of a window count, by the centre's clock.
 *
 * @param days empty for all
 * @param hours minutes of the day, [from, to); empty for all
 * @param open only while the queue is open, by its opening hours and holidays
 */
record MinuteFilter(Set<DayOfWeek> days, List<Hours> hours, boolean open) {
    private static final long MINUTE_SECONDS = 60;

    /** A stretch of a day, in minutes of the day. */
    record Hours(int from, int to) {}

    static MinuteFilter of(RequestParameters given) {
        var hours = given.text("hours");
        boolean open = hours != null && hours.equals("open");
        return new MinuteFilter(days(given.list("days")), open ? List.of() : hours(given.list("hours")), open);
    }

    boolean letsAllPass() {
        return days.isEmpty() && hours.isEmpty() && !open;
    }

    boolean counts(String source, String queue, Instant minute, ZoneId zone, SettingsBook book) {
        var local = minute.atZone(zone).toLocalDateTime();
        return (days.isEmpty() || days.contains(local.getDayOfWeek()))
                && (hours.isEmpty() || isInHours(local))
                && (!open || book.opening(source, queue, minute).isOpen(local));
    }

    /** The minutes of a bucket that count, in runs. */
    List<Window.Span> runs(Grain.Bucket bucket, String source, String queue, ZoneId zone, SettingsBook book) {
        if (letsAllPass()) {
            return List.of(run(bucket.from(), bucket.to()));
        }
        var runs = new ArrayList<Window.Span>();
        Instant begun = null;
        for (var minute = bucket.from(); minute.isBefore(bucket.to()); minute = minute.plusSeconds(MINUTE_SECONDS)) {
            boolean counts = counts(source, queue, minute, zone, book);
            if (counts && begun == null) {
                begun = minute;
            } else if (!counts && begun != null) {
                runs.add(run(begun, minute));
                begun = null;
            }
        }
        if (begun != null) {
            runs.add(run(begun, bucket.to()));
        }
        return runs;
    }

    @Nullable
    String daysInWords() {
        return days.isEmpty()
                ? null
                : String.join(
                        ",",
                        days.stream()
                                .map(day -> SettingsBody.DAYS.get(day.getValue() - 1))
                                .toList());
    }

    @Nullable
    String hoursInWords() {
        if (open) {
            return "open";
        }
        return hours.isEmpty()
                ? null
                : String.join(
                        ",",
                        hours.stream()
                                .map(each -> SettingsAnswer.clock(each.from()) + "-" + SettingsAnswer.clock(each.to()))
                                .toList());
    }

    private boolean isInHours(LocalDateTime local) {
        int minute = local.getHour() * 60 + local.getMinute();
        return hours.stream().anyMatch(each -> minute >= each.from() && minute < each.to());
    }

    private static Window.Span run(Instant from, Instant to) {
        return new Window.Span(from, to, to.minusSeconds(MINUTE_SECONDS));
    }

    private static List<Hours> hours(List<String> given) {
        return given.stream()
                .map(text -> {
                    var minutes = SettingsBody.minutes("hours", text);
                    return new Hours(minutes[0], minutes[1]);
                })
                .toList();
    }

    private static Set<DayOfWeek> days(List<String> given) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : given) {
            int between = part.indexOf('-');
            var first = day(between < 0 ? part : part.substring(0, between));
            var last = between < 0 ? first : day(part.substring(between + 1));
            for (var day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        int number = SettingsBody.DAYS.indexOf(name.strip().toLowerCase(Locale.ROOT));
        if (number < 0) {
            throw RequestRefused.badParameter("days", "no day '" + name + "'", Nearest.hint(name, SettingsBody.DAYS));
        }
        return DayOfWeek.of(number + 1);
    }
}
