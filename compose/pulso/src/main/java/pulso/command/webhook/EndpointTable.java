package pulso.command.webhook;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.webhook.Endpoint;

/**
 * The rows of one source's table {@code webhooks}, as far as its topic has been read, and what has to change of the
 * endpoints for them to be in force. Confined to one thread.
 */
final class EndpointTable {
    private final EndpointRow rows;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long epoch;

    /** A row and the snapshot epoch in which it was last seen. */
    private record Kept(Row row, long epoch) {}

    EndpointTable(EndpointRow rows) {
        this.rows = rows;
    }

    void take(RowChange change) {
        if (change.operation() == Operation.READ) {
            epoch = Math.max(epoch, change.epoch());
        }
        var before = change.before();
        var after = change.after();
        if (before != null) {
            kept.remove(rows.id(before));
        }
        if (change.operation() == Operation.TRUNCATE) {
            kept.clear();
        }
        if (after != null) {
            kept.put(rows.id(after), new Kept(after, change.epoch()));
        }
    }

    /** What has to be registered anew or taken back (null), by id, where these endpoints of the table are in force. */
    Map<String, @Nullable Endpoint> changes(Map<String, Endpoint> inForce, Instant now) {
        var wanted = new HashMap<String, Endpoint>();
        for (var one : kept.values()) {
            var endpoint = one.epoch() < epoch ? null : rows.endpoint(one.row(), now);
            if (endpoint != null) {
                wanted.put(endpoint.id(), endpoint);
            }
        }
        var changes = new LinkedHashMap<String, @Nullable Endpoint>();
        wanted.forEach((id, endpoint) -> {
            var known = inForce.get(id);
            if (known == null) {
                changes.put(id, endpoint);
            } else if (!EndpointRow.asksForTheSame(endpoint, known)) {
                changes.put(id, changed(endpoint, known));
            }
        });
        inForce.keySet().stream().filter(id -> !wanted.containsKey(id)).forEach(id -> changes.put(id, null));
        return changes;
    }

    /** A row that was changed goes on where it was; with another url or event it begins anew. */
    private static Endpoint changed(Endpoint wanted, Endpoint known) {
        boolean isSame = wanted.url().equals(known.url()) && wanted.type() == known.type();
        return new Endpoint(
                wanted.id(),
                wanted.source(),
                wanted.type(),
                wanted.url(),
                wanted.description(),
                wanted.origin(),
                known.secrets(),
                wanted.dateStyle(),
                wanted.schedule(),
                known.requestsPerSecond(),
                known.concurrency(),
                known.paused(),
                wanted.disabledReason() == null && isSame ? known.disabledReason() : wanted.disabledReason(),
                isSame ? known.activeSince() : wanted.activeSince());
    }
}
