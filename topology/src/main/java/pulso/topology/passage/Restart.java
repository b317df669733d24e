package pulso.topology.passage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;

/** A QUEUESTART: the telephone system began anew and forgot every call it had. */
public record Restart(Instant at, long origId, long offset) {

    /** The restarts that are remembered, in the order of the log. */
    public record Log(List<Restart> restarts) {
        public static final Log NONE = new Log(List.of());

        /** The first restart after a row; null when none followed. */
        public @Nullable Restart after(QueueEvent row) {
            for (var restart : restarts) {
                if (restart.isAfter(row)) {
                    return restart;
                }
            }
            return null;
        }

        /** The first restart later than {@code from} and not later than {@code to}; null when there was none. */
        public @Nullable Restart between(Instant from, Instant to) {
            for (var restart : restarts) {
                if (restart.at().isAfter(from) && !restart.at().isAfter(to)) {
                    return restart;
                }
            }
            return null;
        }
    }

    /** Of two of one second, the first in the log. */
    boolean isBefore(Restart other) {
        return origId != other.origId ? origId < other.origId : offset < other.offset;
    }

    private boolean isAfter(QueueEvent row) {
        int byTime = at.compareTo(row.at());
        if (byTime != 0) {
            return byTime > 0;
        }
        return origId != row.origId() ? origId > row.origId() : offset > row.offset();
    }
}
