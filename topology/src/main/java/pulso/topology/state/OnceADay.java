package pulso.topology.state;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import pulso.schemas.passage.Channel;

/** Says when to forget what looks at all that is kept: once a day of a channel's log, and once after a start. */
public final class OnceADay {
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<Channel, Instant> done = new EnumMap<>(Channel.class);

    /** Whether it is time; then it counts as done. */
    public boolean isDue(Channel channel, Instant greatest) {
        var last = done.get(channel);
        boolean due = last == null || !greatest.isBefore(last.plus(DAY));
        if (due) {
            done.put(channel, greatest);
        }
        return due;
    }
}
