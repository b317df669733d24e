package pulso.topology;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.LogTable;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.topology.intake.RowIntake;
import pulso.topology.webhook.WebhookRules;

/**
 * A history written as the log writes it, one row a line: {@code time callid queue agent EVENT data1|data2|...}, on one
 * day unless the time names another, in a zone without summer time. A line of another channel than telephony begins with
 * the channel's name.
 */
final class History {
    static final String SOURCE = "ucontact";
    private static final String DAY = "2026-11-20T";
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");

    final Collected collected = new Collected();
    final RowIntake.Counts counts = RowIntake.Counts.create();
    private final Centre centre;
    private long offset;

    History() {
        this(WebhookRules.DEFAULT);
    }

    History(WebhookRules rules) {
        this.centre = new Centre(SOURCE, ZONE, counts, collected, rules);
    }

    History(FoldParameters parameters) {
        this.centre = new Centre(SOURCE, ZONE, counts, collected, null, parameters);
    }

    /** Folds rows in the order given; origids count from 1 in the order of the lines of this call's text. */
    static History of(String... lines) {
        var history = new History();
        history.then(lines);
        return history;
    }

    History then(String... lines) {
        for (var line : lines) {
            centre.take(change(table(line), row(line)));
        }
        return this;
    }

    /** The same rows with their origids, folded in another order. */
    static History inOrder(List<Integer> order, String... lines) {
        var history = new History();
        var rows = new ArrayList<Row>();
        for (var line : lines) {
            rows.add(history.row(line));
        }
        order.forEach(index -> history.centre.take(history.change(table(lines[index]), rows.get(index))));
        return history;
    }

    History again(String line, long origId) {
        offset = origId - 1;
        centre.take(change(table(line), row(line)));
        return this;
    }

    History update(String before, String after, long origId) {
        offset = origId - 1;
        var old = row(before);
        offset = origId - 1;
        var now = row(after);
        centre.take(new RowChange(
                SOURCE, "QUEUE_LOG_REPO", Operation.UPDATE, old, now, committed(now), 1, offset, "", ZONE.getId()));
        return this;
    }

    /** CDR_REPO tells which call a guid is of. */
    History callDetail(String uniqueId, String guid) {
        var row =
                new Row(Map.of("uniqueid", uniqueId, "guid", guid, "calldate", LocalDateTime.parse(DAY + "12:00:00")));
        centre.take(
                new RowChange(SOURCE, "CDR_REPO", Operation.CREATE, null, row, at("13:00:00"), 1, 1, "", ZONE.getId()));
        return this;
    }

    /** CDR_REPO is written once more, as when the customer has rated the call. */
    History rated(String uniqueId, String rating) {
        var row = new Row(
                Map.of("uniqueid", uniqueId, "rating", rating, "calldate", LocalDateTime.parse(DAY + "12:00:00")));
        centre.take(
                new RowChange(SOURCE, "CDR_REPO", Operation.UPDATE, row, row, at("13:00:00"), 1, 1, "", ZONE.getId()));
        return this;
    }

    /** A row of one of the dialer's tables; null for a side that is not there. */
    History dialer(String table, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        var operation = before == null ? Operation.CREATE : after == null ? Operation.DELETE : Operation.UPDATE;
        centre.take(new RowChange(
                SOURCE,
                table,
                operation,
                before == null ? null : new Row(before),
                after == null ? null : new Row(after),
                at("13:00:00"),
                1,
                1,
                "",
                ZONE.getId()));
        return this;
    }

    History timePassesTo(String time) {
        centre.heartbeat(new Heartbeat(SOURCE, at(time), at(time), ""));
        return this;
    }

    List<Passage> passages() {
        return List.copyOf(collected.passages.values());
    }

    Passage passage() {
        if (collected.passages.size() != 1) {
            throw new AssertionError("not one passage but " + collected.passages.values());
        }
        return passages().getFirst();
    }

    static Instant at(String time) {
        var text = time.contains("T") ? time : DAY + time;
        return LocalDateTime.parse(text).atZone(ZONE).toInstant();
    }

    /** Rows that a snapshot finds. */
    History found(String... lines) {
        for (var line : lines) {
            var row = row(line);
            centre.take(new RowChange(
                    SOURCE, table(line), Operation.READ, null, row, at("23:00:00"), 1, offset, "", ZONE.getId()));
        }
        return this;
    }

    /** A row of CDR_REPO comes to be, or becomes another; a side that is not there is null. */
    History callDetail(@Nullable Map<String, Object> before, Map<String, Object> after, String time) {
        centre.take(new RowChange(
                SOURCE,
                "CDR_REPO",
                before == null ? Operation.CREATE : Operation.UPDATE,
                before == null ? null : new Row(before),
                new Row(after),
                at(time),
                1,
                1,
                "",
                ZONE.getId()));
        return this;
    }

    private RowChange change(String table, Row row) {
        return new RowChange(SOURCE, table, Operation.CREATE, null, row, committed(row), 1, offset, "", ZONE.getId());
    }

    private static String table(String line) {
        return Character.isDigit(line.charAt(0))
                ? "QUEUE_LOG_REPO"
                : LogTable.of(Channel.valueOf(
                                line.substring(0, line.indexOf(' ')).toUpperCase(Locale.ROOT)))
                        .tableName();
    }

    private static Instant committed(Row row) {
        var time = row.dateTime("datetime");
        return time == null ? at("12:00:00") : time.atZone(ZONE).toInstant();
    }

    private Row row(String line) {
        var parts = (Character.isDigit(line.charAt(0)) ? line : line.substring(line.indexOf(' ') + 1)).split(" +", 6);
        var values = new HashMap<String, Object>();
        values.put("origid", ++offset);
        values.put("datetime", LocalDateTime.parse(parts[0].contains("T") ? parts[0] : DAY + parts[0]));
        values.put("callid", parts[1]);
        values.put("queuename", parts[2]);
        values.put("agent", parts[3]);
        values.put("event", parts[4]);
        var data = parts.length > 5 ? parts[5].split("\\|", -1) : new String[0];
        for (int i = 0; i < data.length; i++) {
            values.put("data" + (i + 1), data[i]);
        }
        return new Row(values);
    }
}
