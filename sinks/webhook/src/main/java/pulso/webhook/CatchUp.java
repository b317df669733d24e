package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.EndpointCursor.Replay;
import pulso.schemas.webhook.WebhookEvent;

/**
 * Reads for endpoints that are behind, and what is to be told again: a few readers go from one endpoint to the next, a
 * slice for each, until it takes no more or has come to the shared reading and joins it. So a thousand endpoints that lag
 * cost a few consumers, and no memory but their places.
 */
final class CatchUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int READERS = 2;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Reading reading;
    private final SharedPlace shared;
    private final Duration maxAge;
    private final KeptEvents events;
    private final InstantSource clock;
    private final BlockingQueue<Lane> queue = new LinkedBlockingQueue<>();
    private final Set<Lane> queued = ConcurrentHashMap.newKeySet();
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean stopping;

    CatchUp(Reading reading, SharedPlace shared, Duration maxAge, KeptEvents events, InstantSource clock) {
        this.reading = reading;
        this.shared = shared;
        this.maxAge = maxAge;
        this.events = events;
        this.clock = clock;
    }

    void start() {
        for (int reader = 1; reader <= READERS; reader++) {
            readers.add(Thread.ofPlatform()
                    .name("webhook-catch-up-" + reader)
                    .daemon()
                    .start(this::run));
        }
    }

    /** Has the lane read for, unless it is or waits to be: one reader at a time. */
    void request(Lane lane) {
        if (queued.add(lane)) {
            queue.add(lane);
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            for (var reader : readers) {
                reader.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Consumer<byte[], byte[]> consumer = null;
        try {
            while (!stopping) {
                var lane = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (lane == null) {
                    continue;
                }
                try {
                    if (consumer == null) {
                        consumer = reading.consumer(
                                "pulso-webhook-" + Thread.currentThread().getName());
                    }
                    slice(consumer, lane);
                } catch (RuntimeException e) {
                    LOG.warn("endpoint {} cannot be read for now: {}", lane.id(), e.getMessage());
                    Thread.sleep(AFTER_FAILURE);
                }
                queued.remove(lane);
                lane.readIfHungry();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (consumer != null) {
                consumer.close();
            }
        }
    }

    private void slice(Consumer<byte[], byte[]> consumer, Lane lane) {
        var places = new AtomicReference<long @Nullable []>();
        var replay = new AtomicReference<@Nullable Replay>();
        lane.withPlace(place -> {
            replay.set(place.replay());
            if (!place.isJoined()) {
                var next = new long[Topics.PARTITIONS];
                for (int partition = 0; partition < next.length; partition++) {
                    next[partition] = place.next(partition);
                }
                places.set(next);
            }
        });
        var next = places.get();
        if (next != null) {
            catchUp(consumer, lane, next);
        }
        var range = replay.get();
        if (range != null) {
            replay(consumer, lane, range);
        }
    }

    private void catchUp(Consumer<byte[], byte[]> consumer, Lane lane, long[] next) {
        var behind = new ArrayList<TopicPartition>();
        for (var partition : Reading.partitions(Topics.WEBHOOKS)) {
            if (next[partition.partition()] < shared.next(partition.partition())) {
                behind.add(partition);
            }
        }
        if (!behind.isEmpty()) {
            consumer.assign(behind);
            behind.forEach(partition -> consumer.seek(partition, next[partition.partition()]));
            long deadline = System.nanoTime() + SLICE.toNanos();
            boolean more = true;
            while (more && System.nanoTime() < deadline && !stopping) {
                more = poll(consumer, lane, behind);
            }
        }
        shared.turnstile().lock();
        try {
            lane.withPlace(LanePlace::joinIfLevel);
        } finally {
            shared.turnstile().unlock();
        }
    }

    /** False when the lane takes no more, or all has been read. */
    private boolean poll(Consumer<byte[], byte[]> consumer, Lane lane, List<TopicPartition> partitions) {
        try {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() < shared.next(record.partition()) && !offer(lane, record)) {
                    return false;
                }
            }
        } catch (OffsetOutOfRangeException e) {
            var beginnings =
                    consumer.beginningOffsets(e.offsetOutOfRangePartitions().keySet());
            beginnings.forEach((partition, offset) -> {
                LOG.error(
                        "endpoint {}: events of {} before {} are gone and are not told", lane.id(), partition, offset);
                lane.withPlace(place -> place.passed(partition.partition(), offset));
                consumer.seek(partition, offset);
            });
            return true;
        }
        boolean more = false;
        for (var partition : partitions) {
            long end = shared.next(partition.partition());
            long position = Math.min(consumer.position(partition), end);
            lane.withPlace(place -> place.passed(partition.partition(), position));
            more |= position < end;
        }
        return more;
    }

    private boolean offer(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        var seenAt = shared.seenAt(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
        var event = reading.event(record)
                .filter(found -> isNews(found, seenAt, maxAge))
                .orElse(null);
        var kept = event == null ? null : events.keep(record.partition(), record.offset(), event);
        return lane.fromOwn(record.partition(), record.offset(), kept, seenAt);
    }

    /** History is not news: what happened long before it was first seen is not told. */
    static boolean isNews(WebhookEvent event, Instant seenAt, Duration maxAge) {
        return Duration.between(event.at(), seenAt).compareTo(maxAge) <= 0;
    }

    private void replay(Consumer<byte[], byte[]> consumer, Lane lane, Replay range) {
        var partition = new TopicPartition(Topics.WEBHOOKS.name(), range.partition());
        consumer.assign(List.of(partition));
        long first = Math.max(
                range.next(), consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L));
        consumer.seek(partition, first);
        long reached = first;
        long deadline = System.nanoTime() + SLICE.toNanos();
        boolean more = reached < range.end();
        while (more && System.nanoTime() < deadline && !stopping) {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() < range.end() && !tellAgain(lane, record, range)) {
                    more = false;
                    break;
                }
                reached = record.offset() + 1;
            }
            if (more) {
                reached = consumer.position(partition);
                more = reached < range.end();
            }
        }
        long end = reached;
        lane.withPlace(place -> place.replayedTo(end));
    }

    private boolean tellAgain(Lane lane, ConsumerRecord<byte[], byte[]> record, Replay range) {
        var event = reading.event(record)
                .filter(found ->
                        !found.at().isBefore(range.from()) && found.at().isBefore(range.to()))
                .orElse(null);
        if (event == null) {
            return true;
        }
        var kept = events.keep(record.partition(), record.offset(), event);
        return lane.again(record.partition(), record.offset(), kept, clock.instant());
    }
}
