package pulso.simulator;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pulso.simulator.PassageTruth.Outcome;
import pulso.simulator.PassageTruth.Span;

/** A window [from, to) of the ledger, and how far each log's time has come when one looks: what is too old by then has ended. */
final class LedgerWindow {
    private static final long NEVER = Long.MAX_VALUE;

    final Instant fromInstant;
    final Instant toInstant;
    final long from;
    final long to;
    private final Map<Channel, Long> reached = new EnumMap<>(Channel.class);

    LedgerWindow(Ledger ledger, Instant from, Instant to, Instant asOf) {
        if (from.getNano() != 0 || to.getNano() != 0 || to.isBefore(from)) {
            throw new IllegalArgumentException("not a window of whole seconds: [" + from + ", " + to + ")");
        }
        this.fromInstant = from;
        this.toInstant = to;
        this.from = from.getEpochSecond();
        this.to = to.getEpochSecond();
        for (Channel channel : Channel.values()) {
            long newest = ledger.newestSeconds.getOrDefault(channel, Long.MIN_VALUE);
            reached.put(channel, Math.max(newest, asOf.getEpochSecond()));
        }
    }

    boolean contains(long second) {
        return second >= from && second < to;
    }

    Outcome outcome(PassageTruth passage) {
        return passage.outcome == Outcome.OPEN && tooOld(passage) ? Outcome.SYSTEM : passage.outcome;
    }

    /** The second in which the talk of the passage ended; later than any window while it goes on, or without talk. */
    long talkEnd(PassageTruth passage) {
        return passage.talk == null ? NEVER : end(passage, passage.talk);
    }

    /** The end of a stretch of the passage. */
    long end(PassageTruth passage, Span span) {
        if (!span.open()) {
            return span.to;
        }
        return tooOld(passage) ? passage.enterSecond + passage.channel.oldestSeconds() : NEVER;
    }

    /** Seconds of the stretch within the window; none of one that goes on. */
    long clipped(long begin, long end) {
        return end == NEVER ? 0 : Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    /** The seconds of the window in which at least one of the stretches was on. */
    BitSet seconds(List<Span> spans) {
        BitSet seconds = new BitSet();
        spans.forEach(span -> add(seconds, span.from, span.to));
        return seconds;
    }

    void add(BitSet seconds, long begin, long end) {
        long first = Math.max(begin, from);
        long last = Math.min(end, to);
        if (first < last) {
            seconds.set((int) (first - from), (int) (last - from));
        }
    }

    private boolean tooOld(PassageTruth passage) {
        return reached.getOrDefault(passage.channel, Long.MIN_VALUE)
                >= passage.enterSecond + passage.channel.oldestSeconds();
    }
}
