package pulso.schemas.webhook;

import java.time.Instant;
import java.util.List;

/**
 * Where an endpoint stands: the record of {@code pulso.webhooks.cursor}. Every event before {@code positions} is
 * delivered, given up or none of its business, but for those parked.
 *
 * @param endpoint its id; empty: the reading that all endpoints share
 * @param parked events under way or waiting for their next attempt, those of one key in their order
 * @param replays ranges being told again
 * @param absences only of the shared reading: what was written while nobody read
 */
public record EndpointCursor(
        String endpoint,
        List<Position> positions,
        List<Parked> parked,
        List<Replay> replays,
        List<Absence> absences,
        Instant writtenAt) {
    /** The id under which the shared reading keeps its place. */
    public static final String SHARED = "";

    /** The offset to read next. */
    public record Position(int partition, long next) {}

    /**
     * One event that is not done yet.
     *
     * @param attempts made so far
     * @param next not tried before
     * @param accepted since when it counts as known to this endpoint: what its schedule is reckoned from
     */
    public record Parked(String key, int partition, long offset, int attempts, Instant next, Instant accepted) {}

    /**
     * A range to tell again: of the records from {@code next} to before {@code end} those that happened in [from, to).
     */
    public record Replay(int partition, long next, long end, Instant from, Instant to) {}

    /** Records from {@code from} to before {@code to} were seen no earlier than {@code seenAt}. */
    public record Absence(int partition, long from, long to, Instant seenAt) {}

    public EndpointCursor {
        positions = List.copyOf(positions);
        parked = List.copyOf(parked);
        replays = List.copyOf(replays);
        absences = List.copyOf(absences);
    }
}
