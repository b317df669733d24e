package pulso.topology.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.QueueEvent;
import pulso.topology.agent.AgentMinutes;
import pulso.topology.agent.SessionFold;
import pulso.topology.passage.Restart;

/** The rows of agents' sessions and the queues they are members of. Confined to one thread. */
final class Sessions {
    private final String source;
    private final AgentMinutes minutes;
    private final BulkOutput output;
    private final Map<String, List<QueueEvent>> rows = new HashMap<>();
    private final Map<String, Set<String>> memberOf = new HashMap<>();

    Sessions(String source, AgentMinutes minutes, BulkOutput output) {
        this.source = source;
        this.minutes = minutes;
        this.output = output;
    }

    void add(QueueEvent row) {
        var agent = row.agent();
        if (agent == null) {
            return;
        }
        if (row.kind() == EventKind.ADD_MEMBER || row.kind() == EventKind.REMOVE_MEMBER) {
            var queues = memberOf.computeIfAbsent(agent, _ -> new TreeSet<>());
            if (row.queue() != null && row.kind() == EventKind.ADD_MEMBER) {
                queues.add(row.queue());
            } else if (row.queue() != null) {
                queues.remove(row.queue());
            }
        } else {
            rows.computeIfAbsent(agent, _ -> new ArrayList<>()).add(row);
        }
    }

    Set<String> agents() {
        var agents = new TreeSet<>(rows.keySet());
        agents.addAll(memberOf.keySet());
        return agents;
    }

    Set<String> memberOf(String agent) {
        return memberOf.getOrDefault(agent, Set.of());
    }

    /** Counts sessions that ended before a moment and forgets them. */
    void settleBefore(Instant moment, Restart.Log restarts, Instant now) {
        rows.forEach((agent, all) -> {
            sort(all);
            int ended = 0;
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).kind() == EventKind.LOGOFF && all.get(i).at().isBefore(moment)) {
                    ended = i + 1;
                }
            }
            if (ended > 0) {
                var before = derive(agent, all, restarts, now).intervals();
                all.subList(0, ended).clear();
                var settled = new ArrayList<AgentInterval>(before);
                derive(agent, all, restarts, now).intervals().forEach(settled::remove);
                settled.forEach(interval -> minutes.add(interval, 1));
            }
        });
        minutes.flush();
    }

    /** Counts what is left of an agent's sessions; says what is open. */
    SessionFold.Session settle(String agent, Restart.Log restarts, Instant now) {
        var all = rows.getOrDefault(agent, List.of());
        if (!all.isEmpty()) {
            sort(all);
        }
        var session = derive(agent, all, restarts, now);
        session.intervals().forEach(interval -> minutes.add(interval, 1));
        minutes.flush();
        return session;
    }

    private SessionFold.Session derive(String agent, List<QueueEvent> all, Restart.Log restarts, Instant now) {
        return SessionFold.derive(source, agent, all, restarts, now);
    }

    private void sort(List<QueueEvent> all) {
        all.sort(Comparator.naturalOrder());
        for (int i = all.size() - 1; i > 0; i--) {
            if (RowSets.isToldBefore(all, i)) {
                all.remove(i);
                output.duplicate();
            }
        }
    }
}
