package pulso.wallboard;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list written to a client while it comes: the heads, then row by row. Cells are text, numbers, truth, times with their
 * zone, or lists; what is unknown is an empty cell.
 */
sealed interface Sheet extends AutoCloseable permits CsvSheet, XlsxSheet {
    /** The head of a column, and how its cells are to be shown. */
    record Head(String words, Column.Kind kind) {}

    void heads(List<Head> heads) throws IOException;

    void row(List<@Nullable Object> cells) throws IOException;

    /** Ends the document; one that was not closed is no whole document. */
    @Override
    void close() throws IOException;
}
