package pulso.wallboard;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ClickHouse as people ask it: the views of {@code pulso}, and SQL that only reads. */
public interface TableArchive {
    /** A column of an answer, with ClickHouse's own name of its type. */
    record Head(String name, String type) {}

    /** A moment, and how the contact centre's clock shows it. */
    record Moment(Instant instant, LocalDateTime local) {}

    /** What one question may cost. */
    record Limits(int seconds, long rows, long memoryBytes) {}

    /** Takes an answer while it comes: the heads, then row by row. */
    interface Taker {
        void heads(List<Head> heads);

        /** Values as JSON has them: text, numbers, truth, lists and objects; false when it is enough. */
        boolean row(List<@Nullable Object> values);
    }

    /** The question itself is at fault, in ClickHouse's own words. */
    final class QuestionRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public QuestionRefused(String message) {
            super(message, null, false, false);
        }
    }

    /** The names of the views, in order. Throws when ClickHouse cannot be asked, as the others do. */
    Set<String> views();

    /**
     * Gives the rows of a view, those of [from, to) where it has a time and they are not null.
     *
     * @param name one of {@link #views()}
     */
    void view(String name, @Nullable Moment from, @Nullable Moment to, Limits limits, Taker taker);

    /**
     * Gives the answer to one SELECT.
     *
     * @throws QuestionRefused when ClickHouse says no
     */
    void query(String sql, Limits limits, Taker taker);
}
