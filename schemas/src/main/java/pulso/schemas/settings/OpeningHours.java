package pulso.schemas.settings;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;

/**
 * When a queue is open, by the clock of the source's zone. Always open when {@code spans} is empty.
 *
 * @param holidays closed days, ISO dates
 */
public record OpeningHours(List<Span> spans, List<String> holidays) {
    public static final OpeningHours ALWAYS = new OpeningHours(List.of(), List.of());

    /**
     * Open on one day of the week.
     *
     * @param fromMinute minute of the day; {@code toMinute} is not in it any more, 1440 is midnight at its end
     */
    public record Span(DayOfWeek day, int fromMinute, int toMinute) {
        public Span {
            if (fromMinute < 0 || toMinute > 1440 || fromMinute >= toMinute) {
                throw new IllegalArgumentException(
                        "opening hours from minute " + fromMinute + " to minute " + toMinute + " of a day");
            }
        }
    }

    public boolean isOpen(LocalDateTime at) {
        if (holidays.contains(at.toLocalDate().toString())) {
            return false;
        }
        int minute = at.getHour() * 60 + at.getMinute();
        return spans.isEmpty()
                || spans.stream()
                        .anyMatch(span -> span.day() == at.getDayOfWeek()
                                && minute >= span.fromMinute()
                                && minute < span.toMinute());
    }
}
