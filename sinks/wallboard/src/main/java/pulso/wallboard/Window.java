package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The stretch of time that figures are asked for. */
sealed interface Window {
    /** For windows of what is not kept in memory. */
    Duration ANY_LENGTH = Duration.ofDays(36_500);

    String HINT = "today, 15m, 30m, 60m (any 1m to 1440m), or FROM/TO in whole minutes,"
            + " for example 2026-11-21T08:00/2026-11-21T12:00 (the centre's clock) or with an offset";

    /** The window's bounds seen at a moment. */
    Span at(Instant asOf, ZoneId zone);

    /**
     * From whole minute to an end.
     *
     * @param to end of what the window spans, at most the moment of asking
     * @param lastMinute the last minute that belongs to it; may lie ahead, since a source's clock may
     */
    record Span(Instant from, Instant to, Instant lastMinute) {
        boolean holds(Instant minute) {
            return !minute.isBefore(from) && !minute.isAfter(lastMinute);
        }

        /** Seconds of [since, until) that lie in the span. */
        long secondsOf(Instant since, Instant until) {
            var start = since.isAfter(from) ? since : from;
            var end = until.isBefore(to) ? until : to;
            return Math.max(0, Duration.between(start, end).toSeconds());
        }
    }

    /** The centre's day so far. */
    record Today() implements Window {
        @Override
        public Span at(Instant asOf, ZoneId zone) {
            var day = asOf.atZone(zone).toLocalDate();
            return new Span(
                    day.atStartOfDay(zone).toInstant(),
                    asOf,
                    day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(60));
        }
    }

    /** [floor(asOf to the minute) − minutes, asOf]. */
    record Rolling(int minutes) implements Window {
        @Override
        public Span at(Instant asOf, ZoneId zone) {
            var minute = asOf.truncatedTo(ChronoUnit.MINUTES);
            return new Span(minute.minus(minutes, ChronoUnit.MINUTES), asOf, minute.plusSeconds(60));
        }
    }

    /** Whole minutes, each bound either on the centre's clock or with an offset of its own. */
    record Fixed(String from, String to) implements Window {
        @Override
        public Span at(Instant asOf, ZoneId zone) {
            var start = instant(from, zone);
            var end = instant(to, zone);
            return new Span(start, end.isBefore(asOf) ? end : asOf, end.minusSeconds(60));
        }

        private static Instant instant(String text, ZoneId zone) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException _) {
                return LocalDateTime.parse(text).atZone(zone).toInstant();
            }
        }

        private Fixed checked(ZoneId zone, Duration memory) {
            Instant start;
            Instant end;
            try {
                start = instant(from, zone);
                end = instant(to, zone);
            } catch (DateTimeParseException e) {
                throw RequestRefused.badParameter("window", "'" + e.getParsedString() + "' is no time", HINT);
            }
            if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))
                    || !end.equals(end.truncatedTo(ChronoUnit.MINUTES))) {
                throw RequestRefused.badParameter("window", "its bounds must be whole minutes", HINT);
            }
            if (!start.isBefore(end)) {
                throw RequestRefused.badParameter("window", "it must begin before it ends", HINT);
            }
            if (Duration.between(start, end).compareTo(memory) > 0) {
                throw RequestRefused.badParameter(
                        "window", "it is longer than the " + memory.toDays() + " days held in memory", HINT);
            }
            return this;
        }
    }

    Pattern ROLLING = Pattern.compile("(\\d{1,4})m");

    static Window parse(String text, ZoneId zone, Duration memory) {
        if (text.equals("today")) {
            return new Today();
        }
        var rolling = ROLLING.matcher(text);
        if (rolling.matches()) {
            int minutes = Integer.parseInt(rolling.group(1));
            if (minutes < 1 || minutes > Duration.ofDays(1).toMinutes()) {
                throw RequestRefused.badParameter("window", "a rolling window has 1m to 1440m", HINT);
            }
            return new Rolling(minutes);
        }
        int between = text.indexOf('/');
        if (between < 0) {
            throw RequestRefused.badParameter("window", "'" + text + "' is no window", HINT);
        }
        // A '+' of an offset that was not escaped arrives as a blank.
        return new Fixed(
                        text.substring(0, between).replace(' ', '+'),
                        text.substring(between + 1).replace(' ', '+'))
                .checked(zone, memory);
    }
}
