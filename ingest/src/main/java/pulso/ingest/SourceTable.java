package pulso.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A captured table as the server has it.
 *
 * @param database its name in the server's own letter case, as is {@code name}
 * @param timeColumn the column that holds a row's own time; null where there is none
 * @param estimatedRows the server's estimate
 */
record SourceTable(
        CapturedTable captured,
        String database,
        String name,
        @Nullable String timeColumn,
        long estimatedRows) {
    String qualifiedName() {
        return database + '.' + name;
    }
}
