package pulso.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/**
 * Writes where everybody stands, and who was given up: the shared place and every lane that changed, in one transaction,
 * a few times a second. What was done since the last one is done once more after a crash, under the same ids.
 *
 * <p>It also says that the sink is at work: without news the shared place is written once for each heartbeat.
 *
 * <p>The shared place is taken before the lanes' pages: whatever lies before it is in them. A later sink of the same
 * cluster fences this one.
 */
final class Ledger implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final long INTERVAL_MS = 100;
    private static final long LONGEST_INTERVAL_MS = 2_000;
    /** Writing takes no more than this part of the time, however many events are under way. */
    private static final int PART = 20;

    private static final String TRANSACTIONAL_ID = "pulso-webhook";
    private static final int TRANSACTION_LIMIT_MS = 30_000;
    private static final int BATCH_BYTES = 1 << 20;

    private final String bootstrapServers;
    private final AvroWire wire;
    private final InstantSource clock;
    private final SharedPlace shared;
    private final Lanes lanes;
    private final Duration heartbeat;
    private final Runnable onFenced;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Producer<byte[], byte[]> producer;
    private long[] written = new long[0];
    private long writtenAtNanos;
    private volatile @Nullable String failure;

    Ledger(
            String bootstrapServers,
            AvroWire wire,
            InstantSource clock,
            SharedPlace shared,
            Lanes lanes,
            Duration heartbeat,
            Runnable onFenced) {
        this.bootstrapServers = bootstrapServers;
        this.wire = wire;
        this.clock = clock;
        this.shared = shared;
        this.lanes = lanes;
        this.heartbeat = heartbeat;
        this.onFenced = onFenced;
    }

    /** Ends whatever an earlier sink left open, and fences it. */
    static Producer<byte[], byte[]> takeOver(String bootstrapServers) {
        var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TRANSACTIONAL_ID,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_LIMIT_MS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        TRANSACTION_LIMIT_MS,
                        // The commit sends at once; until then a partition's pages gather in one batch.
                        ProducerConfig.LINGER_MS_CONFIG,
                        1_000,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "pulso-webhook-ledger"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            return producer;
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    void use(Producer<byte[], byte[]> opened) {
        writing.lock();
        try {
            producer = opened;
        } finally {
            writing.unlock();
        }
    }

    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            long pauseMs = INTERVAL_MS;
            while (!stopping.await(pauseMs, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                write();
                long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                pauseMs = Math.clamp(tookMs * PART, INTERVAL_MS, LONGEST_INTERVAL_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopping.countDown();
    }

    void close() {
        writing.lock();
        try {
            if (producer != null) {
                producer.close();
                producer = null;
            }
        } finally {
            writing.unlock();
        }
    }

    /** Writes what has changed until now; false when it could not be written, which will be tried again. */
    boolean write() {
        writing.lock();
        try {
            var positions = shared.positions();
            var forgotten = lanes.takeForgotten();
            var pages = new HashMap<Lane, LaneState.Page>();
            for (var lane : lanes.all()) {
                var page = lane.page(clock.instant());
                if (page != null) {
                    pages.put(lane, page);
                }
            }
            boolean isNew = !pages.isEmpty() || !forgotten.isEmpty() || !Arrays.equals(positions, written);
            if (!isNew && System.nanoTime() - writtenAtNanos < heartbeat.toNanos()) {
                return true;
            }
            try {
                commit(records(positions, forgotten, pages));
                written = positions;
                writtenAtNanos = System.nanoTime();
                failure = null;
                return true;
            } catch (RuntimeException e) {
                forgotten.forEach(lanes::forget);
                pages.forEach(Lane::unwritten);
                failed(e);
                return false;
            }
        } finally {
            writing.unlock();
        }
    }

    private void failed(RuntimeException e) {
        failure = String.valueOf(e.getMessage());
        if (producer != null) {
            producer.close();
            producer = null;
        }
        if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
            failure = "another webhook sink has taken over";
            LOG.error("another webhook sink has taken over; this one stops");
            stop();
            onFenced.run();
        } else {
            LOG.warn("the endpoints' places cannot be written for now: {}", e.getMessage());
        }
    }

    private void commit(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            if (stopping.getCount() == 0) {
                throw new KafkaException("the sink is stopping");
            }
            producer = takeOver(bootstrapServers);
        }
        producer.beginTransaction();
        for (var record : records) {
            var unusedAsCommitReportsFailure = producer.send(record);
        }
        producer.commitTransaction();
    }

    private List<ProducerRecord<byte[], byte[]>> records(
            long[] positions, List<String> forgotten, Map<Lane, LaneState.Page> pages) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        records.add(cursor(shared.cursor(positions, clock.instant())));
        for (var id : forgotten) {
            records.add(record(Topics.WEBHOOK_CURSORS, id, JsonKey.of(id), null));
        }
        pages.forEach((lane, page) -> {
            records.add(cursor(page.cursor()));
            for (var dead : page.dead()) {
                records.add(
                        record(Topics.WEBHOOKS_DEAD, lane.id(), JsonKey.of(lane.id(), dead.event()), dead.letter()));
            }
        });
        return records;
    }

    private ProducerRecord<byte[], byte[]> cursor(EndpointCursor cursor) {
        return record(Topics.WEBHOOK_CURSORS, cursor.endpoint(), RecordKeys.of(cursor), cursor);
    }

    private <T extends Record> ProducerRecord<byte[], byte[]> record(
            Topic<T> topic, String endpoint, JsonKey key, @Nullable T value) {
        return new ProducerRecord<>(
                topic.name(),
                Topics.partition(endpoint),
                key.bytes(),
                value == null ? null : wire.encode(topic.name(), topic.requireCodec(), value));
    }
}
