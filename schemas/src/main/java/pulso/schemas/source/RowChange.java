package pulso.schemas.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row, read from a raw topic.
 *
 * @param table the documented name in upper case, {@link SourceTable#name()}; of any other table its own in upper case
 * @param committedAt when the source committed it; for a snapshot row when it was read
 * @param epoch the snapshot epoch in force
 * @param offset the record's offset in the raw topic: the log position that breaks ties of order
 */
public record RowChange(
        String source,
        String table,
        Operation operation,
        @Nullable Row before,
        @Nullable Row after,
        Instant committedAt,
        long epoch,
        long offset,
        String position,
        String zone) {}
