package pulso.command;

import java.util.TreeSet;
import pulso.topology.stream.StateTopics;

/** What the folds of a source and generation left in Kafka when they were stopped. */
final class FoldState {
    private FoldState() {}

    /**
     * Streams would make what is missing anew, empty, and figures of hours that are under way would begin at 0.
     *
     * @throws IllegalStateException when a version of Pulso folded it that kept its state elsewhere
     */
    static void requireOwn(String bootstrapServers, String generation, String source) {
        var group = Folding.applicationId(generation, source);
        try (var broker = new Broker(bootstrapServers)) {
            var needed = StateTopics.of(group);
            var missing = new TreeSet<>(needed);
            missing.removeAll(broker.topics());
            if (!missing.isEmpty()
                    && missing.size() < needed.size()
                    && !broker.committed(group).isEmpty()) {
                throw new IllegalStateException("the state of " + generation + " was left by another version of Pulso: "
                        + missing + " is not there. Fold the raw topics anew: ./pulso replay --as NAME, then --promote"
                        + " NAME");
            }
        }
    }
}
