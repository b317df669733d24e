package pulso.clickhouse;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that somebody dropped a table, or made it anew, while it is fed. What was dropped is made again; each feed
 * then begins anew, and fills a table that is empty from the beginning of its topics.
 */
final class TableWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ClickHouseServer server;
    private final String databases;
    private final Runnable make;
    private final Inheritance inheritance;
    private final CountDownLatch stopping;
    private Set<String> known = new HashSet<>();
    private final AtomicInteger changes = new AtomicInteger();

    /** @param make makes what is missing; what is there it leaves alone */
    TableWatch(ClickHouseServer server, ClickHouseConfig config, Runnable make, CountDownLatch stopping) {
        this.server = server;
        this.inheritance = new Inheritance(config);
        this.databases = "('" + RawTable.DATABASE + "', '" + config.generationDatabase() + "')";
        this.make = make;
        this.stopping = stopping;
    }

    /** How often tables were made anew: a feed that began at another count feeds a table that is gone. */
    int changes() {
        return changes.get();
    }

    /** To be called once they are all there. */
    void learn() {
        known = tables();
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (!tables().equals(known)) {
                make.run();
                learn();
                changes.incrementAndGet();
                inheritance.forget();
                LOG.warn("tables in {} were dropped or made anew; those that are empty are filled again", databases);
            }
            inheritance.bring();
        } catch (RuntimeException e) {
            LOG.debug("nobody knows now whether all tables are there", e);
        }
    }

    private Set<String> tables() {
        return server
                .query(
                        "SELECT concat(database, '.', name, ' ', toString(uuid)) AS text FROM system.tables WHERE database IN "
                                + databases + " AND engine LIKE '%ReplacingMergeTree'")
                .stream()
                .map(row -> row.getString("text"))
                .collect(Collectors.toSet());
    }
}
