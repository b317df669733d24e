package pulso.topology.oracle;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;

/**
 * One write of a generated history: a row of a log table or of CDR_REPO.
 *
 * @param group which interaction or agent it was made for: what a shrinker leaves out together
 * @param before the row that this one replaces, where it is an update
 */
record LogRow(
        String table,
        long origId,
        LocalDateTime datetime,
        Map<String, String> columns,
        Instant committed,
        int group,
        @Nullable LogRow before) {
    static final String SOURCE = "ucontact";
    static final String CDR = "CDR_REPO";
    static final String QUEUE_LOG = "QUEUE_LOG_REPO";

    LogRow {
        columns = new TreeMap<>(columns);
    }

    RowChange change(Operation operation, long offset) {
        var replaced = before == null || operation != Operation.UPDATE ? null : before.row();
        return new RowChange(SOURCE, table, operation, replaced, row(), committed, 1, offset, "log:" + offset, "UTC");
    }

    Row row() {
        var values = new HashMap<String, Object>(columns);
        if (table.equals(CDR)) {
            values.put("calldate", datetime);
        } else {
            values.put("origid", origId);
            values.put("datetime", datetime);
        }
        return new Row(values);
    }

    LogRow committedAt(Instant at) {
        return new LogRow(table, origId, datetime, columns, at, group, before);
    }

    /** The same row with other columns, as an update leaves it. */
    LogRow updated(Map<String, String> others) {
        var all = new HashMap<>(columns);
        all.putAll(others);
        return new LogRow(table, origId, datetime, all, committed, group, this);
    }

    /** What makes two rows one: table and every column. */
    String identity() {
        return table + ' ' + origId + ' ' + datetime + ' ' + columns;
    }

    @Override
    public String toString() {
        var text =
                new StringBuilder(table).append(' ').append(origId).append(' ').append(datetime);
        columns.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        text.append(" [committed ").append(committed).append(']');
        return before == null ? text.toString() : text + " replaces {" + before + '}';
    }
}
