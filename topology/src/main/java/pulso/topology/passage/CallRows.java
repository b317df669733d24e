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
 * @param rating the customer's rating, as CDR_REPO has it
 * @param previousContactAt when the same caller's contact before this one began; null when none is known
 * @param lastRowAt the greatest time of a row; the interaction is forgotten some time after it
 */
public record CallRows(
        Channel channel,
        String interaction,
        List<QueueEvent> rows,
        @Nullable String guid,
        Map<String, String> movedAgents,
        @Nullable Double rating,
        @Nullable Instant previousContactAt,
        Instant lastRowAt) {

    public static CallRows empty(Channel channel, String interaction, Instant at) {
        return new CallRows(channel, interaction, List.of(), null, Map.of(), null, null, at);
    }

    public boolean holds(QueueEvent row) {
        for (var known : rows) {
            if (known.isSameRow(row)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is known of it any more. */
    public boolean isEmpty() {
        return rows.isEmpty() && guid == null && movedAgents.isEmpty() && rating == null && previousContactAt == null;
    }

    public CallRows with(QueueEvent row) {
        var sorted = new ArrayList<>(rows);
        int at = Collections.binarySearch(sorted, row);
        sorted.add(at < 0 ? -at - 1 : at + 1, row);
        return with(sorted, guid, movedAgents, rating, previousContactAt)
                .lasting(row.at().isAfter(lastRowAt) ? row.at() : lastRowAt);
    }

    public CallRows without(QueueEvent row) {
        var rest = rows.stream().filter(known -> !known.isSameRow(row)).toList();
        return with(rest, guid, movedAgents, rating, previousContactAt);
    }

    public CallRows withGuid(String newGuid) {
        return with(rows, newGuid, movedAgents, rating, previousContactAt);
    }

    public CallRows withRating(@Nullable Double newRating) {
        return with(rows, guid, movedAgents, newRating, previousContactAt);
    }

    public CallRows withPreviousContactAt(@Nullable Instant at) {
        return with(rows, guid, movedAgents, rating, at);
    }

    public CallRows withMoved(String agent, String otherInteraction) {
        var moved = new TreeMap<>(movedAgents);
        moved.put(agent, otherInteraction);
        return with(rows, guid, moved, rating, previousContactAt);
    }

    private CallRows with(
            List<QueueEvent> newRows,
            @Nullable String newGuid,
            Map<String, String> newMovedAgents,
            @Nullable Double newRating,
            @Nullable Instant newPreviousContactAt) {
        return new CallRows(
                channel, interaction, newRows, newGuid, newMovedAgents, newRating, newPreviousContactAt, lastRowAt);
    }

    private CallRows lasting(Instant at) {
        return new CallRows(channel, interaction, rows, guid, movedAgents, rating, previousContactAt, at);
    }
}
