package pulso.command.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stood in its topic.
 *
 * @param timestampMillis the record's time, milliseconds since 1970
 * @param value the bytes as they stood there, schema id included; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, never compared
public record ExportedRecord(
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] key,
        List<Header> headers,
        byte @Nullable [] value) {
    /** A header; some are there more than once. */
    public record Header(String name, byte @Nullable [] value) {}

    public ExportedRecord {
        headers = List.copyOf(headers);
    }
}
