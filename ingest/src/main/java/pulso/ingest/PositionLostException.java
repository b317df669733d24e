package pulso.ingest;

import org.jspecify.annotations.Nullable;

/** The server has deleted the part of the binlog that follows the last row captured. */
final class PositionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PositionLostException(@Nullable String offset) {
        super("The server has deleted the binlog that follows the last row captured (" + offset
                + "). Start with a new snapshot, `" + Ingest.NEW_SNAPSHOT_COMMAND
                + "`; rows that were written and deleted meanwhile stay unknown.");
    }
}
