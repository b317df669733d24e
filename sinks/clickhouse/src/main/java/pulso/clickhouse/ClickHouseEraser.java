package pulso.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pulso.clickhouse.Generations.TableRows;
import pulso.schemas.event.EventSpec;
import pulso.schemas.event.LogTable;
import pulso.schemas.passage.Channel;
import pulso.schemas.privacy.Masking.Treatment;
import pulso.schemas.privacy.PersonalData;
import pulso.schemas.source.SourceTable;

/**
 * Takes one caller out of ClickHouse: in every row that names the caller, and in every row of the caller's interactions,
 * what says who somebody is becomes empty. The rows stay, so no figure changes; only a list to be dialled loses its line.
 * What the topics still hold can bring it back, by a later change of the same row or by a rebuild.
 */
public final class ClickHouseEraser implements AutoCloseable {
    /** Whole parts are written anew. */
    private static final Duration ANSWER_LIMIT = Duration.ofHours(2);

    private static final int INTERACTIONS_PER_STATEMENT = 10_000;

    private final ClickHouseServer server;
    private final Storage storage;

    private ClickHouseEraser(ClickHouseServer server, Storage storage) {
        this.server = server;
        this.storage = storage;
    }

    /**
     * Connects with the first question.
     *
     * @param storage as the sink has it, to know a caller who was hashed on the way in
     */
    public static ClickHouseEraser open(URI endpoint, String user, String password, Storage storage) {
        return new ClickHouseEraser(
                new ClickHouseServer(endpoint, user, password, ANSWER_LIMIT, storage.cluster()), storage);
    }

    /**
     * Returns once it is done on every server; doing it again changes nothing.
     *
     * @param caller number or address, in any way of writing it
     * @return rows that were changed, of each table that held the caller
     * @throws IllegalArgumentException when it names nobody, as {@code anonymous} does
     */
    public List<TableRows> erase(String caller) {
        var key = text("SELECT " + CallerKey.of(Views.quoted(caller)) + " AS text")
                .getFirst();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("'" + caller + "' names nobody");
        }
        var wanted = new Wanted(key, hashes(caller, key));
        var passages = generations().stream().map(name -> name + ".passages").toList();
        var interactions = interactions(wanted, passages);
        var guids = guids(interactions);
        var erased = new ArrayList<TableRows>();
        for (var table : passages) {
            var where = or(List.of(wanted.in("caller"), among("channel", interactions)));
            erased.add(blank(table, Map.of(), PersonalColumns.OF_PASSAGES.keySet(), where));
        }
        for (var table : RawTable.values()) {
            erased.add(raw(table, wanted, interactions, guids));
        }
        return erased.stream().filter(table -> table.rows() > 0).toList();
    }

    /** Whether rows of a table of the source can say who a caller is. */
    public static boolean isPersonal(SourceTable table) {
        return Arrays.stream(RawTable.values())
                .filter(raw -> raw.sourceTable() == table)
                .anyMatch(raw -> PersonalColumns.of(raw).size() > 1);
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * How the caller stands in the tables.
     *
     * @param hashes of the caller, where callers are hashed on the way in
     */
    private record Wanted(String key, Set<String> hashes) {

        String in(String column) {
            var hashed = hashes.isEmpty() ? "" : " OR " + column + " IN (" + texts(hashes) + ')';
            return '(' + CallerKey.of('`' + column + '`') + " = " + Views.quoted(key) + hashed + ')';
        }
    }

    private Set<String> hashes(String caller, String key) {
        var hashes = new LinkedHashSet<String>();
        var masking = storage.masking();
        for (var kind : List.of(PersonalData.NUMBER, PersonalData.ADDRESS)) {
            if (masking.byKind().get(kind) == Treatment.HASH) {
                hashes.add(String.valueOf(masking.tell(kind, caller)));
                hashes.add(String.valueOf(masking.tell(kind, key)));
            }
        }
        return hashes;
    }

    private List<String> generations() {
        return text(
                "SELECT database AS text FROM system.tables WHERE startsWith(database, 'pulso_') AND name = 'passages'"
                        + " AND engine LIKE '%ReplacingMergeTree' ORDER BY database");
    }

    /** Ids of the caller's interactions by channel. */
    private Map<String, Set<String>> interactions(Wanted wanted, List<String> passages) {
        var found = new LinkedHashMap<String, Set<String>>();
        for (var table : passages) {
            for (var row : server.query(
                    "SELECT DISTINCT channel, interaction FROM " + table + " WHERE " + wanted.in("caller"))) {
                found.computeIfAbsent(row.getString("channel"), _ -> new LinkedHashSet<>())
                        .add(row.getString("interaction"));
            }
        }
        for (var table : RawTable.values()) {
            var log = table.log();
            var channel = table.sourceTable().channel();
            if (log != null && channel != null) {
                var ids = text("SELECT DISTINCT callid AS text FROM " + place(table) + " WHERE callid != '' AND "
                        + direct(table, wanted));
                found.computeIfAbsent(channel.wireName(), _ -> new LinkedHashSet<>())
                        .addAll(ids);
            }
        }
        return found;
    }

    private Set<String> guids(Map<String, Set<String>> interactions) {
        var calls = interactions.getOrDefault(Channel.TELEPHONY.wireName(), Set.of());
        return calls.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(text("SELECT DISTINCT guid AS text FROM " + place(RawTable.CDR)
                        + " WHERE guid != '' AND uniqueid IN (" + texts(calls) + ')'));
    }

    private TableRows raw(RawTable table, Wanted wanted, Map<String, Set<String>> interactions, Set<String> guids) {
        var channel = table.sourceTable().channel();
        var calls = interactions.getOrDefault(Channel.TELEPHONY.wireName(), Set.of());
        var where = new ArrayList<String>();
        where.add(direct(table, wanted));
        if (channel != null) {
            where.add(in("callid", interactions.getOrDefault(channel.wireName(), Set.of())));
        }
        switch (table) {
            case CDR -> {
                where.add(in("uniqueid", calls));
                where.add("position(clid, " + Views.quoted('<' + wanted.key() + '>') + ") > 0");
            }
            case TAGS -> where.add(in("guid", guids));
            case CALLS_SPOOL -> {
                where.add("has(splitByChar(':', alternatives), " + Views.quoted(wanted.key()) + ')');
                return delete(place(table), or(where));
            }
            case QUEUE_LOG,
                    WEBCHAT_LOG,
                    SMS_LOG,
                    EMAIL_LOG,
                    TWITTER_LOG,
                    MESSENGER_LOG,
                    FACEBOOK_LOG,
                    SMS,
                    BLACK_LIST_HISTORY,
                    SIPCHAT,
                    AUDITORY,
                    DIALER_BASE -> {}
        }
        var log = table.log();
        return blank(
                place(table),
                log == null ? Map.of() : harmless(log, wanted),
                PersonalColumns.of(table).keySet(),
                or(where));
    }

    /** Rows of which a column is the caller. */
    private static String direct(RawTable table, Wanted wanted) {
        var columns = PersonalColumns.of(table).entrySet().stream()
                .filter(column -> column.getValue() == PersonalData.NUMBER
                        || column.getValue() == PersonalData.ADDRESS
                        || PersonalColumns.DATA.contains(column.getKey()))
                .map(column -> wanted.in(column.getKey()))
                .toList();
        return or(columns);
    }

    /** When a data column stays as it is: the dictionary says that it names nobody, and it does not name the caller. */
    private static Map<String, String> harmless(LogTable log, Wanted wanted) {
        var harmless = new LinkedHashMap<String, String>();
        for (var column : PersonalColumns.DATA) {
            var events = log.events().stream()
                    .filter(event -> PersonalColumns.ofData(event, column) == null)
                    .map(EventSpec::name)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            harmless.put(column, in("event", events) + " AND NOT " + wanted.in(column));
        }
        return harmless;
    }

    private TableRows blank(String table, Map<String, String> harmless, Set<String> columns, String where) {
        var emptied = new ArrayList<String>();
        var filled = new ArrayList<String>();
        for (var column : columns) {
            var quoted = '`' + column + '`';
            var stays = harmless.getOrDefault(column, "false");
            emptied.add("%1$s = if(%2$s, %1$s, defaultValueOfArgumentType(%1$s))".formatted(quoted, stays));
            filled.add("(NOT (%s) AND notEmpty(%s))"
                    .formatted(stays, column.equals(PersonalColumns.OTHER) ? quoted : "ifNull(" + quoted + ", '')"));
        }
        var rows = "(" + where + ") AND (" + or(filled) + ')';
        long count = count(table, rows);
        if (count > 0) {
            server.define("ALTER TABLE " + table + " UPDATE " + String.join(", ", emptied) + " WHERE " + rows
                    + " SETTINGS mutations_sync = 2");
        }
        return new TableRows(table, count);
    }

    private TableRows delete(String table, String where) {
        long count = count(table, where);
        if (count > 0) {
            server.define("ALTER TABLE " + table + " DELETE WHERE " + where + " SETTINGS mutations_sync = 2");
        }
        return new TableRows(table, count);
    }

    private long count(String table, String where) {
        return server.query("SELECT count() AS rows FROM " + table + " WHERE " + where)
                .getFirst()
                .getLong("rows");
    }

    private List<String> text(String sql) {
        return server.query(sql).stream().map(row -> row.getString("text")).toList();
    }

    private static String place(RawTable table) {
        return RawTable.DATABASE + '.' + table.table();
    }

    private static String among(String channel, Map<String, Set<String>> interactions) {
        return or(interactions.entrySet().stream()
                .map(entry -> '(' + channel + " = " + Views.quoted(entry.getKey()) + " AND "
                        + in("interaction", entry.getValue()) + ')')
                .toList());
    }

    private static String in(String column, Set<String> values) {
        if (values.size() > INTERACTIONS_PER_STATEMENT) {
            throw new IllegalStateException(
                    values.size() + " interactions of one caller: that is a number of the contact centre itself");
        }
        return values.isEmpty() ? "false" : column + " IN (" + texts(values) + ')';
    }

    private static String texts(Set<String> values) {
        return values.stream().map(Views::quoted).collect(Collectors.joining(", "));
    }

    private static String or(List<String> conditions) {
        return conditions.isEmpty() ? "false" : String.join(" OR ", conditions);
    }
}
