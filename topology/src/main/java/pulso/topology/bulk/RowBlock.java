package pulso.topology.bulk;

import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;

/**
 * Rows of one log that stand side by side, in the form in which they were read: decoded only when they are needed. What
 * is known of each beforehand is what it takes to find those that belong together.
 */
public abstract class RowBlock {
    /** Rows in a block at most. */
    public static final int MAX_ROWS = 4096;

    /** What is done with a row. */
    public enum Lane {
        /** Of no use; its reader has counted it. */
        NONE,
        /** In no figure, but it tells of a moment. */
        NOTED,
        /** Of the interaction that its key names. */
        CALL,
        /** Decoded as it comes: of a session, a restart, a link, or of an interaction that it does not name. */
        EVENT
    }

    private final Channel channel;
    private int live;
    /** Among the blocks of a fold; none while negative. */
    int number = -1;

    protected RowBlock(Channel channel) {
        this.channel = channel;
    }

    public final Channel channel() {
        return channel;
    }

    public abstract int size();

    public abstract Lane lane(int row);

    /** Epoch second; of rows that are not {@link Lane#NONE}. */
    public abstract long second(int row);

    /** Of {@link RowKey}, of {@link Lane#CALL} rows. */
    public abstract long keyHigh(int row);

    public abstract long keyLow(int row);

    /** The keys are not needed any more. */
    public abstract void dropKeys();

    /**
     * Decodes a row. Any thread.
     *
     * @param interaction what the row names, where that is known
     * @return null when its fields do not allow to use it, which the block keeps account of
     */
    public abstract @Nullable QueueEvent event(int row, @Nullable String interaction);

    final void hold() {
        live++;
    }

    /** Whether that was the last row that is needed. */
    final boolean release() {
        live--;
        return live == 0;
    }
}
