package pulso.command.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.RejectionReason;

/**
 * A chunk of a file, decoded.
 *
 * @param ambiguous some time stands on a wall clock in an hour that comes twice
 */
record Batch(
        List<QueueEvent> events,
        List<CallLink> links,
        List<Refusal> refusals,
        Map<String, Long> unknownEvents,
        long rows,
        boolean ambiguous) {

    /** What a row of CDR_REPO tells: which callid a guid stands for. */
    record CallLink(String guid, String uniqueId, Instant at) {}

    /** A record that could not be used. */
    record Refusal(RejectionReason reason, String detail, String record, long line) {}
}
