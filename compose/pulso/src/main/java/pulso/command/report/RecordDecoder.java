package pulso.command.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.command.report.Batch.CallLink;
import pulso.command.report.Batch.Refusal;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.source.RejectionReason;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowIdentity;

/**
 * Decodes the records of a file by the dictionary, as the topology decodes rows. A record without origid is a row of its
 * own, whatever it holds. Any thread.
 */
final class RecordDecoder {
    private static final String TIME = "datetime";
    private static final String CALL_TIME = "calldate";

    private final Layout layout;
    private final TimeText times;
    private final long base;

    /**
     * @param base position in the log before this file's first line
     */
    RecordDecoder(Layout layout, TimeText times, long base) {
        this.layout = layout;
        this.times = times;
        this.base = base;
    }

    Batch decode(LogFile.Chunk chunk) {
        var events = new ArrayList<QueueEvent>(chunk.records().size());
        var links = new ArrayList<CallLink>();
        var refusals = new ArrayList<Refusal>();
        var unknown = new HashMap<String, Long>();
        boolean ambiguous = false;
        for (int i = 0; i < chunk.records().size(); i++) {
            var record = chunk.records().get(i);
            long line = chunk.lines().get(i);
            var columns = layout.columns(record);
            if (columns == null) {
                refusals.add(new Refusal(
                        RejectionReason.UNREADABLE, "not as many columns as there should be", record, line));
                continue;
            }
            if (layout.content() == Layout.Content.CALL_DETAILS) {
                var link = link(columns);
                if (link != null) {
                    links.add(link);
                }
                continue;
            }
            switch (event(columns, line)) {
                case Decoded.Known known -> {
                    events.add(known.event());
                    ambiguous |= times.isAmbiguous(
                            columns.getOrDefault(TIME, ""), known.event().at());
                }
                case Decoded.Unknown other -> unknown.merge(other.name(), 1L, Long::sum);
                case Decoded.Unusable unusable ->
                    refusals.add(new Refusal(unusable.reason(), unusable.detail(), record, line));
            }
        }
        return new Batch(events, links, refusals, unknown, chunk.records().size(), ambiguous);
    }

    private Decoded event(Map<String, String> columns, long line) {
        var values = new HashMap<String, Object>(columns);
        var time = columns.get(TIME);
        var at = time == null ? null : times.instant(time.strip());
        if (at == null) {
            values.remove(TIME);
        } else {
            values.put(TIME, at);
        }
        var row = new Row(values);
        var identity = row.number("origid") == null
                ? new RowIdentity(0, base + line)
                : RowIdentity.of(EventDecoder.QUEUE_LOG, row);
        return EventDecoder.decode(row, identity, base + line);
    }

    private @Nullable CallLink link(Map<String, String> columns) {
        var guid = EventDecoder.nameOf(columns.get("guid"));
        var uniqueId = EventDecoder.nameOf(columns.get("uniqueid"));
        var time = columns.get(CALL_TIME);
        var at = time == null ? null : times.instant(time.strip());
        return guid == null || uniqueId == null ? null : new CallLink(guid, uniqueId, at == null ? Instant.EPOCH : at);
    }
}
