package pulso.topology.stream;

import java.util.Set;
import java.util.TreeSet;

/** The topics in which the folds of one centre keep their state. */
public final class StateTopics {
    private StateTopics() {}

    /**
     * Of those that every generation has: what folds need to go on where they stood. A generation that was begun beside
     * the shown one has none of webhooks until it is promoted.
     *
     * @param applicationId the consumer group of the folds
     */
    public static Set<String> of(String applicationId) {
        var topics = new TreeSet<String>();
        for (var store : Stores.names()) {
            if (!store.startsWith(Stores.WEBHOOKS)) {
                topics.add(applicationId + '-' + store + "-changelog");
            }
        }
        return topics;
    }
}
