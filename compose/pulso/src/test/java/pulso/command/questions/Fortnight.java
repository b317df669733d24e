package pulso.command.questions;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.event.LogTable;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.Operation;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.topic.RecordKeys;
import pulso.simulator.CdrRow;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;
import pulso.simulator.WriteAction;
import pulso.topology.Centre;
import pulso.topology.CentreOutput;
import pulso.topology.intake.RowIntake;

/**
 * Two weeks of a small contact centre, the same on every machine: the changes of its tables, what the folds make of them
 * in the order in which they make it, and how all of it stands in the end.
 */
final class Fortnight {
    static final String SOURCE = "ucontact";
    static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    static final Instant START = Instant.parse("2026-05-04T03:00:00Z");
    /** From then on calls of this queue are to be answered within so many seconds. */
    static final Instant STRICTER = Instant.parse("2026-05-14T15:00:00Z");

    static final String STRICT_QUEUE = "VIP<-";
    static final int STRICT_THRESHOLD = 10;
    static final int THRESHOLD = 20;
    static final int SHORT = 5;
    private static final Instant END = START.plus(13, ChronoUnit.DAYS).plus(20, ChronoUnit.HOURS);
    private static final Set<String> IN_CCDATA = Set.of("CALLS_SPOOL", "DIALER_BASE");

    /** What is written meanwhile. */
    interface Tape {
        void change(String database, RowChange change);

        void passage(Passage passage, boolean gone);

        void minute(QueueMinute minute);

        void minute(AgentMinute minute);

        void state(AgentState state);

        void interval(AgentInterval interval, boolean gone);

        void list(DialerList list, boolean gone);
    }

    final Map<String, Passage> passages = new TreeMap<>();
    final Map<String, AgentInterval> intervals = new TreeMap<>();
    final Map<String, DialerList> lists = new TreeMap<>();
    final Map<String, Map<String, Object>> calls = new TreeMap<>();
    private final Map<String, Set<Row>> rows = new HashMap<>();
    private final Map<String, Map<String, Row>> standing = new HashMap<>();
    private final Tape tape;
    private long offset;

    Fortnight(Tape tape) {
        this.tape = tape;
        var centre = new Centre(SOURCE, ZONE, RowIntake.Counts.create(), new Output());
        Rehearsal.play(
                SimulationPlan.demo(4, ZONE, START).withScale(0.04).withEnd(END), action -> take(centre, action));
        centre.heartbeat(new Heartbeat(SOURCE, END, END, ""));
    }

    /** What people decided about the queues. */
    static List<Setting> settings() {
        return List.of(
                new Setting(SOURCE, Setting.Kind.QUEUE, STRICT_QUEUE, List.of(target(STRICTER, STRICT_THRESHOLD))));
    }

    private static SettingVersion target(Instant from, int threshold) {
        return new SettingVersion(from, from, "test", threshold, null, null, null, null, null, null);
    }

    /** The wall clock of the centre. */
    static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, ZONE);
    }

    /** Distinct rows that were inserted into a table. */
    List<Map<String, Object>> rows(String table) {
        return rows.getOrDefault(table, Set.of()).stream()
                .<Map<String, Object>>map(Row::values)
                .toList();
    }

    /** The rows of a table with an id, as they stand in the end. */
    List<Map<String, Object>> standing(String table) {
        return standing.getOrDefault(table, Map.of()).values().stream()
                .<Map<String, Object>>map(Row::values)
                .toList();
    }

    /** Distinct rows of a channel's log. */
    List<LogRow> log(Channel channel) {
        return rows(LogTable.of(channel).tableName()).stream().map(LogRow::new).toList();
    }

    /** A row of a log; what names nothing is empty. */
    record LogRow(Map<String, Object> values) {
        LocalDateTime at() {
            return (LocalDateTime) Objects.requireNonNull(values.get("datetime"));
        }

        String event() {
            return text("event");
        }

        String queue() {
            return text("queuename");
        }

        String agent() {
            return text("agent");
        }

        String data(int number) {
            return text("data" + number);
        }

        private String text(String column) {
            var text = String.valueOf(values.getOrDefault(column, ""));
            return text.equals("NONE") ? "" : text;
        }
    }

    private void take(Centre centre, WriteAction action) {
        var change = change(action);
        var after = change.after();
        if (after != null) {
            if (change.operation() == Operation.CREATE) {
                rows.computeIfAbsent(change.table(), _ -> new LinkedHashSet<>()).add(after);
            }
            if (change.table().equals("CDR_REPO")) {
                calls.put(String.valueOf(after.text("uniqueid")), after.values());
            }
        }
        var image = Objects.requireNonNull(after == null ? change.before() : after);
        var known = standing.computeIfAbsent(change.table(), _ -> new TreeMap<>());
        if (after == null) {
            known.remove(image.text("id"));
        } else if (image.text("id") != null) {
            known.put(String.valueOf(image.text("id")), after);
        }
        tape.change(IN_CCDATA.contains(change.table()) ? "ccdata" : "ccrepo", change);
        centre.take(change);
    }

    private RowChange change(WriteAction action) {
        var at = Instant.ofEpochMilli(action.writeAtMillis());
        return switch (action) {
            case WriteAction.LogInsert row -> change(row.table(), Operation.CREATE, null, known(row.columns()), at);
            case WriteAction.RowInsert insert ->
                change(insert.table(), Operation.CREATE, null, numbers(insert.values()), at);
            case WriteAction.RowUpdate update ->
                change(update.table(), Operation.UPDATE, numbers(update.before()), numbers(update.after()), at);
            case WriteAction.RowDelete delete ->
                change(delete.table(), Operation.DELETE, numbers(delete.before()), null, at);
            case WriteAction.CdrInsert(var _, var row) -> change("CDR_REPO", Operation.CREATE, null, call(row), at);
            case WriteAction.CdrUpdate update -> {
                var before = calls.getOrDefault(update.uniqueid(), Map.of());
                var after = new LinkedHashMap<>(before);
                after.put("userfield", update.userfield());
                put(after, "finishtime", update.finishtime());
                put(
                        after,
                        "rating",
                        update.rating() == null ? null : update.rating().toString());
                yield change("CDR_REPO", Operation.UPDATE, before, after, at);
            }
        };
    }

    private RowChange change(
            String table,
            Operation operation,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after,
            Instant at) {
        return new RowChange(
                SOURCE,
                table,
                operation,
                before == null ? null : new Row(before),
                after == null ? null : new Row(after),
                at,
                1,
                offset++,
                "log:" + offset,
                ZONE.getId());
    }

    private static Map<String, Object> call(CdrRow row) {
        var values = components(row, "rating");
        put(values, "rating", row.rating() == null ? null : row.rating().toString());
        return values;
    }

    private static Map<String, Object> known(Map<String, @Nullable Object> columns) {
        var values = new LinkedHashMap<String, Object>();
        columns.forEach((name, value) -> put(values, name, value));
        return numbers(values);
    }

    /** The components of a record as columns, those left out that are named or hold nothing. */
    private static Map<String, Object> components(Record row, String... others) {
        var values = new LinkedHashMap<String, Object>();
        for (var component : row.getClass().getRecordComponents()) {
            if (!List.of(others).contains(component.getName())) {
                try {
                    put(values, component.getName(), component.getAccessor().invoke(row));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return numbers(values);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    /** Whole numbers are long, as they are when read from a topic. */
    private static Map<String, Object> numbers(Map<String, Object> values) {
        var same = new LinkedHashMap<>(values);
        same.replaceAll((_, value) -> value instanceof Integer number ? (Object) number.longValue() : value);
        return same;
    }

    List<Passage> passages() {
        return new ArrayList<>(passages.values());
    }

    private final class Output implements CentreOutput {
        @Override
        public void passage(Passage passage) {
            passages.put(RecordKeys.of(passage).parts().toString(), passage);
            tape.passage(passage, false);
        }

        @Override
        public void withdrawn(Passage passage) {
            passages.remove(RecordKeys.of(passage).parts().toString());
            tape.passage(passage, true);
        }

        @Override
        public void minute(QueueMinute minute) {
            tape.minute(minute);
        }

        @Override
        public void minute(AgentMinute minute) {
            tape.minute(minute);
        }

        @Override
        public void state(AgentState state) {
            tape.state(state);
        }

        @Override
        public void closed(AgentInterval interval) {
            intervals.put(RecordKeys.of(interval).parts().toString(), interval);
            tape.interval(interval, false);
        }

        @Override
        public void superseded(AgentInterval interval) {
            intervals.remove(RecordKeys.of(interval).parts().toString());
            tape.interval(interval, true);
        }

        @Override
        public void list(DialerList list) {
            lists.put(RecordKeys.of(list).parts().toString(), list);
            tape.list(list, false);
        }

        @Override
        public void gone(DialerList list) {
            lists.remove(RecordKeys.of(list).parts().toString());
            tape.list(list, true);
        }

        @Override
        public void rejected(RejectedRow row) {
            throw new AssertionError("a row of the simulator was rejected: " + row);
        }

        @Override
        public void progress(Heartbeat heartbeat) {}
    }
}
