package pulso.schemas.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Said each second by ingest once every row up to it is in the raw topics; the topology passes it on once it has folded
 * them, so that a board can say how far behind it is.
 *
 * @param databaseTime the source database's clock when ingest asked; all that was committed before it has been read
 * @param saidAt ingest's clock at the same moment
 * @param sourceDelaySeconds how long after their own time rows were committed into the log that is written latest, the
 *     median of its last inserts; null where no log had a row within the hour
 */
public record Heartbeat(
        String source,
        Instant databaseTime,
        Instant saidAt,
        String position,
        @Nullable Long sourceDelaySeconds) {

    /** One that says nothing of delays. */
    public Heartbeat(String source, Instant databaseTime, Instant saidAt, String position) {
        this(source, databaseTime, saidAt, position, null);
    }
}
