package pulso.schemas.kpi;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a queue, or of several, over any window: the one merge of minutes. Confined to one thread.
 *
 * <p>Every longer window is a sum of minutes, so the wall, ClickHouse and a report agree. Means and ratios are made from
 * the sums at the end, never averaged.
 */
public final class QueueFigures {
    private static final QueueCount[] COUNTS = QueueCount.values();

    private final long[] sums = new long[COUNTS.length];
    private final WaitCounts answeredWaits = new WaitCounts();
    private final WaitCounts abandonedWaits = new WaitCounts();
    private final WaitCounts endedWaits = new WaitCounts();

    public QueueFigures add(QueueMinute minute) {
        for (var count : COUNTS) {
            sums[count.place()] += count.of(minute);
        }
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
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        answeredWaits.add(other.answeredWaits);
        abandonedWaits.add(other.abandonedWaits);
        endedWaits.add(other.endedWaits);
        return this;
    }

    public long get(QueueCount count) {
        return sums[count.place()];
    }

    public long received() {
        return get(QueueCount.RECEIVED);
    }

    public long offered() {
        return get(QueueCount.OFFERED);
    }

    public long open() {
        return get(QueueCount.OPEN);
    }

    /** Offered passages whose waiting has ended, whatever the outcome. */
    public long ended() {
        return offered() - open();
    }

    public long answered() {
        return get(QueueCount.ANSWERED);
    }

    public long abandoned() {
        return get(QueueCount.ABANDONED);
    }

    /** Conversations that ended, of known length or not. */
    public long handled() {
        return get(QueueCount.HANDLED);
    }

    /** Conversation that ended in the window, seconds, hold included. */
    public long talk() {
        return get(QueueCount.TALK_SECONDS);
    }

    public long hold() {
        return get(QueueCount.HOLD_SECONDS);
    }

    /** Wrap-up used, seconds. */
    public long wrapUp() {
        return get(QueueCount.WRAP_UP_SECONDS);
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

    /** (talk + wrap-up used) / conversations that ended with known length; null when none did. */
    public @Nullable Double aht() {
        long known = get(QueueCount.TALK_KNOWN);
        return known == 0 ? null : (Double) ((double) (talk() + wrapUp()) / known);
    }
}
