package pulso.clickhouse;

import com.clickhouse.client.api.metadata.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one table from its topics, on one thread: reads committed records, collects them by partition into ranges, and
 * has each range promised, delivered, acknowledged. After any interruption it goes on from the {@link OffsetLedger}.
 */
final class TableFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TableFeed.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** While something is on its way, whose end is to be acknowledged. */
    private static final Duration FLIGHT_POLL = Duration.ofMillis(20);
    /** While nothing waits to be sent; a record that comes ends the wait at once. */
    private static final Duration IDLE_POLL = Duration.ofMillis(250);

    /** An insert that takes longer may be failing: what waits is told meanwhile. */
    private static final Duration FAILING = Duration.ofSeconds(1);

    private static final Duration TOPIC_SEARCH = Duration.ofSeconds(2);
    /** After so long without trouble the next trouble is a new one. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Feed feed;
    private final ClickHouseConfig config;
    private final Delivery.Route route;
    private final RowMapping mapping;
    private final TableProgress progress;
    private final Rejections rejections;
    private final TableWatch watch;
    private final CountDownLatch stopping;

    TableFeed(
            Feed feed,
            ClickHouseConfig config,
            ClickHouseServer server,
            TableProgress progress,
            Rejections rejections,
            TableWatch watch,
            CountDownLatch stopping) {
        this.feed = feed;
        this.config = config;
        TableSchema schema = server.schema(feed.database(), feed.table());
        this.route = new Delivery.Route(server, feed.database(), schema);
        this.mapping = feed.mapping().apply(schema);
        this.progress = progress;
        this.rejections = rejections;
        this.watch = watch;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        var patience = new Patience(stopping);
        while (!isStopping()) {
            var began = System.nanoTime();
            try (var consumer = FeedConsumer.of(feed, config)) {
                new Session(consumer).run();
            } catch (StoppedException _) {
                LOG.info("{}: stopped amid an insert, which will be repeated", feed.table());
                return;
            } catch (TablesMadeAnewException _) {
                LOG.info("{}: begins again, the tables were made anew", feed.table());
            } catch (RuntimeException e) {
                var reaction = e instanceof TopicMadeAnewException ? Reaction.STOP : Reaction.to(e);
                progress.failing(reaction, String.valueOf(e.getMessage()));
                LOG.warn("{}: begins again from the committed offsets, {}", feed.table(), reaction, e);
                if (!patience.await(reaction)) {
                    return;
                }
            }
            if (System.nanoTime() - began > CALM.toNanos()) {
                patience = new Patience(stopping);
            }
        }
    }

    /** The sink stops while a range is promised and not acknowledged. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** One consumer's life: ends with the sink or with the first failure that only a new beginning mends. */
    private final class Session {
        private final Consumer<byte[], byte[]> consumer;
        private final OffsetLedger ledger;
        private final Delivery delivery;
        private final Map<TopicPartition, Batch> batches = new HashMap<>();
        private final InsertPace pace = new InsertPace(config);
        private final Set<String> missing = new HashSet<>(feed.topics());
        private final int tablesMade = watch.changes();
        private @Nullable Flight flight;
        private long searchedAt = System.nanoTime() - TOPIC_SEARCH.toNanos();

        Session(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
            this.ledger = new OffsetLedger(consumer);
            this.delivery = new Delivery(route, progress, rejections, stopping, this::requireSameTables);
        }

        void run() {
            try {
                feed();
                finish();
            } finally {
                var last = flight;
                if (last != null && !last.isOver()) {
                    var unusedAsItIsRepeated = last.await(FAILING, () -> {});
                }
            }
        }

        private void feed() {
            while (!isStopping()) {
                searchTopics();
                if (batches.isEmpty()) {
                    pause();
                } else {
                    poll();
                }
                requireSameTables();
                if (flight != null && flight.isOver()) {
                    land();
                }
                flushWhatIsDue();
                measure();
            }
        }

        private void requireSameTables() {
            if (watch.changes() != tablesMade) {
                throw new TablesMadeAnewException();
            }
        }

        private void poll() {
            try {
                var records = consumer.poll(patience());
                for (var partition : records.partitions()) {
                    records.records(partition).forEach(record -> take(partition, record));
                }
            } catch (OffsetOutOfRangeException e) {
                e.offsetOutOfRangePartitions().forEach(this::beginAgain);
            }
        }

        private Duration patience() {
            if (flight != null) {
                return FLIGHT_POLL;
            }
            return batches.values().stream().noneMatch(Batch::hasRecords) ? IDLE_POLL : POLL;
        }

        private void take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
            var batch = batch(partition);
            if (batch.isPromised() && record.offset() > batch.last()) {
                flush(batch);
                batch = batch(partition);
            }
            batch.reached(record);
            try {
                mapping.map(record, batch);
            } catch (UnusableRecordException e) {
                batch.dropRowsOf(record.offset());
                progress.rejected();
                rejections.unreadable(record, String.valueOf(e.getMessage()));
            }
        }

        private Batch batch(TopicPartition partition) {
            return Objects.requireNonNull(batches.get(partition), "records come of assigned partitions only");
        }

        private void flushWhatIsDue() {
            for (var batch : List.copyOf(batches.values())) {
                if (isDue(batch)) {
                    flush(batch);
                }
            }
        }

        private boolean isDue(Batch batch) {
            if (batch.isPromised()) {
                return consumer.position(batch.partition()) > batch.last();
            }
            return pace.isDue(batch, flight == null);
        }

        /** Sends it on its way. One at a time: a range is promised once the one before is acknowledged. */
        private void flush(Batch batch) {
            land();
            var partition = batch.partition();
            pace.sent(partition);
            if (batch.rows() > 0) {
                if (!batch.isPromised()) {
                    ledger.promise(partition, batch.first(), batch.last());
                }
                flight = Flight.start(batch, delivery);
            } else {
                ledger.acknowledge(partition, batch.last());
            }
            batches.put(partition, Batch.open(partition, batch.last() + 1, route.schema()));
        }

        /** Returns once what is on its way has come in and is acknowledged. */
        private void land() {
            var landing = flight;
            if (landing != null) {
                if (!landing.await(FAILING, this::measureAtBroker)) {
                    throw new StoppedException();
                }
                flight = null;
                ledger.acknowledge(landing.batch().partition(), landing.batch().last());
            }
        }

        /** A last flush, so that an orderly stop leaves nothing to repeat. */
        private void finish() {
            for (var batch : List.copyOf(batches.values())) {
                if (batch.hasRecords() && (!batch.isPromised() || isDue(batch))) {
                    flush(batch);
                }
            }
            land();
        }

        private void searchTopics() {
            if (missing.isEmpty() || System.nanoTime() - searchedAt < TOPIC_SEARCH.toNanos()) {
                return;
            }
            searchedAt = System.nanoTime();
            var existing = consumer.listTopics();
            var found = new ArrayList<TopicPartition>();
            for (var topic : List.copyOf(missing)) {
                var partitions = existing.get(topic);
                if (partitions != null) {
                    missing.remove(topic);
                    partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
                }
            }
            if (!found.isEmpty()) {
                var all = new HashSet<>(consumer.assignment());
                all.addAll(found);
                consumer.assign(all);
                resume(found);
                measureAtBroker();
                progress.recovered();
            }
        }

        /** Every partition gets its position before anything is polled: without one the consumer refuses to go on. */
        private void resume(List<TopicPartition> partitions) {
            var beginnings = consumer.beginningOffsets(partitions);
            if (route.isUnfed()) {
                forget(beginnings);
            }
            for (var partition : partitions) {
                var entry = ledger.find(partition);
                if (entry == null) {
                    requireOlderTopic(partitions);
                    begin(partition, beginnings.getOrDefault(partition, 0L));
                } else {
                    goOn(partition, entry);
                }
            }
        }

        /** Nothing was fed into the table: what was acknowledged went into one that is gone. Said before the first insert, for all. */
        private void forget(Map<TopicPartition, Long> beginnings) {
            beginnings.forEach((partition, first) -> {
                var entry = ledger.find(partition);
                if (entry != null && entry.next() > first) {
                    LOG.warn("{} is empty: {} is read again from {}, was {}", feed.table(), partition, first, entry);
                    ledger.acknowledge(partition, first - 1);
                }
            });
        }

        private void goOn(TopicPartition partition, OffsetLedger.Entry entry) {
            consumer.seek(partition, entry.next());
            var promised = entry.promisedLast();
            batches.put(
                    partition,
                    promised == null
                            ? Batch.open(partition, entry.next(), route.schema())
                            : Batch.promised(partition, entry.next(), promised, route.schema()));
            LOG.info("{}: goes on at {}, {}", feed.table(), partition, entry);
        }

        /** Versions are offsets: a topic made anew would lose against the rows of the old one. */
        private void requireOlderTopic(List<TopicPartition> partitions) {
            long greatest = route.greatestVersion();
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            if (greatest > Generations.COPIED && greatest >= end) {
                throw new TopicMadeAnewException(feed, greatest, end);
            }
        }

        private void begin(TopicPartition partition, long first) {
            consumer.seek(partition, first);
            batches.put(partition, Batch.open(partition, first, route.schema()));
        }

        /** The topic no longer holds what was to be read next: said, and read again from what it still holds. */
        private void beginAgain(TopicPartition partition, long gone) {
            var batch = batch(partition);
            if (batch.hasRecords()) {
                flush(batch);
            }
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            begin(partition, first);
            var message = "offset %d of %s is gone; reading again from %d: rows in between are missing"
                    .formatted(gone, partition, first);
            progress.noticed(Reaction.STOP, message);
            LOG.error("{}: {}", feed.table(), message);
        }

        private void measure() {
            long behind = 0;
            for (var batch : batches.values()) {
                var lag = consumer.currentLag(batch.partition());
                if (lag.isEmpty()) {
                    return;
                }
                behind += lag.orElseThrow() + unacknowledged(batch);
            }
            behind += flight == null ? 0 : unacknowledged(flight.batch());
            progress.waiting(behind, oldest());
        }

        private long unacknowledged(Batch batch) {
            return batch.hasRecords() ? batch.last() + 1 - batch.first() : 0;
        }

        /** While an insert has to be repeated nothing is polled: the broker is asked instead. */
        private void measureAtBroker() {
            try {
                var ends = consumer.endOffsets(batches.keySet());
                long behind = batches.values().stream()
                        .mapToLong(batch -> ends.getOrDefault(batch.partition(), batch.first()) - batch.first())
                        .sum();
                behind += flight == null ? 0 : unacknowledged(flight.batch());
                progress.waiting(behind, oldest());
            } catch (KafkaException e) {
                LOG.warn("{}: lag unknown, {}", feed.table(), e.getMessage());
            }
        }

        private @Nullable Instant oldest() {
            @Nullable Instant oldest = flight == null ? null : flight.batch().oldest();
            for (var batch : batches.values()) {
                var candidate = batch.oldest();
                if (candidate != null && (oldest == null || candidate.isBefore(oldest))) {
                    oldest = candidate;
                }
            }
            return oldest;
        }

        private void pause() {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                stopping.countDown();
            }
        }
    }
}
