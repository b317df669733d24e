package pulso.topology.passage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pulso.schemas.event.QueueEvent;
import pulso.topology.state.State;

/** The restarts of the telephone system that may still end something. */
public final class Restarts {
    private static final String KEY = "restarts";
    private static final Duration REMEMBERED = Duration.ofDays(4);

    private final State<Restart.Log> state;

    public Restarts(State<Restart.Log> state) {
        this.state = state;
    }

    public Restart.Log log() {
        var log = state.get(KEY);
        return log == null ? Restart.Log.NONE : log;
    }

    /** @return whether it was new: two rows of one second are one restart, the first of them */
    public boolean add(QueueEvent row) {
        var kept = new ArrayList<>(log().restarts());
        if (!add(kept, row)) {
            return false;
        }
        kept.removeIf(known -> known.at().isBefore(row.at().minus(REMEMBERED)));
        state.put(KEY, new Restart.Log(List.copyOf(kept)));
        return true;
    }

    /** The same for a list of restarts, which stays in their order. */
    public static boolean add(List<Restart> kept, QueueEvent row) {
        var restart = new Restart(row.at(), row.origId(), row.offset());
        if (kept.stream().anyMatch(known -> known.at().equals(row.at()) && !restart.isBefore(known))) {
            return false;
        }
        kept.removeIf(known -> known.at().equals(row.at()));
        kept.add(restart);
        kept.sort(Comparator.comparing(Restart::at));
        return true;
    }
}
