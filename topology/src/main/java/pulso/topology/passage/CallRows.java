package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;

/**
 * All that was seen of one interaction, in the order of the log. Passages are derived from it anew with each row, so the
 * order in which rows arrive does not matter.
 *
 * @param movedAgents agents whose rows under this callid belong to another interaction, since a transfer swapped callids
 * @param lastRowAt the greatest time of a row; the interaction is forgotten some time after it
 */
public record CallRows(
        Channel channel,
        String interaction,
        List<QueueEvent> rows,
        @Nullable String guid,
        Map<String, String> movedAgents,
        Instant lastRowAt) {

    public static CallRows empty(Channel channel, String interaction, Instant at) {
        return new CallRows(channel, interaction, List.of(), null, Map.of(), at);
    }

    public boolean holds(QueueEvent row) {
        for (var known : rows) {
            if (known.isSameRow(row)) {
                return true;
            }
        }
        return false;
    }

    public CallRows with(QueueEvent row) {
        var sorted = new ArrayList<>(rows);
        int at = Collections.binarySearch(sorted, row);
        sorted.add(at < 0 ? -at - 1 : at + 1, row);
        return new CallRows(
                channel, interaction, sorted, guid, movedAgents, row.at().isAfter(lastRowAt) ? row.at() : lastRowAt);
    }

    public CallRows without(QueueEvent row) {
        return new CallRows(
                channel,
                interaction,
                rows.stream().filter(known -> !known.isSameRow(row)).toList(),
                guid,
                movedAgents,
                lastRowAt);
    }

    public CallRows withGuid(String newGuid) {
        return new CallRows(channel, interaction, rows, newGuid, movedAgents, lastRowAt);
    }

    public CallRows withMoved(String agent, String otherInteraction) {
        var moved = new TreeMap<>(movedAgents);
        moved.put(agent, otherInteraction);
        return new CallRows(channel, interaction, rows, guid, moved, lastRowAt);
    }
}
