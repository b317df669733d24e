package pulso.topology.intake;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads a DATETIME, which has no zone, in the source's zone. In the hour that comes twice the first pass is meant until
 * the table's datetimes step back by more than half an hour within it, then the second.
 */
public final class WallClock {
    private static final long STEP_BACK_SECONDS = 30 * 60;

    private final ZoneId zone;
    private TableClock clock;

    /** For a log that is read from its beginning. */
    public WallClock(ZoneId zone) {
        this(zone, TableClock.START);
    }

    WallClock(ZoneId zone, TableClock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    TableClock clock() {
        return clock;
    }

    public Instant instant(LocalDateTime local) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() < 2) {
            if (clock.overlapLatest() != null) {
                clock = new TableClock(clock.greatest(), clock.now(), null, false);
            }
            return local.atZone(zone).toInstant();
        }
        long second = local.toEpochSecond(ZoneOffset.UTC);
        var latest = clock.overlapLatest();
        boolean steppedBack = latest != null && second < latest - STEP_BACK_SECONDS;
        boolean inSecondPass = clock.inSecondPass() || steppedBack;
        clock = new TableClock(
                clock.greatest(),
                clock.now(),
                latest == null || steppedBack ? (Long) second : (Long) Math.max(latest, second),
                inSecondPass);
        return local.toInstant(offsets.get(inSecondPass ? 1 : 0));
    }
}
