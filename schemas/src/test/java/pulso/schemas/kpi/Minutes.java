package pulso.schemas.kpi;

import java.time.Instant;
import java.util.List;
import pulso.schemas.kpi.Distribution.SecondCount;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;

/** Makes minutes of one queue. */
final class Minutes {
    private final Instant minute;
    private List<SecondCount> answered = List.of();
    private List<SecondCount> abandoned = List.of();
    private long open;
    private long talkKnown;
    private long talkSeconds;
    private long wrapUpKnown;
    private long wrapUpSeconds;

    private Minutes(Instant minute) {
        this.minute = minute;
    }

    static Minutes minute(int number) {
        return new Minutes(Instant.parse("2026-11-20T12:00:00Z").plusSeconds(60L * number));
    }

    Minutes answered(List<SecondCount> waits) {
        answered = waits;
        return this;
    }

    Minutes abandoned(List<SecondCount> waits) {
        abandoned = waits;
        return this;
    }

    Minutes open(long count) {
        open = count;
        return this;
    }

    Minutes talk(long count, long seconds) {
        talkKnown = count;
        talkSeconds = seconds;
        return this;
    }

    Minutes wrapUp(long count, long seconds) {
        wrapUpKnown = count;
        wrapUpSeconds = seconds;
        return this;
    }

    QueueMinute build() {
        long answers = count(answered);
        long abandons = count(abandoned);
        long offered = answers + abandons + open;
        return new QueueMinute(
                "ucontact",
                Channel.TELEPHONY,
                "Ventas<-",
                Direction.INBOUND,
                minute,
                offered,
                offered,
                0,
                0,
                0,
                0,
                0,
                open,
                answers,
                abandons,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new Distribution(answered),
                new Distribution(abandoned),
                Distribution.NONE,
                Distribution.NONE,
                Distribution.NONE,
                Distribution.NONE,
                talkKnown,
                talkKnown,
                talkSeconds,
                0,
                wrapUpKnown,
                wrapUpSeconds,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static long count(List<SecondCount> waits) {
        return waits.stream().mapToLong(SecondCount::count).sum();
    }
}
