package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.wire.JsonKey;

/**
 * The one reading of new events, for all endpoints that keep up, and of the endpoints themselves; on one thread, so that
 * an endpoint comes, changes and goes between two events. It waits for nobody.
 */
final class SharedReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Reading reading;
    private final SharedPlace shared;
    private final Lanes lanes;
    private final Works works;
    private final Map<TopicPartition, Long> endpointOffsets;
    private final AtomicLong droppedAsOld = new AtomicLong();
    private final ReentrantLock appliedLock = new ReentrantLock();
    private final Condition applied = appliedLock.newCondition();
    private volatile @Nullable String failure;
    private volatile boolean stopping;

    /**
     * @param endpointOffsets from where endpoints are read: those before are known
     */
    SharedReader(
            Reading reading, SharedPlace shared, Lanes lanes, Works works, Map<TopicPartition, Long> endpointOffsets) {
        this.reading = reading;
        this.shared = shared;
        this.lanes = lanes;
        this.works = works;
        this.endpointOffsets = new HashMap<>(endpointOffsets);
    }

    long droppedAsOld() {
        return droppedAsOld.get();
    }

    @Nullable
    String failure() {
        return failure;
    }

    void stop() {
        stopping = true;
    }

    /** Waits until a record of the endpoints' topic is in force here. */
    boolean awaitApplied(TopicPartition partition, long offset, Duration limit) throws InterruptedException {
        appliedLock.lock();
        try {
            long nanos = limit.toNanos();
            while (endpointOffsets.getOrDefault(partition, 0L) <= offset) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = applied.awaitNanos(nanos);
            }
            return true;
        } finally {
            appliedLock.unlock();
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            try (var consumer = reading.consumer("pulso-webhook")) {
                begin(consumer);
                while (!stopping) {
                    poll(consumer);
                    failure = null;
                }
            } catch (RuntimeException e) {
                failure = String.valueOf(e.getMessage());
                LOG.warn("events cannot be read for now", e);
                pause();
            }
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        var partitions = new ArrayList<>(Reading.partitions(Topics.WEBHOOKS));
        partitions.addAll(endpointOffsets.keySet());
        consumer.assign(partitions);
        for (var partition : Reading.partitions(Topics.WEBHOOKS)) {
            consumer.seek(partition, shared.next(partition.partition()));
        }
        endpointOffsets.forEach(consumer::seek);
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        try {
            var records = consumer.poll(POLL);
            for (var partition : records.partitions()) {
                if (partition.topic().equals(Topics.WEBHOOKS.name())) {
                    dispatch(records.records(partition));
                    shared.moveTo(partition.partition(), consumer.position(partition));
                } else {
                    apply(consumer, records.records(partition));
                    passed(partition, consumer.position(partition));
                }
            }
            for (var partition : Reading.partitions(Topics.WEBHOOKS)) {
                consumer.currentLag(partition)
                        .ifPresent(lag -> shared.endsAt(
                                partition.partition(), shared.next(partition.partition()) + Math.max(0, lag)));
            }
        } catch (OffsetOutOfRangeException e) {
            consumer.beginningOffsets(e.offsetOutOfRangePartitions().keySet()).forEach((partition, offset) -> {
                LOG.error("events of {} before {} are gone and are not told", partition, offset);
                consumer.seek(partition, offset);
            });
        }
    }

    private void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
        shared.turnstile().lock();
        try {
            for (var record : records) {
                dispatch(record);
                shared.moveTo(record.partition(), record.offset() + 1);
            }
        } finally {
            shared.turnstile().unlock();
        }
    }

    private void dispatch(ConsumerRecord<byte[], byte[]> record) {
        var event = reading.event(record).orElse(null);
        if (event == null) {
            return;
        }
        var seenAt = shared.seenAt(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
        if (!CatchUp.isNews(event, seenAt, works.config().maxAge())) {
            droppedAsOld.incrementAndGet();
            return;
        }
        var kept = works.events().keep(record.partition(), record.offset(), event);
        for (var lane : lanes.of(event.type())) {
            lane.fromShared(record.partition(), record.offset(), kept, seenAt);
        }
    }

    private void apply(Consumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var id = JsonKey.parse(record.key()).text(0);
            if (id == null) {
                continue;
            }
            Endpoint endpoint;
            try {
                endpoint = reading.value(Topics.WEBHOOK_ENDPOINTS, record);
            } catch (RuntimeException e) {
                LOG.error("endpoint {} stays as it was: its record cannot be read: {}", id, e.getMessage());
                continue;
            }
            apply(consumer, id, endpoint);
        }
        lanes.index();
    }

    private void apply(Consumer<byte[], byte[]> consumer, String id, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            lanes.remove(id);
            return;
        }
        var lane = lanes.find(id);
        if (lane == null) {
            var added = new Lane(works, endpoint, placeOf(consumer, endpoint), new Lines());
            added.withPlace(LanePlace::changed);
            lanes.add(added);
            added.readIfHungry();
            return;
        }
        boolean enabled = lane.route().endpoint().isDisabled() && !endpoint.isDisabled();
        lane.change(endpoint);
        if (enabled) {
            lane.withPlace(LanePlace::joinNow);
        }
        lane.readIfHungry();
    }

    /** Where somebody begins who has no cursor: with what was written since it was registered. */
    private LanePlace placeOf(Consumer<byte[], byte[]> consumer, Endpoint endpoint) {
        return placeOf(consumer, shared, endpoint);
    }

    static LanePlace placeOf(Consumer<byte[], byte[]> consumer, SharedPlace shared, Endpoint endpoint) {
        var since = new HashMap<TopicPartition, Long>();
        for (var partition : Reading.partitions(Topics.WEBHOOKS)) {
            since.put(partition, endpoint.activeSince().toEpochMilli());
        }
        var found = consumer.offsetsForTimes(since);
        var next = shared.positions();
        boolean joined = true;
        for (var partition : since.keySet()) {
            var offset = found.get(partition);
            if (offset != null && offset.offset() < next[partition.partition()]) {
                next[partition.partition()] = offset.offset();
                joined = false;
            }
        }
        return new LanePlace(shared, next, joined, List.of());
    }

    private void passed(TopicPartition partition, long offset) {
        appliedLock.lock();
        try {
            endpointOffsets.put(partition, offset);
            applied.signalAll();
        } finally {
            appliedLock.unlock();
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
