package pulso.topology.minute;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.Moment;
import pulso.topology.state.Keys;
import pulso.topology.state.OnceADay;
import pulso.topology.state.State;

/**
 * Keeps the one-minute buckets of queues: when a passage changes, its old contribution is taken out of its buckets and
 * the new one put in. Buckets that differ afterwards are given on, whole.
 */
public final class QueueMinuteStage {
    /** How long buckets are kept; a passage is forgotten long before. */
    static final Duration KEPT = Duration.ofDays(17);

    private final String source;
    private final State<QueueMinute> minutes;
    private final Consumer<QueueMinute> changed;
    private final OnceADay forgetting = new OnceADay();

    private record Bucket(Channel channel, String queue, Instant minute) {}

    public QueueMinuteStage(String source, State<QueueMinute> minutes, Consumer<QueueMinute> changed) {
        this.source = source;
        this.minutes = minutes;
        this.changed = changed;
    }

    public void apply(InteractionChange change) {
        var tallies = new LinkedHashMap<Bucket, QueueTally>();
        for (var passage : change.passagesGone()) {
            contribute(passage, -1, tallies);
        }
        for (var moment : change.momentsGone()) {
            contribute(moment, -1, tallies);
        }
        for (var passage : change.passagesCome()) {
            contribute(passage, 1, tallies);
        }
        for (var moment : change.momentsCome()) {
            contribute(moment, 1, tallies);
        }
        tallies.forEach(this::store);
    }

    /** Drops a channel's buckets that nothing can change any more. */
    public void forget(Channel channel, Instant greatest) {
        if (forgetting.isDue(channel, greatest)) {
            var oldest = greatest.minus(KEPT);
            var ofChannel = Keys.of(channel.wireName(), "");
            minutes.removeKeys(
                    key -> key.startsWith(ofChannel) && Keys.timeIn(key, 2).isBefore(oldest));
        }
    }

    private void contribute(Passage passage, int sign, Map<Bucket, QueueTally> tallies) {
        QueueContribution.of(
                passage, sign, minute -> tally(new Bucket(passage.channel(), passage.queue(), minute), tallies));
    }

    private void contribute(Moment moment, int sign, Map<Bucket, QueueTally> tallies) {
        var queue = moment.queue();
        if (queue != null) {
            QueueContribution.of(moment, sign, minute -> tally(new Bucket(moment.channel(), queue, minute), tallies));
        }
    }

    private QueueTally tally(Bucket bucket, Map<Bucket, QueueTally> tallies) {
        return tallies.computeIfAbsent(bucket, _ -> new QueueTally());
    }

    /** @param difference what was put in and taken out */
    private void store(Bucket bucket, QueueTally difference) {
        if (difference.isNothing()) {
            return;
        }
        var key = key(bucket);
        var known = minutes.get(key);
        if (known != null) {
            difference.add(known);
        }
        var next = difference.toMinute(source, bucket.channel(), bucket.queue(), bucket.minute());
        minutes.put(key, next);
        changed.accept(next);
    }

    private static String key(Bucket bucket) {
        return Keys.of(bucket.channel().wireName(), bucket.queue(), Keys.time(bucket.minute()));
    }
}
