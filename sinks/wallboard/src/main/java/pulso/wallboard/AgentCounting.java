package pulso.wallboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentState;
import pulso.schemas.passage.Direction;

/**
 * Counts logged-in agents by what they do: in every queue that they serve, once in each direction, once in all. An agent
 * who talks for another queue counts as talking in each, since that is why nobody answers there.
 */
final class AgentCounting {
    private static final BoardAnswer.AgentCounts NONE = new BoardAnswer.AgentCounts(0, 0, 0, 0, 0, 0, 0, 0);

    private final BoardQuery query;
    private final Selection selection;
    private final Instant asOf;
    private final Map<String, Map<String, List<AgentKey>>> bySourceAndQueue = new HashMap<>();
    private final Map<AgentKey, AgentActivity> activities = new HashMap<>();
    private final Map<Direction, Set<AgentKey>> byDirection = new EnumMap<>(Direction.class);
    private final Map<String, Set<AgentKey>> byGroup = new HashMap<>();
    private final Set<AgentKey> shown = new HashSet<>();

    AgentCounting(BoardQuery query, Selection selection, Instant asOf) {
        this.query = query;
        this.selection = selection;
        this.asOf = asOf;
    }

    void add(AgentKey key, @Nullable AgentState state) {
        if (state == null || !query.sources().contains(key.source())) {
            return;
        }
        var activity = AgentReading.doing(state, asOf).activity();
        if (activity == AgentActivity.LOGGED_OUT) {
            return;
        }
        activities.put(key, activity);
        var queues = AgentReading.queuesOf(state);
        for (var queue : queues) {
            bySourceAndQueue
                    .computeIfAbsent(key.source(), _ -> new HashMap<>())
                    .computeIfAbsent(queue, _ -> new ArrayList<>())
                    .add(key);
        }
        if (selection.isWhole() || queues.stream().anyMatch(queue -> selection.showsWork(key.source(), queue))) {
            shown.add(key);
        }
    }

    void countFor(QueueKey queue, Direction direction, @Nullable String group) {
        var serving = serving(queue);
        byDirection.computeIfAbsent(direction, _ -> new HashSet<>()).addAll(serving);
        if (group != null) {
            byGroup.computeIfAbsent(group, _ -> new HashSet<>()).addAll(serving);
        }
    }

    BoardAnswer.AgentCounts of(QueueKey queue) {
        return count(serving(queue));
    }

    BoardAnswer.AgentCounts of(Direction direction) {
        return count(byDirection.getOrDefault(direction, Set.of()));
    }

    BoardAnswer.AgentCounts ofGroup(String group) {
        return count(byGroup.getOrDefault(group, Set.of()));
    }

    BoardAnswer.AgentCounts all() {
        return count(shown);
    }

    private List<AgentKey> serving(QueueKey queue) {
        return bySourceAndQueue.getOrDefault(queue.source(), Map.of()).getOrDefault(queue.queue(), List.of());
    }

    private BoardAnswer.AgentCounts count(Iterable<AgentKey> agents) {
        var counts = new EnumMap<AgentActivity, Integer>(AgentActivity.class);
        int all = 0;
        for (var agent : agents) {
            var activity = activities.get(agent);
            if (activity != null) {
                counts.merge(activity, 1, Integer::sum);
                all++;
            }
        }
        return all == 0
                ? NONE
                : new BoardAnswer.AgentCounts(
                        all,
                        counts.getOrDefault(AgentActivity.AVAILABLE, 0),
                        counts.getOrDefault(AgentActivity.RINGING, 0),
                        counts.getOrDefault(AgentActivity.TALKING, 0),
                        counts.getOrDefault(AgentActivity.ON_HOLD, 0),
                        counts.getOrDefault(AgentActivity.WRAP_UP, 0),
                        counts.getOrDefault(AgentActivity.ON_BREAK, 0),
                        counts.getOrDefault(AgentActivity.PAUSED, 0));
    }
}
