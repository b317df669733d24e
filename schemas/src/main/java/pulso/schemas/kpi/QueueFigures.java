package pulso.schemas.kpi;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a queue, or of several, over any window: the one merge of minutes. Confined to one thread.
 *
 * <p>Every longer window is a sum of minutes, so the wall, ClickHouse and a report agree. Means and ratios are made from
 * the sums at the end, never averaged.
 */
public final class QueueFigures {
    private long received;
    private long offered;
    private long refused;
    private long open;
    private long answered;
    private long abandoned;
    private long exitedKey;
    private long exitedTimeout;
    private long exitedEmpty;
    private long withdrawn;
    private long system;
    private long reconstructed;
    private long handled;
    private long talkKnown;
    private long talkSeconds;
    private long holdSeconds;
    private long wrapUpKnown;
    private long wrapUpSeconds;
    private long transferred;
    private long endedByCaller;
    private long endedByAgent;
    private long ringNoAnswer;
    private long ringRefused;
    private long agentDumps;
    private long outAttempts;
    private long outAnswered;
    private long outTalkSeconds;
    private final WaitCounts answeredWaits = new WaitCounts();
    private final WaitCounts abandonedWaits = new WaitCounts();
    private final WaitCounts endedWaits = new WaitCounts();

    public QueueFigures add(QueueMinute minute) {
        received += minute.received();
        offered += minute.offered();
        refused += minute.refused();
        open += minute.open();
        answered += minute.answered();
        abandoned += minute.abandoned();
        exitedKey += minute.exitedKey();
        exitedTimeout += minute.exitedTimeout();
        exitedEmpty += minute.exitedEmpty();
        withdrawn += minute.withdrawn();
        system += minute.system();
        reconstructed += minute.reconstructed();
        handled += minute.handled();
        talkKnown += minute.talkKnown();
        talkSeconds += minute.talkSeconds();
        holdSeconds += minute.holdSeconds();
        wrapUpKnown += minute.wrapUpKnown();
        wrapUpSeconds += minute.wrapUpSeconds();
        transferred += minute.transferred();
        endedByCaller += minute.endedByCaller();
        endedByAgent += minute.endedByAgent();
        ringNoAnswer += minute.ringNoAnswer();
        ringRefused += minute.ringRefused();
        agentDumps += minute.agentDumps();
        outAttempts += minute.outAttempts();
        outAnswered += minute.outAnswered();
        outTalkSeconds += minute.outTalkSeconds();
        answeredWaits.add(minute.answeredWaits());
        abandonedWaits.add(minute.abandonedWaits());
        endedWaits.add(minute.answeredWaits());
        endedWaits.add(minute.abandonedWaits());
        endedWaits.add(minute.exitedKeyWaits());
        endedWaits.add(minute.exitedTimeoutWaits());
        endedWaits.add(minute.exitedEmptyWaits());
        endedWaits.add(minute.withdrawnWaits());
        return this;
    }

    /** Adds the figures of another queue, or of another part of the window. */
    public QueueFigures add(QueueFigures other) {
        received += other.received;
        offered += other.offered;
        refused += other.refused;
        open += other.open;
        answered += other.answered;
        abandoned += other.abandoned;
        exitedKey += other.exitedKey;
        exitedTimeout += other.exitedTimeout;
        exitedEmpty += other.exitedEmpty;
        withdrawn += other.withdrawn;
        system += other.system;
        reconstructed += other.reconstructed;
        handled += other.handled;
        talkKnown += other.talkKnown;
        talkSeconds += other.talkSeconds;
        holdSeconds += other.holdSeconds;
        wrapUpKnown += other.wrapUpKnown;
        wrapUpSeconds += other.wrapUpSeconds;
        transferred += other.transferred;
        endedByCaller += other.endedByCaller;
        endedByAgent += other.endedByAgent;
        ringNoAnswer += other.ringNoAnswer;
        ringRefused += other.ringRefused;
        agentDumps += other.agentDumps;
        outAttempts += other.outAttempts;
        outAnswered += other.outAnswered;
        outTalkSeconds += other.outTalkSeconds;
        answeredWaits.add(other.answeredWaits);
        abandonedWaits.add(other.abandonedWaits);
        endedWaits.add(other.endedWaits);
        return this;
    }

    public long received() {
        return received;
    }

    public long offered() {
        return offered;
    }

    public long refused() {
        return refused;
    }

    public long open() {
        return open;
    }

    public long answered() {
        return answered;
    }

    public long abandoned() {
        return abandoned;
    }

    public long exitedKey() {
        return exitedKey;
    }

    public long exitedTimeout() {
        return exitedTimeout;
    }

    public long exitedEmpty() {
        return exitedEmpty;
    }

    public long withdrawn() {
        return withdrawn;
    }

    public long system() {
        return system;
    }

    public long reconstructed() {
        return reconstructed;
    }

    public long handled() {
        return handled;
    }

    public long talkKnown() {
        return talkKnown;
    }

    /** Conversation that ended in the window, seconds, hold included. */
    public long talk() {
        return talkSeconds;
    }

    public long hold() {
        return holdSeconds;
    }

    public long wrapUp() {
        return wrapUpSeconds;
    }

    public long wrapUpKnown() {
        return wrapUpKnown;
    }

    public long transferred() {
        return transferred;
    }

    public long endedByCaller() {
        return endedByCaller;
    }

    public long endedByAgent() {
        return endedByAgent;
    }

    public long ringNoAnswer() {
        return ringNoAnswer;
    }

    public long ringRefused() {
        return ringRefused;
    }

    public long agentDumps() {
        return agentDumps;
    }

    public long outAttempts() {
        return outAttempts;
    }

    public long outAnswered() {
        return outAnswered;
    }

    public long outTalk() {
        return outTalkSeconds;
    }

    /** Waits of the answered. */
    public WaitCounts answeredWaits() {
        return answeredWaits;
    }

    public WaitCounts abandonedWaits() {
        return abandonedWaits;
    }

    /** Waits of all whose waiting ended with a known length: answered, abandoned, left or withdrawn. */
    public WaitCounts endedWaits() {
        return endedWaits;
    }

    /** Abandoned after waiting less than {@code shortSeconds}. */
    public long shortAbandoned(int shortSeconds) {
        return abandonedWaits.below(shortSeconds);
    }

    /** Mean wait of the answered, seconds; null when none was. */
    public @Nullable Double asa() {
        return answeredWaits.mean();
    }

    public @Nullable Double abandonWait() {
        return abandonedWaits.mean();
    }

    /** (talk + wrap-up used) / conversations that ended with known length; null when none did. */
    public @Nullable Double aht() {
        return talkKnown == 0 ? null : (Double) ((double) (talkSeconds + wrapUpSeconds) / talkKnown);
    }

    /** Abandoned / (offered − open); null when there is nothing to divide by. */
    public @Nullable Double abandonRate() {
        return ratio(abandoned);
    }

    public @Nullable Double answerRate() {
        return ratio(answered);
    }

    private @Nullable Double ratio(long part) {
        long ended = offered - open;
        return ended <= 0 ? null : (Double) ((double) part / ended);
    }
}
