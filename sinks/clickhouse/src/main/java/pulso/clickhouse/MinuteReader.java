package pulso.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;

/**
 * Reads queue minutes back, for windows that are longer than what a reader of topics remembers: the same records, to be
 * merged by the same {@link pulso.schemas.kpi.QueueFigures}. Safe for several threads.
 */
public final class MinuteReader implements AutoCloseable {
    private final ClickHouseServer server;
    private final RecordRows<QueueMinute> minutes = new RecordRows<>(QueueMinute.class);

    private MinuteReader(ClickHouseServer server) {
        this.server = server;
    }

    /**
     * Connects with the first question.
     *
     * @param timeout longest time without an answer, and longest time of a whole answer
     */
    public static MinuteReader open(URI endpoint, String user, String password, Duration timeout) {
        return new MinuteReader(new ClickHouseServer(endpoint, user, password, timeout, null));
    }

    /**
     * Gives each minute of [from, to) once, as it stands now in the current generation, in any order, while the answer
     * comes. Blocks until all are given.
     *
     * @param queues empty for all
     * @param channels empty for all
     * @throws RuntimeException when ClickHouse does not answer whole; what was given until then is a part
     */
    public void read(
            String source,
            Set<String> queues,
            Set<Channel> channels,
            Instant from,
            Instant to,
            Consumer<QueueMinute> taker) {
        var channelNames = channels.stream().map(Channel::wireName).toList();
        var sql = "SELECT %s FROM pulso.queue_minutes WHERE source = %s AND minute >= %s AND minute < %s%s%s"
                .formatted(
                        minutes.columns(),
                        Views.quoted(source),
                        instant(from),
                        instant(to),
                        among("queue", queues),
                        among("channel", channelNames));
        server.stream(sql, row -> taker.accept(minutes.read(row)));
    }

    private static String among(String column, Collection<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream().map(Views::quoted).collect(Collectors.joining(", ", " AND " + column + " IN (", ")"));
    }

    private static String instant(Instant at) {
        return "fromUnixTimestamp64Milli(" + at.toEpochMilli() + ", 'UTC')";
    }

    @Override
    public void close() {
        server.close();
    }
}
