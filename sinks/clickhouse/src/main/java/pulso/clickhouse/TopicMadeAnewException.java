package pulso.clickhouse;

/** A table holds offsets that its topic never had: the topic was deleted and made again beside an old table. */
final class TopicMadeAnewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicMadeAnewException(Feed feed, long greatest, long end) {
        super(
                "%s.%s holds offset %d, but its topics %s end at %d: they were made anew. Start a new generation, or drop the table"
                        .formatted(feed.database(), feed.table(), greatest, feed.topics(), end));
    }
}
