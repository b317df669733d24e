package pulso.schemas.source;

import java.time.Instant;

/**
 * A row that could not be used, kept with the reason (topic {@code pulso.rejected}).
 *
 * @param reason the closed list of reasons, see {@link RejectionReason}
 * @param detail what exactly, in words for a person
 * @param row the row as JSON
 * @param rejectedAt the record's own time, never the wall clock
 */
public record RejectedRow(
        String source,
        String table,
        String identity,
        RejectionReason reason,
        String detail,
        String row,
        String position,
        Instant rejectedAt) {}
