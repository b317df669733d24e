package pulso.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pulso.embedded.EmbeddedMariaDb;
import pulso.simulator.WriteAction.CdrInsert;
import pulso.simulator.WriteAction.CdrUpdate;
import pulso.simulator.WriteAction.RowDelete;
import pulso.simulator.WriteAction.RowInsert;
import pulso.simulator.WriteAction.RowUpdate;

/** What stands in the tables, and whether it is what a plan writes there. */
record DatabaseContents(EmbeddedMariaDb mariaDb) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    List<String> queueLog() throws SQLException {
        return strings("SELECT CONCAT_WS('|', origid, datetime, callid, queuename, agent, event, data1, data2, data3,"
                + " data4, data5) FROM ccrepo.QUEUE_LOG_REPO");
    }

    /** Every row of the plan as often as it was given out, no other, and each CDR as its last update left it. */
    void assertHolds(SimulationPlan plan) throws SQLException {
        Day day = Day.of(plan);
        List<String> expected = day.queueLog().stream()
                .map(r -> String.join(
                        "|",
                        Long.toString(r.origid()),
                        r.datetime().toLocalDate() + " "
                                + r.datetime().toLocalTime().format(DateTimeFormatter.ofPattern("HH:mm:ss")),
                        r.callid(),
                        r.queuename(),
                        r.agent(),
                        r.event(),
                        r.data1(),
                        r.data2(),
                        r.data3(),
                        r.data4(),
                        r.data5()))
                .sorted()
                .toList();
        assertThat(queueLog().stream().sorted().toList()).isEqualTo(expected);
        assertChatLogsHold(day);
        assertRowsHold(day);
        var tags = new TreeMap<String, String>();
        for (WriteAction action : day.actions()) {
            switch (action) {
                case CdrInsert cdr ->
                    tags.put(
                            cdr.row().uniqueid(),
                            "|" + (cdr.row().rating() == null ? "-" : cdr.row().rating()));
                case CdrUpdate update ->
                    tags.put(
                            update.uniqueid(),
                            update.userfield() + "|" + (update.rating() == null ? "-" : update.rating()));
                case WriteAction.QueueLogInsert _,
                        WriteAction.ChatLogInsert _,
                        WriteAction.RowInsert _,
                        WriteAction.RowUpdate _,
                        WriteAction.RowDelete _ -> {}
            }
        }
        List<String> cdrs = tags.entrySet().stream()
                .map(e -> e.getKey() + "|" + e.getValue())
                .collect(Collectors.toList());
        assertThat(strings("SELECT CONCAT_WS('|', uniqueid, userfield, IFNULL(rating, '-')) FROM ccrepo.CDR_REPO"))
                .containsExactlyInAnyOrderElementsOf(cdrs);
    }

    private void assertChatLogsHold(Day day) throws SQLException {
        for (Channel channel : EnumSet.complementOf(EnumSet.of(Channel.TELEPHONY))) {
            List<String> expected = day.chatLog().stream()
                    .filter(row -> row.channel() == channel)
                    .map(r -> String.join(
                            "|",
                            Long.toString(r.origid()),
                            TIME.format(r.datetime()),
                            r.callid(),
                            r.queuename(),
                            r.agent() == null ? "NULL" : r.agent(),
                            r.event(),
                            r.data1(),
                            r.data2(),
                            r.data3(),
                            r.data4(),
                            r.data5()))
                    .toList();
            assertThat(expected).isNotEmpty();
            assertThat(strings(
                            "SELECT CONCAT_WS('|', origid, datetime, callid, queuename, IFNULL(agent, 'NULL'), event,"
                                    + " data1, data2, data3, data4, data5) FROM ccrepo." + channel.table()))
                    .as(channel.table())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** The tables with an id, column by column, as inserts, updates and deletes leave them. */
    private void assertRowsHold(Day day) throws SQLException {
        var tables = new TreeMap<String, TreeMap<String, Map<String, Object>>>();
        for (WriteAction action : day.actions()) {
            if (action instanceof RowInsert insert) {
                rowsOf(tables, insert.table())
                        .put(Day.cell(insert.values(), "id").toString(), insert.values());
            } else if (action instanceof RowUpdate update) {
                rowsOf(tables, update.table())
                        .put(Day.cell(update.after(), "id").toString(), update.after());
            } else if (action instanceof RowDelete delete) {
                rowsOf(tables, delete.table())
                        .remove(Day.cell(delete.before(), "id").toString());
            }
        }
        assertThat(tables.keySet()).contains("CALLS_SPOOL", "DIALER_BASE", "SMS_REPO", "TAGS", "SIPCHAT", "AUDITORY");
        for (var table : tables.entrySet()) {
            List<String> expected = table.getValue().values().stream()
                    .map(row -> row.values().stream()
                            .map(value -> value instanceof LocalDateTime time ? TIME.format(time) : value.toString())
                            .collect(Collectors.joining("|")))
                    .toList();
            String columns =
                    String.join(", ", table.getValue().firstEntry().getValue().keySet());
            assertThat(strings("SELECT CONCAT_WS('|', " + columns + ") FROM " + CentreTables.qualified(table.getKey())))
                    .as(table.getKey())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Map<String, Map<String, Object>> rowsOf(
            Map<String, TreeMap<String, Map<String, Object>>> tables, String table) {
        return tables.computeIfAbsent(table, _ -> new TreeMap<>());
    }

    List<String> strings(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(mariaDb.jdbcUrl(""), mariaDb.adminUser(), mariaDb.adminPassword());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
