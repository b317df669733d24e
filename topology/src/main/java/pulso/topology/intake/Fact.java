package pulso.topology.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RowChange;
import pulso.topology.dialer.DialerChange;

/** What a row change says to the folds. {@code now} is the log's time. */
public sealed interface Fact {
    /** A row has come; the facts up to {@link Settled} follow from it. Told only where somebody asked for it. */
    record Arrived(RowChange change) implements Fact {}

    /** All that follows from the row that arrived last has been told. */
    record Settled() implements Fact {}

    /** An event of an interaction. */
    record CallRow(QueueEvent row, Instant now) implements Fact {}

    /** An event of an agent's session. */
    record SessionRow(QueueEvent row, Instant now) implements Fact {}

    /** The telephone system began anew. */
    record Restarted(QueueEvent row, Instant now) implements Fact {}

    /** A row that the source has changed: its effect is taken out. */
    record Retracted(QueueEvent row, Instant now) implements Fact {}

    /** CDR_REPO tells which callid a guid stands for. */
    record Linked(String guid, String interaction, Instant at, Instant now) implements Fact {}

    /** CDR_REPO tells what the customer gave; null takes a rating back. */
    record Rated(String interaction, @Nullable Double rating, Instant at, Instant now) implements Fact {}

    /** The dialer's tables tell how far a list is. */
    record Dialled(DialerChange change) implements Fact {}

    /** The time of a channel's log has moved on by whole minutes. */
    record Advanced(Channel channel, Instant from, Instant to) implements Fact {}

    /** The greatest datetime of a channel's log has reached another hour: what is too old can be forgotten. */
    record Forgettable(Channel channel, Instant greatest) implements Fact {}

    record Rejected(RejectedRow row) implements Fact {}

    /** Everything up to this heartbeat has been told. */
    record Progress(Heartbeat heartbeat) implements Fact {}
}
