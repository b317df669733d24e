package pulso.topology.passage;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import pulso.schemas.event.QueueEvent;

/**
 * For one agent in one queue: conversations that have no end yet, and ends that found no conversation. An attended
 * transfer swaps callids, so that an end can stand under another callid than its start (KPI.md 8.3).
 */
public record Seats(List<OpenTalk> talks, List<StrayEnd> strays) {
    static final Seats EMPTY = new Seats(List.of(), List.of());

    /** A conversation without end. */
    public record OpenTalk(String interaction, Instant connect) {
        /** The stray end is this conversation's: connect + talk = end, to a second. */
        boolean isEndedBy(StrayEnd stray) {
            var talk = stray.row().talkSeconds();
            if (talk == null || stray.interaction().equals(interaction)) {
                return false;
            }
            long off = stray.row().at().getEpochSecond() - talk - connect.getEpochSecond();
            return Math.abs(off) <= 1;
        }
    }

    /** An end without a conversation under its own callid. */
    public record StrayEnd(String interaction, QueueEvent row) {}

    boolean isEmpty() {
        return talks.isEmpty() && strays.isEmpty();
    }

    Seats replacing(String interaction, List<OpenTalk> ownTalks, List<StrayEnd> ownStrays) {
        return new Seats(
                Stream.concat(talks.stream().filter(talk -> !talk.interaction().equals(interaction)), ownTalks.stream())
                        .toList(),
                Stream.concat(
                                strays.stream()
                                        .filter(stray -> !stray.interaction().equals(interaction)),
                                ownStrays.stream())
                        .toList());
    }
}
