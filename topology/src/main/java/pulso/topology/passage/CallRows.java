package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;

/**
 * All that was seen of one interaction, in the order of the log. Passages are derived from it anew with each row, so the
 * order in which rows arrive does not matter.
 *
 * @param moved ends that were brought to another interaction, since a transfer swapped callids
 * @param rating the customer's rating, as CDR_REPO has it
 * @param previousContactAt when the same caller's contact before this one began; null when none is known
 * @param lastRowAt the greatest time of a row; the interaction is forgotten some time after it
 */
public record CallRows(
        Channel channel,
        String interaction,
        List<QueueEvent> rows,
        @Nullable String guid,
        List<Moved> moved,
        @Nullable Double rating,
        @Nullable Instant previousContactAt,
        Instant lastRowAt) {

    public static CallRows empty(Channel channel, String interaction, Instant at) {
        return new CallRows(channel, interaction, List.of(), null, List.of(), null, null, at);
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
        return rows.isEmpty() && guid == null && moved.isEmpty() && rating == null && previousContactAt == null;
    }

    public CallRows with(QueueEvent row) {
        var sorted = new ArrayList<>(rows);
        int at = Collections.binarySearch(sorted, row);
        sorted.add(at < 0 ? -at - 1 : at + 1, row);
        return with(sorted, guid, moved, rating, previousContactAt)
                .lasting(row.at().isAfter(lastRowAt) ? row.at() : lastRowAt);
    }

    public CallRows without(QueueEvent row) {
        var rest = rows.stream().filter(known -> !known.isSameRow(row)).toList();
        return with(rest, guid, moved, rating, previousContactAt);
    }

    public CallRows withGuid(String newGuid) {
        return with(rows, newGuid, moved, rating, previousContactAt);
    }

    public CallRows withRating(@Nullable Double newRating) {
        return with(rows, guid, moved, newRating, previousContactAt);
    }

    public CallRows withPreviousContactAt(@Nullable Instant at) {
        return with(rows, guid, moved, rating, at);
    }

    public CallRows withMoved(Moved end) {
        var all = new ArrayList<>(moved);
        all.add(end);
        return with(rows, guid, List.copyOf(all), rating, previousContactAt);
    }

    /** An end that was brought elsewhere is there no more. */
    public CallRows withoutMoved(QueueEvent end) {
        var rest = moved.stream().filter(known -> !known.is(end)).toList();
        return with(rows, guid, rest, rating, previousContactAt);
    }

    private CallRows with(
            List<QueueEvent> newRows,
            @Nullable String newGuid,
            List<Moved> newMoved,
            @Nullable Double newRating,
            @Nullable Instant newPreviousContactAt) {
        return new CallRows(
                channel, interaction, newRows, newGuid, newMoved, newRating, newPreviousContactAt, lastRowAt);
    }

    private CallRows lasting(Instant at) {
        return new CallRows(channel, interaction, rows, guid, moved, rating, previousContactAt, at);
    }
}
