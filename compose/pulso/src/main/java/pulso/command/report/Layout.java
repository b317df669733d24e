package pulso.command.report;

/** How the bytes of a file are cut into records, and these into columns. Any thread. */
interface Layout {
    /** What a file holds. */
    enum Content {
        LOG,
        CALL_DETAILS
    }

    /** The record is not whole yet. */
    int MORE = -1;

    Content content();

    /** Whether rows bear a number, by which identical ones are known. */
    boolean isNumbered();

    /** Lines before the first record. */
    int headerLines();

    /**
     * The line end after the record that begins with {@code from}; {@code limit} where the file ends without one.
     *
     * @param isLast nothing follows {@code limit}
     * @return {@link #MORE} when it lies beyond {@code limit}
     */
    int recordEnd(byte[] bytes, int from, int limit, boolean isLast);

    /** Finds the columns of the record [from, to); false when it has no such form. */
    boolean split(byte[] bytes, int from, int to, Fields fields);
}
