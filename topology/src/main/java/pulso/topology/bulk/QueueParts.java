package pulso.topology.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.topology.minute.QueueContribution;
import pulso.topology.minute.QueueTally;
import pulso.topology.passage.Moment;

/** The buckets of queues, as far as some interactions make them. Confined to one thread. */
final class QueueParts {
    private final Map<Queue, Map<Long, QueueTally>> tallies = new HashMap<>();

    private final long bucketSeconds;

    private record Queue(Channel channel, String name) {}

    QueueParts(Duration bucket) {
        this.bucketSeconds = bucket.toSeconds();
    }

    void add(Passage passage) {
        QueueContribution.of(passage, 1, minutes(passage.channel(), passage.queue()));
    }

    void add(Moment moment) {
        var queue = moment.queue();
        if (queue != null) {
            QueueContribution.of(moment, 1, minutes(moment.channel(), queue));
        }
    }

    /** A contact that began so many seconds after the same caller's former one. */
    void addRepeat(Channel channel, String queue, Instant enter, long sinceFormer) {
        QueueContribution.ofRepeat(
                sinceFormer, 1, minutes(channel, queue).apply(enter.truncatedTo(ChronoUnit.MINUTES)));
    }

    private Function<Instant, QueueTally> minutes(Channel channel, String queue) {
        var minutes = tallies.computeIfAbsent(new Queue(channel, queue), _ -> new HashMap<>());
        return minute -> {
            long second = minute.getEpochSecond();
            return minutes.computeIfAbsent(second - Math.floorMod(second, bucketSeconds), _ -> new QueueTally());
        };
    }

    void giveTo(String source, BulkOutput output) {
        tallies.forEach((queue, minutes) -> minutes.forEach((minute, tally) ->
                output.minute(tally.toMinute(source, queue.channel(), queue.name(), Instant.ofEpochSecond(minute)))));
        tallies.clear();
    }
}
