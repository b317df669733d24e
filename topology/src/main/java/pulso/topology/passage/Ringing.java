package pulso.topology.passage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;

/** What agents' phones did for one passage: who is rung now, and how often it was in vain. */
final class Ringing {
    private @Nullable String agent;
    private @Nullable Instant since;
    private int noAnswers;
    private int refusals;

    void began(QueueEvent row) {
        agent = row.agent();
        since = row.agent() == null ? null : row.at();
    }

    void stopped() {
        agent = null;
        since = null;
    }

    void wasInVain(boolean refused) {
        stopped();
        if (refused) {
            refusals++;
        } else {
            noAnswers++;
        }
    }

    @Nullable
    String agent() {
        return agent;
    }

    @Nullable
    Instant since() {
        return since;
    }

    int noAnswers() {
        return noAnswers;
    }

    int refusals() {
        return refusals;
    }
}
