package pulso.wallboard;

import java.time.Instant;
import pulso.schemas.agent.AgentState;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;

/** Folds a source's log again up to a moment, for the board as it stood. */
public interface BoardHistory {
    /** Takes what the folds put out, in their order; the last word on each thing holds. */
    interface Taker {
        void passage(Passage passage);

        void withdrawn(Passage passage);

        void state(AgentState state);

        void minute(QueueMinute minute);

        void minute(AgentMinute minute);
    }

    /** The log does not reach back that far. */
    final class OutOfReach extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public OutOfReach(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Gives all that is known of the last days before a moment, as if nothing later had happened. Blocks until all is given.
     *
     * @throws OutOfReach when the rows of that time are kept no more, or never were
     */
    void replay(String source, Instant until, Taker taker);
}
