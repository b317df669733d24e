package pulso.simulator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.CdrInsert;
import pulso.simulator.WriteAction.CdrUpdate;
import pulso.simulator.WriteAction.LogInsert;

/** Carries actions into MariaDB: each list of them and the new position in one transaction, or neither. One thread at a time. */
final class SimulatorWriter implements AutoCloseable {
    private static final int ROWS_PER_STATEMENT = 250;

    private static final String LOG_COLUMNS =
            " (origid, datetime, callid, queuename, agent, event, data1, data2, data3, data4, data5) VALUES ";
    private static final String LOG_ROW = "(?,?,?,?,?,?,?,?,?,?,?)";

    private static final String CDR = "INSERT INTO ccrepo.CDR_REPO"
            + " (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, duration, billsec, disposition,"
            + " amaflags, accountcode, userfield, uniqueid, type, guid, causecode, campaign, charged_balance,"
            + " real_balance, note, contact, finishtime, rating, dialerbase) VALUES ";
    private static final String CDR_ROW = "(?,?,?,?,?,?,?,?,?,?,?,3,?,'',?,?,?,?,?,0,0,'',?,NULL,?,?)";
    private static final int CDR_COLUMNS = 20;

    private static final String CDR_UPDATE =
            "UPDATE ccrepo.CDR_REPO SET userfield = ?, finishtime = ?, rating = ? WHERE uniqueid = ?";

    private final Connection connection;
    private final RowWriter rows;

    private SimulatorWriter(Connection connection) {
        this.connection = connection;
        this.rows = new RowWriter(connection);
    }

    static SimulatorWriter connect(String jdbcUrl, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        connection.setAutoCommit(false);
        return new SimulatorWriter(connection);
    }

    Connection connection() {
        return connection;
    }

    /**
     * Writes the actions and moves the position from {@code from} to {@code to}. In order within each log, and within all the tables that
     * have an id; a CDR is inserted before any is updated.
     */
    void write(List<WriteAction> actions, SimulatorPosition from, SimulatorPosition to) throws SQLException {
        try {
            // First, because its row lock keeps a second simulator out until the commit.
            if (!from.moveTo(to, connection)) {
                throw new IllegalStateException("another simulator writes into this database: cccustom.pulso_simulator"
                        + " no longer stands at action " + from.actions());
            }
            Batch batch = new Batch();
            actions.forEach(batch::add);
            for (Map.Entry<String, List<LogInsert>> log : batch.logs.entrySet()) {
                writeLog(log.getKey(), log.getValue());
            }
            writeCdr(batch.callDetails);
            updateCdr(batch.callUpdates);
            rows.write(batch.rows);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void writeLog(String table, List<LogInsert> rows) throws SQLException {
        String insert = "INSERT INTO ccrepo." + table + LOG_COLUMNS;
        for (int done = 0; done < rows.size(); done += ROWS_PER_STATEMENT) {
            List<LogInsert> part = rows.subList(done, Math.min(done + ROWS_PER_STATEMENT, rows.size()));
            try (PreparedStatement statement = prepare(insert, LOG_ROW, part.size())) {
                int index = 0;
                for (LogInsert row : part) {
                    for (@Nullable Object value : row.columns().values()) {
                        statement.setObject(++index, value);
                    }
                }
                statement.executeUpdate();
            }
        }
    }

    private void writeCdr(List<CdrRow> rows) throws SQLException {
        for (int done = 0; done < rows.size(); done += ROWS_PER_STATEMENT) {
            List<CdrRow> part = rows.subList(done, Math.min(done + ROWS_PER_STATEMENT, rows.size()));
            try (PreparedStatement insert = prepare(CDR, CDR_ROW, part.size())) {
                for (int i = 0; i < part.size(); i++) {
                    setCdr(insert, i * CDR_COLUMNS, part.get(i));
                }
                insert.executeUpdate();
            }
        }
    }

    private void updateCdr(List<CdrUpdate> updates) throws SQLException {
        if (updates.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(CDR_UPDATE)) {
            for (CdrUpdate change : updates) {
                update.setString(1, change.userfield());
                setNullable(update, 2, change.finishtime(), Types.TIMESTAMP);
                setNullable(update, 3, change.rating(), Types.DECIMAL);
                update.setString(4, change.uniqueid());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private PreparedStatement prepare(String insert, String row, int rows) throws SQLException {
        return connection.prepareStatement(insert + String.join(",", Collections.nCopies(rows, row)));
    }

    private static void setCdr(PreparedStatement insert, int offset, CdrRow row) throws SQLException {
        insert.setObject(offset + 1, row.calldate());
        insert.setString(offset + 2, row.clid());
        insert.setString(offset + 3, row.src());
        insert.setString(offset + 4, row.dst());
        insert.setString(offset + 5, row.dcontext());
        insert.setString(offset + 6, row.channel());
        insert.setString(offset + 7, row.dstchannel());
        insert.setString(offset + 8, row.lastapp());
        insert.setInt(offset + 9, row.duration());
        insert.setInt(offset + 10, row.billsec());
        insert.setString(offset + 11, row.disposition());
        insert.setString(offset + 12, row.accountcode());
        insert.setString(offset + 13, row.uniqueid());
        insert.setString(offset + 14, row.type());
        insert.setString(offset + 15, row.guid());
        insert.setString(offset + 16, row.causecode());
        insert.setString(offset + 17, row.campaign());
        insert.setString(offset + 18, row.contact());
        setNullable(insert, offset + 19, row.rating(), Types.DECIMAL);
        insert.setString(offset + 20, row.dialerbase());
    }

    private static void setNullable(PreparedStatement statement, int index, @Nullable Object value, int type)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, type);
        } else {
            statement.setObject(index, value);
        }
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Actions sorted by the table they go to. */
    private static final class Batch {
        final Map<String, List<LogInsert>> logs = new LinkedHashMap<>();
        final List<CdrRow> callDetails = new ArrayList<>();
        final List<CdrUpdate> callUpdates = new ArrayList<>();
        final List<WriteAction> rows = new ArrayList<>();

        void add(WriteAction action) {
            switch (action) {
                case LogInsert row -> log(row.table()).add(row);
                case CdrInsert(var _, var row) -> callDetails.add(row);
                case CdrUpdate update -> callUpdates.add(update);
                case WriteAction.RowInsert _, WriteAction.RowUpdate _, WriteAction.RowDelete _ -> rows.add(action);
            }
        }

        private List<LogInsert> log(String table) {
            return logs.computeIfAbsent(table, _ -> new ArrayList<>());
        }
    }
}
