package pulso.simulator;

import java.util.LinkedHashSet;

/** A queue at work: who waits in it and who could answer. */
final class QueueLine {
    final QueueProfile profile;
    /** Everyone waiting, in order of entering; whoever rings somewhere included. */
    final LinkedHashSet<Passage> waiting = new LinkedHashSet<>();
    /** Those of them for whom no phone rings. */
    final LinkedHashSet<Passage> unserved = new LinkedHashSet<>();
    /** Agents free to answer, the longest idle first. */
    final LinkedHashSet<Agent> idle = new LinkedHashSet<>();

    int members;

    QueueLine(QueueProfile profile) {
        this.profile = profile;
    }

    String name() {
        return profile.name();
    }

    int positionOf(Passage passage) {
        int position = 1;
        for (Passage other : waiting) {
            if (other == passage) {
                return position;
            }
            position++;
        }
        return position;
    }

    void clear() {
        waiting.clear();
        unserved.clear();
        idle.clear();
        members = 0;
    }
}
