package pulso.command.questions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The days that the questions name, by the wall clock of the centre. */
final class Days {
    static final LocalDate FIRST = LocalDate.of(2026, 5, 4);
    static final LocalDate SECOND_WEEK = LocalDate.of(2026, 5, 11);
    static final LocalDate TUESDAY = LocalDate.of(2026, 5, 12);
    static final LocalDate LAST = LocalDate.of(2026, 5, 17);

    private Days() {}

    static LocalDate of(Instant at) {
        return Fortnight.local(at).toLocalDate();
    }

    static boolean isInFortnight(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    static boolean isInSecondWeek(LocalDate day) {
        return !day.isBefore(SECOND_WEEK) && !day.isAfter(LAST);
    }

    static boolean isInFortnight(Instant at) {
        return isInFortnight(of(at));
    }

    static boolean isInSecondWeek(Instant at) {
        return isInSecondWeek(of(at));
    }

    static boolean isInSecondWeek(Object wallClock) {
        return isInSecondWeek(((LocalDateTime) wallClock).toLocalDate());
    }

    static boolean isInFortnight(Object wallClock) {
        return isInFortnight(((LocalDateTime) wallClock).toLocalDate());
    }
}
