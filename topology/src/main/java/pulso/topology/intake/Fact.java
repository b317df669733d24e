package pulso.topology.intake;

import java.time.Instant;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;

/** What a row change says to the folds. {@code now} is the log's time. */
public sealed interface Fact {
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

    /** The log's time has moved on by whole minutes. */
    record Advanced(Instant from, Instant to) implements Fact {}

    /** The log's greatest datetime has reached another hour: what is too old can be forgotten. */
    record Forgettable(Instant greatest) implements Fact {}

    record Rejected(RejectedRow row) implements Fact {}

    /** Everything up to this heartbeat has been told. */
    record Progress(Heartbeat heartbeat) implements Fact {}
}
