package pulso.clickhouse;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Between the wall clock of a contact centre and instants. */
final class WallClock {
    private WallClock() {}

    static LocalDateTime local(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    /**
     * The instant of a DATETIME. In the hour that summer time's end repeats it is the second one if that was over when the
     * row was committed, else the first; in the hour that summer time's begin leaves out it is read with the offset before.
     */
    static Instant instant(LocalDateTime wall, ZoneId zone, Instant committedAt) {
        var offsets = zone.getRules().getValidOffsets(wall);
        if (offsets.size() == 2) {
            var second = wall.toInstant(offsets.get(1));
            return second.isAfter(committedAt) ? wall.toInstant(offsets.get(0)) : second;
        }
        return wall.atZone(zone).toInstant();
    }

    static LocalDateTime epoch() {
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
    }
}
