package pulso.wallboard;

import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;

/** Minutes that are older than what a wallboard holds in memory, for long series. */
public interface MinuteArchive {
    /**
     * What is wanted: minutes that begin in [from, to).
     *
     * @param queues empty for all
     * @param channels empty for all
     */
    record Wanted(String source, Set<String> queues, Set<Channel> channels, Instant from, Instant to) {}

    /** Gives each minute once, its latest state, in any order; blocks until all are given. Throws when it cannot. */
    void read(Wanted wanted, Consumer<QueueMinute> taker);
}
