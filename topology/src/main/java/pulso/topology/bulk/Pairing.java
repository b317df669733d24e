package pulso.topology.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.topology.bulk.Derivation.Unpaired;
import pulso.topology.passage.CallRows;
import pulso.topology.passage.Derived;
import pulso.topology.passage.Moved;
import pulso.topology.passage.Seating;

/**
 * Brings ends without a conversation and conversations without an end together, of one queue and agent under two callids:
 * an attended transfer swaps them. Confined to one thread.
 */
final class Pairing {
    private static final long TOLERANCE_SECONDS = 1;

    private final List<Unpaired> waiting = new ArrayList<>();

    private record Seat(String queue, String agent) {}

    private record Stray(Unpaired owner, QueueEvent row) {}

    private record Talk(Unpaired owner, Instant connect) {}

    /** Whether another interaction may have a part in it. */
    static boolean concerns(Derived derived) {
        return derived.passages().stream().anyMatch(Pairing::isOpenTalk)
                || derived.orphans().stream().anyMatch(Pairing::isStray);
    }

    private static boolean isOpenTalk(Passage passage) {
        return passage.outcome() == Outcome.ANSWERED
                && passage.agent() != null
                && passage.waitEnd() != null
                && Seating.canStillEndOtherwise(passage);
    }

    private static boolean isStray(QueueEvent row) {
        return row.queue() != null && row.agent() != null && row.talkSeconds() != null;
    }

    void add(List<Unpaired> interactions) {
        waiting.addAll(interactions);
    }

    /** Pairs what there is, then gives up those whose last row lies before a moment. */
    void settleBefore(Instant moment, Derivation derivation) {
        pair(derivation);
        waiting.removeIf(interaction -> {
            boolean isOver = interaction.call.lastRowAt().isBefore(moment);
            if (isOver && !interaction.call.rows().isEmpty()) {
                derivation.count(interaction.call, interaction.derived);
            }
            return isOver;
        });
    }

    private void pair(Derivation derivation) {
        var strays = new ArrayList<Stray>();
        var talks = new HashMap<Seat, List<Talk>>();
        for (var interaction : waiting) {
            for (var row : interaction.derived.orphans()) {
                if (isStray(row)) {
                    strays.add(new Stray(interaction, row));
                }
            }
            for (var passage : interaction.derived.passages()) {
                if (isOpenTalk(passage) && passage.agent() != null && passage.waitEnd() != null) {
                    talks.computeIfAbsent(new Seat(passage.queue(), passage.agent()), _ -> new ArrayList<>())
                            .add(new Talk(interaction, passage.waitEnd()));
                }
            }
        }
        strays.sort(Comparator.comparing(Stray::row));
        for (var stray : strays) {
            var talk = talk(stray, talks);
            if (talk != null) {
                move(stray, talk.owner(), derivation);
            }
        }
    }

    private static @Nullable Talk talk(Stray stray, Map<Seat, List<Talk>> talks) {
        var row = stray.row();
        if (row.queue() == null || row.agent() == null || row.talkSeconds() == null) {
            return null;
        }
        var candidates = talks.getOrDefault(new Seat(row.queue(), row.agent()), List.of());
        for (var talk : candidates) {
            long off = row.at().getEpochSecond()
                    - row.talkSeconds()
                    - talk.connect().getEpochSecond();
            if (talk.owner() != stray.owner()
                    && Math.abs(off) <= TOLERANCE_SECONDS
                    && Moved.isAfterConnect(talk.owner().call.rows(), talk.connect(), row)) {
                candidates.remove(talk);
                return talk;
            }
        }
        return null;
    }

    /** The end, and what follows it. */
    private static void move(Stray stray, Unpaired target, Derivation derivation) {
        var owner = stray.owner();
        var row = stray.row();
        var agent = row.agent();
        if (agent == null || owner.call.rows().stream().noneMatch(known -> known.equals(row))) {
            return;
        }
        var moved = new Moved(agent, row.queue(), row.at(), target.call.interaction());
        var moving = new ArrayList<QueueEvent>();
        var rest = new ArrayList<QueueEvent>();
        for (var known : owner.call.rows()) {
            (known.equals(row) || moved.isFollowedBy(known) ? moving : rest).add(known);
        }
        replace(owner, rest, derivation);
        var rows = new ArrayList<>(target.call.rows());
        rows.addAll(moving);
        rows.sort(null);
        replace(target, rows, derivation);
    }

    private static void replace(Unpaired interaction, List<QueueEvent> rows, Derivation derivation) {
        var known = interaction.call;
        var lastRowAt = rows.isEmpty() ? known.lastRowAt() : rows.getLast().at();
        interaction.call = new CallRows(
                known.channel(),
                known.interaction(),
                rows,
                known.guid(),
                known.moved(),
                known.rating(),
                known.previousContactAt(),
                lastRowAt);
        interaction.derived = derivation.derive(interaction.call);
    }
}
