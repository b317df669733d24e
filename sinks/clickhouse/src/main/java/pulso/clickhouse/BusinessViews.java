package pulso.clickhouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people ask for by name, one row for each: contacts and calls, abandons, transfers, wrap-ups, callers who come again.
 * Those that look beyond the rows of a stretch of time, for other passages of a contact or for a caller who came back, are
 * there once more with that stretch as their parameters: they read what belongs to it, and give the same rows.
 */
final class BusinessViews {
    /** Once it is there, all are. */
    static final String LAST = "calls";

    private static final String CONTACTS = "contacts";
    /** After the name of a view: the one with a stretch of time [from, to) as its parameters. */
    static final String BETWEEN = "_between";
    /** Those that stand on others come later. */
    private static final List<String> FILES = List.of(CONTACTS, "abandons", "repeat_callers", "wrap_up", "transfers");

    private static final Set<String> ALSO_BETWEEN = Set.of(CONTACTS, "abandons", "wrap_up", "transfers");
    private static final List<String> PLACES =
            List.of("entered", "first_entered", "of_calls", "returned", "ended", "told");

    private static final String FROM = "{from:DateTime64(3, 'UTC')}";
    private static final String TO = "{to:DateTime64(3, 'UTC')}";
    private static final String PASSAGES_BETWEEN =
            "pulso.passages" + BETWEEN + "(from = " + FROM + ", to = " + TO + ')';

    private final ClickHouseServer server;
    private final Dispositions dispositions;

    BusinessViews(ClickHouseServer server, Dispositions dispositions) {
        this.server = server;
        this.dispositions = dispositions;
    }

    /** Makes or replaces them all. The views of the tables, and {@code queues} and {@code events}, must be there. */
    void create() {
        for (var file : FILES) {
            server.define(text(file, Map.of()));
            if (ALSO_BETWEEN.contains(file)) {
                server.define(between(file, conditions(file, "")));
            }
        }
        server.define(callsBetween());
        server.define(calls());
    }

    private String text(String file, Map<String, String> conditions) {
        var variables = new HashMap<>(Map.of(
                "caller_key",
                CallerKey.of("p.caller"),
                "threshold",
                KpiViews.THRESHOLD,
                "short",
                KpiViews.SHORT,
                "separator",
                Views.quoted(dispositions.separator()),
                "disposition",
                disposition()));
        PLACES.forEach(place -> variables.put(place, conditions.getOrDefault(place, "")));
        variables.put("passages", conditions.getOrDefault("passages", "pulso.passages"));
        return Migrations.statements("views/" + file + ".sql", variables).getFirst();
    }

    /** ClickHouse keeps no columns of a view with parameters: those of the plain view hold for it. */
    private String between(String file, Map<String, String> conditions) {
        return "CREATE OR REPLACE VIEW pulso." + file + BETWEEN + " AS " + question(text(file, conditions));
    }

    private String callsBetween() {
        var contacts = text(CONTACTS, conditions(CONTACTS, " AND channel = 'telephony'"));
        return "CREATE OR REPLACE VIEW pulso." + LAST + BETWEEN + " AS SELECT * EXCEPT channel FROM ("
                + question(contacts) + ')';
    }

    private static String question(String definition) {
        return definition.substring(definition.indexOf("\nAS\n") + 4);
    }

    /** What narrows the parts of a view to what belongs to the stretch of time, by the name of the place in its file. */
    private static Map<String, String> conditions(String file, String also) {
        return switch (file) {
            case CONTACTS ->
                Map.of(
                        "entered",
                        "WHERE (p.source, p.channel, p.interaction) IN (SELECT source, channel, interaction FROM "
                                + (also.isEmpty() ? PASSAGES_BETWEEN : "pulso.passages WHERE " + within("enter") + also)
                                + ')' + also,
                        "first_entered",
                        "HAVING " + within("min(p.enter)"),
                        "of_calls",
                        "AND (source, uniqueid) IN (SELECT source, interaction FROM pulso.passages WHERE channel = 'telephony' AND "
                                + within("enter") + ')');
            case "abandons" ->
                Map.of(
                        "passages",
                        PASSAGES_BETWEEN,
                        "returned",
                        "AND p.enter > " + FROM
                                + " AND p.enter <= (SELECT max(ifNull(wait_end, enter)) + INTERVAL 24 HOUR FROM "
                                + PASSAGES_BETWEEN + " WHERE outcome = 'abandoned')");
            case "wrap_up" -> Map.of("ended", "AND " + within("p.wrap_up_end"), "told", told());
            default -> Map.of("ended", "AND " + within("p.talk_end"), "told", told());
        };
    }

    /** Logs lie in the order of the wall clock, which is never a day away from the instant. */
    private static String told() {
        return "AND " + within("e.at") + " AND e.datetime >= " + FROM + " - INTERVAL 1 DAY AND e.datetime < " + TO
                + " + INTERVAL 1 DAY";
    }

    static String within(String instant) {
        return instant + " >= " + FROM + " AND " + instant + " < " + TO;
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
