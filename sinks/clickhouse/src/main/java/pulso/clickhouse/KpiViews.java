package pulso.clickhouse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;

/**
 * The catalogue in SQL: the figures of each queue and agent by quarter of an hour, hour and day, and over any window, the
 * latter from the minutes and, independently of them, from passages, intervals and rows. Columns are the catalogue's
 * figures in its words.
 */
final class KpiViews {
    static final String THRESHOLD = "toInt64(coalesce(own.threshold_seconds, any_queue.threshold_seconds, 20))";
    static final String SHORT = "toInt64(coalesce(own.short_seconds, any_queue.short_seconds, 5))";

    private static final String ASKED_THRESHOLD = "if({threshold:Int64} >= 0, {threshold:Int64}, " + THRESHOLD + ')';

    /** Columns that are no figure of the catalogue. */
    private static final Map<String, String> OTHER_COLUMNS = Map.ofEntries(
            Map.entry("source", "Contact centre"),
            Map.entry("channel", "telephony, webchat, sms, email, twitter, messenger or facebook"),
            Map.entry("queue", "Campaign"),
            Map.entry("direction", "inbound or outbound"),
            Map.entry("agent", "Agent"),
            Map.entry(
                    "quarter", "Start of the quarter of an hour, wall clock of the contact centre (it only says UTC)"),
            Map.entry("hour", "Start of the hour, wall clock of the contact centre (it only says UTC)"),
            Map.entry("month", "First day of the month of the contact centre"),
            Map.entry("day", "Day of the contact centre, of 23, 24 or 25 hours"),
            Map.entry("service_level_sl1", "answeredWithin / answered"),
            Map.entry("service_level_sl2", "answeredWithin / (offered − open)"),
            Map.entry("service_level_sl3", "answeredWithin / (offered − open − abandonedWithin)"),
            Map.entry("service_level_sl4", "(answeredWithin + abandonedWithin) / (offered − open)"),
            Map.entry("service_level_sl5", "(answeredWithin + abandonedWithin) / (answered + abandoned)"),
            Map.entry("busy_seconds", "union of conversation and wrap-up: two chats at once count once"),
            Map.entry("agent_dump", "AGENTDUMP rows of the agent"));

    /** A length of time by which figures are grouped, as the wall clock of the contact centre shows it. */
    private enum Grain {
        QUARTER("15m", "toStartOfFifteenMinutes(m.local_minute)"),
        HOUR("hour", "toStartOfHour(m.local_minute)"),
        DAY("day", "toDate(m.local_minute)"),
        MONTH("month", "toStartOfMonth(m.local_minute)");

        private final String suffix;
        private final String expression;

        Grain(String suffix, String expression) {
            this.suffix = suffix;
            this.expression = expression;
        }

        private String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Map<String, String> variables() {
            return Map.of(
                    "bucket",
                    column() + ',',
                    "bucket_expression",
                    expression + " AS " + column() + ',',
                    "bucket_group",
                    ", " + column(),
                    "where",
                    "",
                    "threshold",
                    THRESHOLD,
                    "short",
                    SHORT);
        }
    }

    private final ClickHouseServer server;

    KpiViews(ClickHouseServer server) {
        this.server = server;
    }

    /** Makes or replaces them all. The views of the tables must be there. */
    void create() {
        Migrations.statements("views/settings.sql", Map.of()).forEach(server::define);
        server.define(Migrations.statements("views/events.sql", Map.of("logs", logs()))
                .getFirst());
        for (var grain : Grain.values()) {
            documented("kpi_queue_" + grain.suffix, sql(grain.variables(), "sums_of_minutes", "figures_of_queue"));
            documented(
                    "kpi_agent_" + grain.suffix, sql(grain.variables(), "sums_of_agent_minutes", "figures_of_agent"));
        }
        parameterised("kpi_queue", sql(window(), "sums_of_minutes", "figures_of_queue"));
        parameterised("kpi_queue_from_passages", sql(window(), "sums_of_passages", "figures_of_queue"));
        parameterised("service_level", sql(daysOfQueue(), "sums_of_minutes", "service_level"));
        parameterised("kpi_agent", sql(window(), "sums_of_agent_minutes", "figures_of_agent"));
        parameterised("kpi_agent_from_intervals", sql(window(), "sums_of_intervals", "figures_of_agent"));
    }

    /** The column of a figure: its id in snake case, and the unit where it is a time. */
    static String column(String id, Kpi.Unit unit) {
        var name = ColumnNames.snake(id);
        return unit == Kpi.Unit.SECONDS ? name + "_seconds" : name;
    }

    private static Map<String, String> window() {
        return Map.of(
                "bucket", "",
                "bucket_expression", "",
                "bucket_group", "",
                "where", "WHERE minute >= {from:DateTime64(3, 'UTC')} AND minute < {to:DateTime64(3, 'UTC')}",
                "threshold", ASKED_THRESHOLD,
                "short", "if({short:Int64} >= 0, {short:Int64}, " + SHORT + ')');
    }

    /** One queue or all, by day, judged by the threshold asked for or by those that were valid. */
    private static Map<String, String> daysOfQueue() {
        var variables = new HashMap<>(Grain.DAY.variables());
        variables.put("where", "WHERE {queue:String} = '' OR queue = {queue:String}");
        variables.put("threshold", ASKED_THRESHOLD);
        return variables;
    }

    private static String sql(Map<String, String> variables, String... files) {
        var all = new HashMap<>(variables);
        all.put("moments", Migrations.text("views/moments.sql", Map.of()));
        var sql = new StringBuilder();
        for (var file : files) {
            sql.append(Migrations.text("views/" + file + ".sql", all));
        }
        return sql.toString();
    }

    private static String logs() {
        return String.join(
                "UNION ALL\n",
                Arrays.stream(RawTable.values())
                        .filter(table -> table.log() != null)
                        .map(KpiViews::log)
                        .toList());
    }

    private static String log(RawTable table) {
        var channel = table.sourceTable().channel();
        return Migrations.text(
                "views/events_of_log.sql",
                Map.of("log_table", table.table(), "channel", channel == null ? "" : channel.wireName()));
    }

    /** A view whose columns bear the catalogue's words. */
    private void documented(String view, String sql) {
        var comments = comments(view.startsWith("kpi_agent"));
        var columns = server.query("DESCRIBE (" + sql + ')').stream()
                .map(column -> "`%s` %s COMMENT %s"
                        .formatted(
                                column.getString("name"),
                                column.getString("type"),
                                Views.quoted(comment(comments, column.getString("name")))))
                .toList();
        server.define("CREATE OR REPLACE VIEW pulso.%s (%s) COMMENT %s AS %s"
                .formatted(view, String.join(", ", columns), Views.quoted(words(view)), sql));
    }

    /** ClickHouse keeps no columns of a view with parameters: those of the views above hold for it. */
    private void parameterised(String view, String sql) {
        server.define("CREATE OR REPLACE VIEW pulso.%s AS %s".formatted(view, sql));
    }

    private static String words(String view) {
        return view.startsWith("kpi_agent")
                ? "Figures of each agent, clipped by the clock"
                : "Figures of each queue; service level by the targets that were valid";
    }

    private static String comment(Map<String, String> comments, String column) {
        var comment = comments.get(column);
        if (comment == null) {
            throw new IllegalStateException("nobody says what column " + column + " means");
        }
        return comment;
    }

    private static Map<String, String> comments(boolean ofAgents) {
        var comments = new HashMap<>(OTHER_COLUMNS);
        if (ofAgents) {
            List.of(AgentKpi.values()).forEach(kpi -> comments.put(column(kpi.id(), kpi.unit()), kpi.formula()));
        } else {
            List.of(Kpi.values()).forEach(kpi -> comments.put(column(kpi.id(), kpi.unit()), kpi.formula()));
        }
        return comments;
    }
}
