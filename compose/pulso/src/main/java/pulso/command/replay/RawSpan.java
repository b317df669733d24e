package pulso.command.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import pulso.command.Broker;
import pulso.command.SourceConfig;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/**
 * From where to where a replay reads the topics of a source.
 *
 * @param starts where it begins; topics that hold only the last state of each thing are read whole
 * @param ends where it has read all that was asked for
 * @param shortened what the topics hold no more of what was wanted, in words
 */
record RawSpan(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, List<String> shortened) {
    /** As long as an interaction is remembered: rows that old may say what a row after it means. */
    static final Duration CONTEXT = Duration.ofDays(8);

    /**
     * @param from from when records are written; null: all that the topics hold
     * @param to until when; null: up to now
     */
    static RawSpan of(
            Broker broker, SourceConfig source, List<Topic<?>> raw, @Nullable Instant from, @Nullable Instant to) {
        var partitions = new ArrayList<TopicPartition>();
        var whole = new ArrayList<TopicPartition>();
        for (var topic : raw) {
            (topic.cleanup() == Topic.Cleanup.COMPACT ? whole : partitions).add(new TopicPartition(topic.name(), 0));
        }
        partitions.add(new TopicPartition(Topics.heartbeat(source.name()).name(), 0));
        var starts = new HashMap<>(
                from == null ? broker.beginnings(partitions) : broker.offsetsAt(partitions, from.minus(CONTEXT)));
        starts.putAll(broker.beginnings(whole));
        var all = new ArrayList<>(partitions);
        all.addAll(whole);
        var ends = broker.ends(all);
        if (to != null) {
            broker.offsetsAt(all, to.plus(CONTEXT)).forEach((partition, end) -> ends.merge(partition, end, Math::min));
        }
        return new RawSpan(starts, ends, shortened(broker, raw, from));
    }

    private static List<String> shortened(Broker broker, List<Topic<?>> raw, @Nullable Instant from) {
        var said = new ArrayList<String>();
        for (var topic : raw) {
            var partition = new TopicPartition(topic.name(), 0);
            var first = broker.firstTime(partition);
            boolean isCut = topic.cleanup() != Topic.Cleanup.COMPACT
                    && broker.beginnings(List.of(partition)).getOrDefault(partition, 0L) > 0;
            if (isCut && first != null && (from == null || first.isAfter(from.minus(CONTEXT)))) {
                said.add(topic.name() + " reaches back to " + first + " only");
            }
        }
        return said;
    }
}
