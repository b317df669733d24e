package pulso.wallboard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The clock of each source: the zone of its settings, else the one it was started with. */
record Clocks(WallboardConfig config, Board board) {
    ZoneId zone(String source, Instant asOf) {
        var settled = board.settings().zone(source, asOf);
        return settled == null ? config.zone(source) : settled;
    }

    /** An instant on a source's clock, with its offset. */
    String time(String source, Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.MILLIS).atZone(zone(source, instant)));
    }

    @Nullable
    String timeOrNull(String source, @Nullable Instant instant) {
        return instant == null ? null : time(source, instant);
    }
}
