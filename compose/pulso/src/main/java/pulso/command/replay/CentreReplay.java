package pulso.command.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import pulso.command.Broker;
import pulso.command.Folding;
import pulso.command.SourceConfig;
import pulso.topology.stream.CentreStreams;

/** One source, folded as another generation. After {@link #close} it goes on where it stood, here or in another process. */
final class CentreReplay implements AutoCloseable {
    /** Fewer than these may be but marks of transactions: looked at one by one. */
    private static final long FEW = 1_000;

    private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(30);

    private final Broker broker;
    private final SourceConfig source;
    private final String group;
    private final Map<TopicPartition, Long> starts;
    private final RawSpan span;
    private final CentreStreams streams;
    private volatile boolean caughtUp;
    private volatile long done;

    private CentreReplay(
            Broker broker,
            SourceConfig source,
            String group,
            Map<TopicPartition, Long> starts,
            RawSpan span,
            CentreStreams streams) {
        this.broker = broker;
        this.source = source;
        this.group = group;
        this.starts = starts;
        this.span = span;
        this.streams = streams;
    }

    /**
     * Begins to fold, from the span's start or from where an earlier process stood.
     *
     * @param onlyTables empty for all
     * @throws IllegalStateException when there is no complete snapshot
     */
    static CentreReplay start(Broker broker, Folding folding, SourceConfig source, Set<String> onlyTables) {
        var generation = folding.generation();
        var group = Folding.applicationId(generation.name(), source.name());
        var status = Folding.awaitSnapshot(folding.bootstrapServers(), folding.registry(), source, SNAPSHOT_LIMIT)
                .orElseThrow(() -> new IllegalStateException(
                        "no snapshot of " + source.name() + " is complete: there is nothing whole to fold yet"));
        var raw = FileTopics.of(broker, source, generation.name(), onlyTables);
        var span = RawSpan.of(broker, source, raw, generation.from(), generation.to());
        var committed = broker.committed(group);
        if (committed.isEmpty()) {
            broker.commit(group, span.starts());
        }
        var starts = new HashMap<>(span.starts());
        starts.putAll(committed);
        return new CentreReplay(broker, source, group, starts, span, folding.start(source, status, raw));
    }

    String source() {
        return source.name();
    }

    String group() {
        return group;
    }

    List<String> shortened() {
        return span.shortened();
    }

    CentreStreams streams() {
        return streams;
    }

    /** Asks where the folds stand. */
    void look() {
        var committed = broker.committed(group);
        long folded = 0;
        var missingFrom = new HashMap<TopicPartition, Long>();
        long missing = 0;
        for (var end : span.ends().entrySet()) {
            long start = starts.getOrDefault(end.getKey(), 0L);
            long at = committed.getOrDefault(end.getKey(), start);
            folded += Math.max(0, Math.min(at, end.getValue()) - start);
            if (at < end.getValue()) {
                missingFrom.put(end.getKey(), at);
                missing += end.getValue() - at;
            }
        }
        done = folded;
        if (!caughtUp && missing <= FEW && !broker.hasRecords(missingFrom, span.ends())) {
            caughtUp = true;
            done = expected();
        }
    }

    /** Records folded since this process began. */
    long done() {
        return done;
    }

    /** Records that it was to fold when it began. */
    long expected() {
        long sum = 0;
        for (var end : span.ends().entrySet()) {
            sum += Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), 0L));
        }
        return sum;
    }

    /** All that was asked for is folded, and committed. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        streams.close();
    }
}
