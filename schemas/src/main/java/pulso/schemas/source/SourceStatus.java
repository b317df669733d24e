package pulso.schemas.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the capture of one source stands (topic {@code pulso.source}).
 *
 * @param zone the zone in which the source writes its DATETIME columns, for example {@code America/Montevideo}
 * @param epoch the number of the snapshot that is under way or was the last
 * @param completeEpoch the last snapshot that ended; 0 while there is none. The topology starts from it
 * @param snapshotRowsDone rows read of the snapshot under way
 * @param snapshotRowsExpected the database's own estimate of how many there are
 * @param position the binlog position of the last row published
 * @param lastCommit commit time of the last row published
 * @param stoppedBecause why capture stands still, in words for a person; null while it runs
 */
public record SourceStatus(
        String source,
        String zone,
        long epoch,
        long completeEpoch,
        long snapshotRowsDone,
        long snapshotRowsExpected,
        String position,
        @Nullable Instant lastCommit,
        Instant updatedAt,
        @Nullable String stoppedBecause) {}
