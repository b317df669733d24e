package pulso.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.WebhookEvent;

/**
 * Events by their place in the topic: those read lately from memory, however many endpoints want them, the others read
 * again. So what waits for days costs its place only. Safe for any thread.
 */
final class KeptEvents implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Reading reading;
    private final Map<Place, KeptEvent> kept = new ConcurrentHashMap<>();
    private final ArrayDeque<Place> order = new ArrayDeque<>();
    private final ReentrantLock orderLock = new ReentrantLock();
    private final ReentrantLock readLock = new ReentrantLock();
    private @Nullable Consumer<byte[], byte[]> consumer;

    private record Place(int partition, long offset) {}

    KeptEvents(Reading reading) {
        this.reading = reading;
    }

    /** What is kept of it, by now or already. */
    KeptEvent keep(int partition, long offset, WebhookEvent event) {
        var place = new Place(partition, offset);
        var made = new KeptEvent(event);
        var known = kept.putIfAbsent(place, made);
        if (known != null) {
            return known;
        }
        orderLock.lock();
        try {
            order.add(place);
            if (order.size() > MOST) {
                kept.remove(order.removeFirst());
            }
        } finally {
            orderLock.unlock();
        }
        return made;
    }

    /** The event; empty when the topic does not hold it any more. */
    Optional<KeptEvent> find(int partition, long offset) {
        var place = new Place(partition, offset);
        var event = kept.get(place);
        if (event != null) {
            return Optional.of(event);
        }
        readLock.lock();
        try {
            event = kept.get(place);
            return event != null ? Optional.of(event) : read(place);
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public void close() {
        readLock.lock();
        try {
            if (consumer != null) {
                consumer.close();
                consumer = null;
            }
        } finally {
            readLock.unlock();
        }
    }

    private Optional<KeptEvent> read(Place place) {
        if (consumer == null) {
            consumer = reading.consumer("pulso-webhook-again");
        }
        var partition = new TopicPartition(Topics.WEBHOOKS.name(), place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                var records = consumer.poll(POLL).records(partition);
                if (!records.isEmpty()) {
                    return take(place, records);
                }
            }
        } catch (OffsetOutOfRangeException _) {
            return Optional.empty();
        }
        throw new TimeoutException("event at " + partition + ':' + place.offset() + " cannot be read");
    }

    /** Neighbours are kept as well: what waits with it is often near it. */
    private Optional<KeptEvent> take(Place place, Collection<ConsumerRecord<byte[], byte[]>> records) {
        var found = new HashMap<Long, KeptEvent>();
        for (var record : records) {
            reading.event(record)
                    .ifPresent(event -> found.put(record.offset(), keep(record.partition(), record.offset(), event)));
        }
        return Optional.ofNullable(found.get(place.offset()));
    }
}
