package pulso.command.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the records of a file are cut into columns. Any thread. */
interface Layout {
    /** What a file holds. */
    enum Content {
        QUEUE_LOG,
        CALL_DETAILS
    }

    Content content();

    /** The columns that hold something, under the table's names; null when the record has no such form. */
    @Nullable
    Map<String, String> columns(String row);

    /** Whether a record ends with this text, or goes on in the next line. */
    boolean isWhole(String row);

    /** Lines before the first record. */
    int headerLines();
}
