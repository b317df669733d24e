package pulso.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A captured table as the server has it, or will have it once it is created.
 *
 * @param topic where its rows go
 * @param isCompacted whether the topic keeps the last record of each key, and so takes none without a key
 * @param database its name in the server's own letter case, as is {@code name}
 * @param keyColumn the column whose text keys its records; null where its primary key does
 * @param timeColumn the column that holds a row's own time; null where there is none
 * @param isThere whether the server has it now
 * @param estimatedRows the server's estimate
 */
record BoundTable(
        CapturedTable captured,
        String topic,
        boolean isCompacted,
        String database,
        String name,
        @Nullable String keyColumn,
        @Nullable String timeColumn,
        boolean isThere,
        long estimatedRows) {
    String qualifiedName() {
        return database + '.' + name;
    }

    /** One text for all letter cases of its name. */
    String identity() {
        return qualifiedName().toLowerCase(Locale.ROOT);
    }
}
