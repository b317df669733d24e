package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.wire.JsonKey;

/** What an earlier sink left: endpoints, where each stands, and where their shared reading goes on. */
final class Opening {
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, EndpointCursor> cursors = new HashMap<>();
    private final Map<TopicPartition, Long> endpointOffsets;
    private final SharedPlace shared;
    private final Reading reading;

    private Opening(Reading reading, Instant now) {
        this.reading = reading;
        this.endpointOffsets = reading.readAll(Reading.partitions(Topics.WEBHOOK_ENDPOINTS), record -> {
            var id = JsonKey.parse(record.key()).text(0);
            keep(endpoints, id, reading.value(Topics.WEBHOOK_ENDPOINTS, record));
        });
        reading.readAll(Reading.partitions(Topics.WEBHOOK_CURSORS), record -> {
            var id = JsonKey.parse(record.key()).text(0);
            keep(cursors, id, reading.value(Topics.WEBHOOK_CURSORS, record));
        });
        try (var consumer = reading.consumer("pulso-webhook-open")) {
            this.shared = place(consumer, cursors.remove(EndpointCursor.SHARED), now);
        }
    }

    static Opening read(Reading reading, Instant now) {
        return new Opening(reading, now);
    }

    Map<TopicPartition, Long> endpointOffsets() {
        return endpointOffsets;
    }

    SharedPlace shared() {
        return shared;
    }

    /** Lanes as they were left; cursors of endpoints that are gone are to be taken back. */
    void fill(Lanes lanes, Works works) {
        try (var consumer = reading.consumer("pulso-webhook-open")) {
            for (var endpoint : endpoints.values()) {
                lanes.add(lane(works, consumer, endpoint, cursors.get(endpoint.id())));
            }
        }
        for (var id : cursors.keySet()) {
            if (!endpoints.containsKey(id)) {
                lanes.forget(id);
            }
        }
        lanes.index();
    }

    private Lane lane(
            Works works, Consumer<byte[], byte[]> consumer, Endpoint endpoint, @Nullable EndpointCursor cursor) {
        if (cursor == null) {
            var lane = new Lane(works, endpoint, SharedReader.placeOf(consumer, shared, endpoint), new Lines());
            lane.withPlace(LanePlace::changed);
            return lane;
        }
        var lines = new Lines();
        var next = shared.positions();
        boolean joined = cursor.positions().isEmpty();
        for (var position : cursor.positions()) {
            next[position.partition()] = position.next();
        }
        for (var parked : cursor.parked()) {
            lines.add(
                    parked.key(),
                    new Lines.Waiting(
                            parked.partition(), parked.offset(), parked.attempts(), parked.next(), parked.accepted()));
            if (joined) {
                next[parked.partition()] = Math.max(next[parked.partition()], parked.offset() + 1);
            }
        }
        return new Lane(works, endpoint, new LanePlace(shared, next, joined, cursor.replays()), lines);
    }

    private static <T> void keep(Map<String, T> all, @Nullable String id, @Nullable T value) {
        if (id == null) {
            return;
        }
        if (value == null) {
            all.remove(id);
        } else {
            all.put(id, value);
        }
    }

    /** Where reading goes on; the first time, at the end. */
    private static SharedPlace place(Consumer<byte[], byte[]> consumer, @Nullable EndpointCursor cursor, Instant now) {
        var partitions = Reading.partitions(Topics.WEBHOOKS);
        var beginnings = offsets(partitions, consumer.beginningOffsets(partitions));
        var ends = offsets(partitions, consumer.endOffsets(partitions));
        var next = cursor == null ? ends.clone() : beginnings.clone();
        if (cursor != null) {
            for (var position : cursor.positions()) {
                int partition = position.partition();
                next[partition] = Math.min(Math.max(position.next(), beginnings[partition]), ends[partition]);
            }
        }
        var seenFrom = cursor == null ? beginnings : next;
        var away = cursor == null ? Duration.ofDays(1) : Duration.between(cursor.writtenAt(), now);
        var known = cursor == null ? new ArrayList<EndpointCursor.Absence>() : cursor.absences();
        return new SharedPlace(next, ends, SharedPlace.absences(known, seenFrom, ends, away, beginnings, now));
    }

    private static long[] offsets(List<TopicPartition> partitions, Map<TopicPartition, Long> byPartition) {
        var offsets = new long[partitions.size()];
        for (var partition : partitions) {
            offsets[partition.partition()] = byPartition.getOrDefault(partition, 0L);
        }
        return offsets;
    }
}
