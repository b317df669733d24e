package pulso.topology.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of one table, as its own records tell it: never the wall clock, so a replay does what the live run did.
 *
 * @param greatest the greatest datetime folded: what lies far behind it is late
 * @param now the log's time in whole minutes, by which open passages age
 * @param overlapLatest wall-clock second of the latest row read in an hour that comes twice; null outside of one
 * @param inSecondPass whether that hour has begun anew
 */
public record TableClock(
        Instant greatest, Instant now, @Nullable Long overlapLatest, boolean inSecondPass) {
    static final TableClock START = new TableClock(Instant.EPOCH, Instant.EPOCH, null, false);
}
