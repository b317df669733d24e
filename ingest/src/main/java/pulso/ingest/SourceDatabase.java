package pulso.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Questions about the server itself, on a connection of their own. No log table is ever read here. */
final class SourceDatabase implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int ANSWER_TIMEOUT_MS = 5_000;

    private final Connection connection;

    private SourceDatabase(Connection connection) {
        this.connection = connection;
    }

    /** The server's clock, and how far its binlog was written after that moment. */
    record Reading(Instant time, GtidPosition position, String positionText, String binlogFormat, String rowImage) {}

    /** A table of the server; {@code kind} is {@code BASE TABLE} or {@code VIEW}. */
    record FoundTable(String database, String name, String kind) {
        String qualifiedName() {
            return database + '.' + name;
        }
    }

    /** A table's columns in their order, with their types, and the server's estimate of its rows. */
    record Shape(Map<String, String> columnTypes, boolean hasPrimaryKey, long estimatedRows) {}

    static SourceDatabase connect(IngestConfig config) throws SQLException {
        var url = "jdbc:mariadb://%s:%d/?connectTimeout=%d&socketTimeout=%d"
                .formatted(config.databaseHost(), config.databasePort(), CONNECT_TIMEOUT_MS, ANSWER_TIMEOUT_MS);
        return new SourceDatabase(DriverManager.getConnection(url, config.user(), config.password()));
    }

    Reading read() throws SQLException {
        // One statement: its clock is that of its start, so the position is never older than the time.
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT UTC_TIMESTAMP(6), @@global.gtid_binlog_pos, @@global.binlog_format,"
                                + " @@global.binlog_row_image")) {
            row.next();
            var position = row.getString(2);
            return new Reading(
                    row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    GtidPosition.parse(position),
                    position,
                    row.getString(3),
                    row.getString(4));
        }
    }

    String version() throws SQLException {
        return firstText("SELECT VERSION()");
    }

    /** The position at which the oldest binlog file that the server still has begins. */
    GtidPosition oldestPosition() throws SQLException {
        var oldest = firstText("SHOW BINARY LOGS");
        try (var statement = connection.prepareStatement("SELECT BINLOG_GTID_POS(?, 4)")) {
            statement.setString(1, oldest);
            try (var row = statement.executeQuery()) {
                row.next();
                return GtidPosition.parse(row.getString(1));
            }
        }
    }

    /** Global variables by name; those that the server does not know are absent. */
    Map<String, String> variables(String... names) throws SQLException {
        var values = new HashMap<String, String>();
        try (var statement = connection.prepareStatement(
                "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM information_schema.GLOBAL_VARIABLES"
                        + " WHERE VARIABLE_NAME IN (" + "?,".repeat(names.length - 1) + "?)")) {
            for (int i = 0; i < names.length; i++) {
                statement.setString(i + 1, names[i]);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
                }
            }
        }
        return values;
    }

    /** What the user may do, one GRANT statement a line, in upper case. */
    List<String> grants() throws SQLException {
        var grants = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GRANTS FOR CURRENT_USER()")) {
            while (rows.next()) {
                grants.add(rows.getString(1).toUpperCase(Locale.ROOT));
            }
        }
        return grants;
    }

    /** Every table and view that the user may see, but for the server's own; asks for names only, which is quick. */
    List<FoundTable> tables() throws SQLException {
        var found = new ArrayList<FoundTable>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA"
                                + " NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')"
                                + " ORDER BY TABLE_SCHEMA, TABLE_NAME")) {
            while (rows.next()) {
                found.add(new FoundTable(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return found;
    }

    Shape shape(FoundTable table) throws SQLException {
        var types = new LinkedHashMap<String, String>();
        var hasPrimaryKey = false;
        try (var statement = ask("SELECT COLUMN_NAME, DATA_TYPE, COLUMN_KEY FROM information_schema.COLUMNS", table);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                types.put(rows.getString(1), rows.getString(2).toLowerCase(Locale.ROOT));
                hasPrimaryKey |= "PRI".equals(rows.getString(3));
            }
        }
        try (var statement = ask("SELECT COALESCE(TABLE_ROWS, 0) FROM information_schema.TABLES", table);
                var row = statement.executeQuery()) {
            return new Shape(types, hasPrimaryKey, row.next() ? row.getLong(1) : 0);
        }
    }

    private PreparedStatement ask(String question, FoundTable table) throws SQLException {
        var statement = connection.prepareStatement(question + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?");
        statement.setString(1, table.database());
        statement.setString(2, table.name());
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // Nothing is lost with a connection that only asked.
        }
    }

    private String firstText(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
