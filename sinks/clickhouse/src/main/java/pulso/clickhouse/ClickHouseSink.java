package pulso.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * The sink, running. It owns one thread and one consumer for each table; ClickHouse and Kafka may come later than it, go
 * away and come back. After {@link #close} nothing of it runs, and the next start goes on where it ended.
 */
public final class ClickHouseSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSink.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final ClickHouseConfig config;
    private final ClickHouseServer server;
    private final Rejections rejections;
    private final List<Feed> feeds;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<TableProgress> tables = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final TableWatch watch;
    private volatile SinkStatus.@Nullable Failure failure;
    private volatile boolean started;

    private ClickHouseSink(ClickHouseConfig config, SchemaRegistry registry) {
        var wire = new AvroWire(registry);
        this.config = config;
        this.server = new ClickHouseServer(config);
        this.rejections = new Rejections(config.bootstrapServers(), wire);
        this.feeds = Feed.of(config, wire, new SourceZones(config, wire));
        this.watch = new TableWatch(server, config, this::define, stopping);
    }

    /** Returns at once; {@link #status} says how the start goes. */
    public static ClickHouseSink start(ClickHouseConfig config, SchemaRegistry registry) {
        var sink = new ClickHouseSink(config, registry);
        sink.threads.add(Thread.ofPlatform().name("clickhouse-start").start(sink::begin));
        return sink;
    }

    public SinkStatus status() {
        return new SinkStatus(
                started && tables.stream().allMatch(TableProgress::healthy),
                tables.stream().map(TableProgress::status).toList(),
                failure);
    }

    /** What it reads, and the consumer group whose committed offsets tell how far each topic is in its table. */
    public Reading ofGeneration() {
        return new Reading(
                config.consumerGroup(),
                feeds.stream()
                        .filter(Feed::isOfGeneration)
                        .flatMap(feed -> feed.topics().stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The topics of a generation, and the group that brings them into its tables. */
    public record Reading(String group, Set<String> topics) {}

    /** Sends what has been read, then stops. */
    @Override
    public void close() {
        stopping.countDown();
        var deadline = Instant.now().plus(STOP_LIMIT);
        try {
            for (var thread : threads) {
                thread.join(Duration.between(Instant.now(), deadline).plusMillis(1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (var thread : threads) {
            if (thread.isAlive()) {
                LOG.warn("{} does not end, it is interrupted; its last insert will be repeated", thread.getName());
                thread.interrupt();
            }
        }
        rejections.close();
        server.close();
    }

    private void begin() {
        var patience = new Patience(stopping);
        while (stopping.getCount() > 0) {
            try {
                define();
                watch.learn();
                feedTables();
                return;
            } catch (RuntimeException e) {
                var reaction = Reaction.to(e);
                var earlier = failure;
                failure = new SinkStatus.Failure(
                        reaction, String.valueOf(e.getMessage()), earlier == null ? Instant.now() : earlier.since());
                LOG.warn("ClickHouse at {} is not ready, {}", config.endpoint(), reaction, e);
                if (!patience.await(reaction)) {
                    return;
                }
            }
        }
    }

    private void define() {
        try (var patient = ClickHouseServer.patient(config)) {
            new Migrations(patient).apply(config.generationDatabase());
        }
        var lifetimes = new Lifetimes(server, config.storage().retention());
        lifetimes.applyToRaw();
        lifetimes.applyToGeneration(config.generationDatabase());
        if (config.promoted()) {
            new Views(server, config.storage().dispositions()).pointTo(config.generationDatabase());
        }
    }

    private void feedTables() {
        var ready = new ArrayList<Thread>();
        var progresses = new ArrayList<TableProgress>();
        for (var feed : feeds) {
            var progress = new TableProgress(feed.database() + '.' + feed.table());
            var runner = new TableFeed(feed, config, server, progress, rejections, watch, stopping);
            progresses.add(progress);
            ready.add(Thread.ofPlatform().name("clickhouse-" + feed.table()).unstarted(runner));
        }
        ready.add(Thread.ofPlatform().name("clickhouse-watch").unstarted(watch));
        tables.addAll(progresses);
        threads.addAll(ready);
        ready.forEach(Thread::start);
        failure = null;
        started = true;
        LOG.info("{} tables are fed into ClickHouse at {}", feeds.size(), config.endpoint());
    }
}
