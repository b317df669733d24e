package pulso.ingest;

import java.util.List;

/** Tables are to be captured that were not when the snapshot was taken. */
final class TablesAddedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TablesAddedException(List<String> tables) {
        super(String.join(", ", tables) + (tables.size() == 1 ? " was" : " were")
                + " not captured so far, and only a new snapshot brings what "
                + (tables.size() == 1 ? "it holds" : "they hold") + ". Start once with `" + Ingest.NEW_SNAPSHOT_COMMAND
                + "`, which reads every table anew, or leave "
                + (tables.size() == 1 ? "it" : "them") + " out of source.tables.");
    }
}
