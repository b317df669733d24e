package pulso.clickhouse;

import java.util.List;
import java.util.Map;

/** What people ask for by name, one row for each: contacts and calls, abandons, transfers, wrap-ups, callers who come again. */
final class BusinessViews {
    /** Once it is there, all are. */
    static final String LAST = "calls";

    /** Those that stand on others come later. */
    private static final List<String> FILES = List.of("contacts", "abandons", "repeat_callers", "wrap_up", "transfers");

    private final ClickHouseServer server;
    private final Dispositions dispositions;

    BusinessViews(ClickHouseServer server, Dispositions dispositions) {
        this.server = server;
        this.dispositions = dispositions;
    }

    /** Makes or replaces them all. The views of the tables, and {@code queues} and {@code events}, must be there. */
    void create() {
        var variables = Map.of(
                "caller_key",
                CallerKey.of("p.caller"),
                "threshold",
                KpiViews.THRESHOLD,
                "short",
                KpiViews.SHORT,
                "separator",
                Views.quoted(dispositions.separator()),
                "disposition",
                disposition());
        for (var file : FILES) {
            Migrations.statements("views/" + file + ".sql", variables).forEach(server::define);
        }
        server.define(calls());
    }

    private String disposition() {
        var column = dispositions.column();
        return RawTable.CDR.sourceTable().columns().contains(column)
                ? '`' + column + '`'
                : "other[" + Views.quoted(column) + ']';
    }

    private String calls() {
        var columns = server
                .query("SELECT name, type, comment FROM system.columns"
                        + " WHERE database = 'pulso' AND table = 'contacts' AND name != 'channel' ORDER BY position")
                .stream()
                .map(column -> "`%s` %s COMMENT %s"
                        .formatted(
                                column.getString("name"),
                                column.getString("type"),
                                Views.quoted(column.getString("comment"))))
                .toList();
        return "CREATE OR REPLACE VIEW pulso.%s (%s) COMMENT %s AS SELECT * EXCEPT channel FROM pulso.contacts WHERE channel = 'telephony'"
                .formatted(
                        LAST,
                        String.join(", ", columns),
                        Views.quoted("Contacts by telephone, with their detail records"));
    }
}
