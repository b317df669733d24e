package pulso.schemas.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.RecordCodec;

/**
 * One topic, whole: what it is called, what it holds, how long, and who writes it.
 *
 * @param codec how values are written; null where the value is no record of ours (raw rows, schemas)
 * @param retention how long a record is kept; null for ever
 */
public record Topic<T extends Record>(
        String name,
        @Nullable RecordCodec<T> codec,
        int partitions,
        Cleanup cleanup,
        @Nullable Duration retention,
        Writer writer,
        String keyParts) {

    /** What happens to old records. */
    public enum Cleanup {
        DELETE,
        COMPACT,
        COMPACT_DELETE
    }

    /** The only role that writes a topic. */
    public enum Writer {
        INGEST,
        TOPOLOGY,
        WEBHOOK,
        SETTINGS,
        REGISTRY
    }

    public RecordCodec<T> requireCodec() {
        if (codec == null) {
            throw new IllegalStateException(name + " holds no record of Pulso's own");
        }
        return codec;
    }
}
