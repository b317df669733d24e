package pulso.simulator;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of a window [from, to), by channel and name of queue, and by agent over all channels. */
public record Figures(
        Instant from,
        Instant to,
        SortedMap<Channel, SortedMap<String, QueueFigures>> channels,
        SortedMap<String, AgentFigures> agents) {

    /** Those of telephony. */
    public SortedMap<String, QueueFigures> queues() {
        return queues(Channel.TELEPHONY);
    }

    /** Empty for a channel the centre does not have. */
    public SortedMap<String, QueueFigures> queues(Channel channel) {
        return channels.getOrDefault(channel, new TreeMap<>());
    }
}
