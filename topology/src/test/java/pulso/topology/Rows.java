package pulso.topology;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.simulator.CdrRow;
import pulso.simulator.WriteAction;

/** Makes the row changes that capture would read of a simulated centre's writes. */
final class Rows {
    static final String SOURCE = "ucontact";

    private final ZoneId zone;
    private final Map<String, Row> callDetails = new HashMap<>();
    private long offset;

    Rows(ZoneId zone) {
        this.zone = zone;
    }

    RowChange of(WriteAction action) {
        var at = Instant.ofEpochMilli(action.writeAtMillis());
        return switch (action) {
            case WriteAction.QueueLogInsert insert -> change("QUEUE_LOG_REPO", Operation.CREATE, null, row(insert), at);
            case WriteAction.CdrInsert(var _, var row) -> {
                callDetails.put(row.uniqueid(), row(row));
                yield change("CDR_REPO", Operation.CREATE, null, row(row), at);
            }
            case WriteAction.CdrUpdate update -> {
                var before = callDetails.get(update.uniqueid());
                var after = before == null ? null : rated(before, update);
                if (after != null) {
                    callDetails.put(update.uniqueid(), after);
                }
                yield change("CDR_REPO", Operation.UPDATE, before, after, at);
            }
            case WriteAction.ChatLogInsert insert ->
                change(insert.channel().table(), Operation.CREATE, null, row(insert), at);
            case WriteAction.RowInsert insert ->
                change(insert.table(), Operation.CREATE, null, new Row(insert.values()), at);
            case WriteAction.RowUpdate update ->
                change(update.table(), Operation.UPDATE, new Row(update.before()), new Row(update.after()), at);
            case WriteAction.RowDelete delete ->
                change(delete.table(), Operation.DELETE, new Row(delete.before()), null, at);
        };
    }

    private RowChange change(String table, Operation operation, @Nullable Row before, @Nullable Row after, Instant at) {
        return new RowChange(SOURCE, table, operation, before, after, at, 1, offset++, "log:" + offset, zone.getId());
    }

    static Row row(WriteAction.QueueLogInsert insert) {
        var values = new HashMap<String, Object>();
        values.put("origid", insert.origid());
        values.put("datetime", insert.datetime());
        values.put("callid", insert.callid());
        values.put("queuename", insert.queuename());
        values.put("agent", insert.agent());
        values.put("event", insert.event());
        values.put("data1", insert.data1());
        values.put("data2", insert.data2());
        values.put("data3", insert.data3());
        values.put("data4", insert.data4());
        values.put("data5", insert.data5());
        return new Row(values);
    }

    static Row row(WriteAction.ChatLogInsert insert) {
        var values = new HashMap<String, Object>();
        values.put("origid", insert.origid());
        values.put("datetime", insert.datetime());
        values.put("callid", insert.callid());
        values.put("queuename", insert.queuename());
        if (insert.agent() != null) {
            values.put("agent", insert.agent());
        }
        values.put("event", insert.event());
        values.put("data1", insert.data1());
        values.put("data2", insert.data2());
        values.put("data3", insert.data3());
        values.put("data4", insert.data4());
        values.put("data5", insert.data5());
        return new Row(values);
    }

    private static Row row(CdrRow row) {
        var values = new HashMap<String, Object>();
        values.put("uniqueid", row.uniqueid());
        values.put("guid", row.guid());
        values.put("calldate", row.calldate());
        values.put("campaign", row.campaign());
        values.put("accountcode", row.accountcode());
        if (row.rating() != null) {
            values.put("rating", row.rating());
        }
        return new Row(values);
    }

    private static Row rated(Row before, WriteAction.CdrUpdate update) {
        var values = new HashMap<>(before.values());
        values.remove("rating");
        values.put("userfield", update.userfield());
        if (update.finishtime() != null) {
            values.put("finishtime", update.finishtime());
        }
        if (update.rating() != null) {
            values.put("rating", update.rating());
        }
        return new Row(values);
    }
}
