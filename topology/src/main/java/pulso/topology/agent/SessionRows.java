package pulso.topology.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import pulso.schemas.event.QueueEvent;

/** The rows of an agent's sessions, in the order of the log. */
public record SessionRows(String agent, List<QueueEvent> rows) {
    boolean holds(QueueEvent row) {
        return rows.stream().anyMatch(known -> known.isSameRow(row));
    }

    SessionRows without(QueueEvent row) {
        return new SessionRows(
                agent, rows.stream().filter(known -> !known.isSameRow(row)).toList());
    }

    SessionRows with(QueueEvent row) {
        var sorted = new ArrayList<>(rows);
        int at = Collections.binarySearch(sorted, row);
        sorted.add(at < 0 ? -at - 1 : at + 1, row);
        return new SessionRows(agent, sorted);
    }
}
