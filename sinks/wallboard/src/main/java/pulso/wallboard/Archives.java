package pulso.wallboard;

import org.jspecify.annotations.Nullable;

/**
 * What lies behind a board's memory. What is null is answered with an error that says so.
 *
 * @param minutes for series that are older than the memory
 * @param passages for passages and their rows
 * @param tables for views and queries
 * @param history for the board as it stood
 */
public record Archives(
        @Nullable MinuteArchive minutes,
        @Nullable PassageArchive passages,
        @Nullable TableArchive tables,
        @Nullable BoardHistory history) {
    /** The memory alone. */
    public static final Archives NONE = new Archives(null, null, null, null);
}
