package pulso.command;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;

/** A BI tool: JDBC on the views of ClickHouse, with the merge of minutes written in SQL, apart from Pulso's own. */
final class Warehouse implements AutoCloseable {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Connection connection;

    Warehouse(int port) throws SQLException {
        connection = DriverManager.getConnection("jdbc:clickhouse://127.0.0.1:" + port);
    }

    FigureSheet figures(String source, Instant from, Instant to, int threshold) throws SQLException {
        long begin = from.toEpochMilli();
        long end = to.toEpochMilli();
        return new FigureSheet(byName(queues(source, begin, end, threshold)), byName(agents(source, begin, end)));
    }

    /** The same without any minute: from passages, intervals and the logs' own rows, by the views for BI people. */
    FigureSheet apart(String source, Instant from, Instant to, int threshold) throws SQLException {
        var window = "from = '%s', to = '%s'".formatted(UTC.format(from), UTC.format(to));
        var queues =
                "SELECT concat(channel, ' ', queue) AS `name`, %s FROM pulso.kpi_queue_from_passages(%s, threshold = %d, short = %d) WHERE source = '%s'"
                        .formatted(
                                columns(Arrays.stream(Kpi.values())
                                        .collect(
                                                Collectors.toMap(Kpi::id, Kpi::unit, (a, _) -> a, LinkedHashMap::new))),
                                window,
                                threshold,
                                SimulatedCentre.SHORT_SECONDS,
                                source);
        var agents = "SELECT agent AS `name`, %s FROM pulso.kpi_agent_from_intervals(%s) WHERE source = '%s'"
                .formatted(
                        columns(Arrays.stream(AgentKpi.values())
                                .collect(Collectors.toMap(
                                        AgentKpi::id, AgentKpi::unit, (a, _) -> a, LinkedHashMap::new))),
                        window,
                        source);
        return new FigureSheet(byName(queues), byName(agents));
    }

    private static String columns(Map<String, Kpi.Unit> figures) {
        return figures.entrySet().stream()
                .map(figure -> figure.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
                        + (figure.getValue() == Kpi.Unit.SECONDS ? "_seconds" : "") + " AS `" + figure.getKey() + '`')
                .collect(Collectors.joining(", "));
    }

    /** The identities that the raw table of queue log rows shows, as often as it shows them. */
    List<BigInteger> identities() throws SQLException {
        return column("SELECT toString(identity) FROM pulso.queue_log").stream()
                .map(BigInteger::new)
                .toList();
    }

    /** The cells of the first column, as text. */
    List<String> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var cells = new ArrayList<String>();
            while (result.next()) {
                cells.add(result.getString(1));
            }
            return cells;
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String queues(String source, long from, long to, int threshold) {
        return """
            WITH merged AS (
                SELECT channel, queue,
                    sum(m.received) AS s_received, sum(m.refused) AS s_shut, sum(m.refused_closed) AS s_closed,
                    sum(m.refused_full) AS s_full, sum(m.refused_no_agents) AS s_nobody, sum(m.refused_blocked) AS s_blocked,
                    sum(m.recovered) AS s_recovered, sum(m.ring_known) AS s_rings, sum(m.ring_seconds) AS s_ring,
                    sum(m.rated) AS s_rated, sum(m.rating_hundredths) AS s_rating, sum(m.repeat24h) AS s_day,
                    sum(m.repeat7d) AS s_week, sum(m.messages) AS s_messages, sum(m.out_handled) AS s_out_handled,
                    sum(m.offered) AS s_offered, sum(m.answered) AS s_answered, sum(m.abandoned) AS s_abandoned,
                    sum(m.exited_key) AS s_key, sum(m.exited_timeout) AS s_timeout, sum(m.exited_empty) AS s_empty,
                    sum(m.withdrawn) AS s_withdrawn, sum(m.system) AS s_system, sum(m.open) AS s_open,
                    sum(m.transferred) AS s_transferred, sum(m.ring_no_answer) AS s_rna, sum(m.ring_refused) AS s_refused,
                    sum(m.handled) AS s_handled, sum(m.talk_known) AS s_known, sum(m.talk_seconds) AS s_talk,
                    sum(m.hold_seconds) AS s_hold, sum(m.wrap_up_seconds) AS s_wrap, sum(m.wrap_up_known) AS s_wraps,
                    sum(m.out_attempts) AS s_attempts, sum(m.out_answered) AS s_outs, sum(m.out_talk_seconds) AS s_out_talk,
                    sumMap(m.`answered_waits.seconds`, m.`answered_waits.count`) AS a,
                    sumMap(m.`abandoned_waits.seconds`, m.`abandoned_waits.count`) AS b,
                    sumMap(
                        arrayConcat(m.`answered_waits.seconds`, m.`abandoned_waits.seconds`, m.`exited_key_waits.seconds`,
                            m.`exited_timeout_waits.seconds`, m.`exited_empty_waits.seconds`, m.`withdrawn_waits.seconds`),
                        arrayConcat(m.`answered_waits.count`, m.`abandoned_waits.count`, m.`exited_key_waits.count`,
                            m.`exited_timeout_waits.count`, m.`exited_empty_waits.count`, m.`withdrawn_waits.count`)) AS e,
                    arraySum(e.2) AS waits, arrayCumSum(e.2) AS ranks,
                    arraySum((s, c) -> if(s < 5, c, 0), b.1, b.2) AS short,
                    arraySum((s, c) -> if(s <= %3$d, c, 0), a.1, a.2) AS within,
                    arraySum((s, c) -> if(s <= %3$d, c, 0), b.1, b.2) AS gone
                FROM pulso.queue_minutes AS m
                WHERE m.minute >= fromUnixTimestamp64Milli(%1$d) AND m.minute < fromUnixTimestamp64Milli(%2$d)
                    AND m.source = '%4$s'
                GROUP BY channel, queue)
            SELECT concat(channel, ' ', queue) AS `name`, s_offered AS `offered`, s_answered AS `answered`, s_abandoned AS `abandoned`,
                short AS `shortAbandoned`, s_key AS `exitedKey`, s_timeout AS `exitedTimeout`, s_empty AS `exitedEmpty`,
                s_withdrawn AS `withdrawn`, s_system AS `system`, s_open AS `open`, s_transferred AS `transferred`,
                s_rna AS `ringNoAnswer`, s_refused AS `ringRefused`, s_handled AS `handled`, within AS `answeredWithin`,
                within / nullIf(s_offered - s_open - short, 0) AS `serviceLevel`,
                arraySum((s, c) -> s * c, a.1, a.2) / nullIf(arraySum(a.2), 0) AS `asa`,
                arraySum((s, c) -> s * c, b.1, b.2) / nullIf(arraySum(b.2), 0) AS `abandonWait`,
                if(waits = 0, NULL, e.1[arrayFirstIndex(r -> r >= intDiv(waits * 50 + 99, 100), ranks)]) AS `waitP50`,
                if(waits = 0, NULL, e.1[arrayFirstIndex(r -> r >= intDiv(waits * 90 + 99, 100), ranks)]) AS `waitP90`,
                if(waits = 0, NULL, e.1[arrayFirstIndex(r -> r >= intDiv(waits * 95 + 99, 100), ranks)]) AS `waitP95`,
                if(waits = 0, NULL, e.1[-1]) AS `waitMax`,
                s_talk AS `talk`, s_hold AS `hold`, s_wrap AS `wrapUp`, s_wraps AS `wrapUpKnown`, s_known AS `talkKnown`,
                (s_talk + s_wrap) / nullIf(s_known, 0) AS `aht`,
                s_attempts AS `outAttempts`, s_outs AS `outAnswered`, s_out_talk AS `outTalk`,
                s_received AS `received`, s_shut AS `refused`, s_closed AS `refusedClosed`, s_full AS `refusedFull`,
                s_nobody AS `refusedNoAgents`, s_blocked AS `refusedBlocked`, s_recovered AS `recovered`,
                s_ring / nullIf(s_rings, 0) AS `ringTime`, s_rated AS `rated`,
                s_rating / 100.0 / nullIf(s_rated, 0) AS `rating`, s_day AS `repeat24h`, s_week AS `repeat7d`,
                s_messages AS `messages`, s_out_handled AS `outHandled`, gone AS `abandonedWithin`,
                arraySum((s, c) -> s * c, e.1, e.2) / nullIf(waits, 0) AS `waitMean`,
                if(waits = 0, NULL, e.1[arrayFirstIndex(r -> r >= intDiv(waits * 80 + 99, 100), ranks)]) AS `waitP80`
            FROM merged""".formatted(from, to, threshold, source);
    }

    private static String agents(String source, long from, long to) {
        return """
            WITH merged AS (
                SELECT agent,
                    sum(m.login_seconds) AS login, sum(m.pause_seconds) AS pause, sum(m.break_seconds) AS on_break,
                    sum(m.busy_seconds) AS busy, sum(m.talk_seconds) AS talk, sum(m.hold_seconds) AS hold,
                    sum(m.wrap_up_seconds) AS wrap, sum(m.answered) AS taken, sum(m.ring_no_answer) AS rna,
                    sum(m.ring_refused) AS refused, sum(m.agent_dumps) AS dumps, sum(m.out_attempts) AS attempts,
                    sum(m.out_answered) AS outs, sum(m.transfers_taken) AS transfers
                FROM pulso.agent_minutes AS m
                WHERE m.minute >= fromUnixTimestamp64Milli(%1$d) AND m.minute < fromUnixTimestamp64Milli(%2$d)
                    AND m.source = '%3$s'
                GROUP BY agent)
            SELECT agent AS `name`, login AS `login`, pause AS `pause`, on_break AS `break`, talk AS `talk`, hold AS `hold`,
                wrap AS `wrapUp`, taken AS `answered`, rna AS `ringNoAnswer`, refused AS `ringRefused`,
                dumps AS `agentDump`, attempts AS `outAttempts`, outs AS `outAnswered`,
                transfers AS `transfersTaken`,
                busy / nullIf(login - on_break - pause, 0) AS `occupancy`, busy / nullIf(login, 0) AS `utilisation`
            FROM merged""".formatted(from, to, source);
    }

    private SortedMap<String, Map<String, @Nullable Number>> byName(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var columns = result.getMetaData();
            var found = new TreeMap<String, Map<String, @Nullable Number>>();
            while (result.next()) {
                var figures = new TreeMap<String, @Nullable Number>();
                for (int i = 2; i <= columns.getColumnCount(); i++) {
                    figures.put(columns.getColumnLabel(i), (Number) result.getObject(i));
                }
                found.put(result.getString(1), figures);
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
