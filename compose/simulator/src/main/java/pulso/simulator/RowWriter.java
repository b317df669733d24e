package pulso.simulator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Writes the rows of tables that have an id, in order: what follows one another in the same way goes in one statement. */
final class RowWriter {
    private static final int ROWS_PER_STATEMENT = 250;

    private final Connection connection;

    RowWriter(Connection connection) {
        this.connection = connection;
    }

    void write(List<WriteAction> actions) throws SQLException {
        int done = 0;
        while (done < actions.size()) {
            WriteAction first = actions.get(done);
            int next = done + 1;
            while (next < actions.size()
                    && next - done < ROWS_PER_STATEMENT
                    && statement(actions.get(next), 1).equals(statement(first, 1))) {
                next++;
            }
            write(first, actions.subList(done, next));
            done = next;
        }
    }

    private void write(WriteAction first, List<WriteAction> alike) throws SQLException {
        if (first instanceof WriteAction.RowInsert) {
            try (PreparedStatement insert = connection.prepareStatement(statement(first, alike.size()))) {
                int index = 0;
                for (WriteAction action : alike) {
                    index = set(insert, index, values(action));
                }
                insert.executeUpdate();
            }
            return;
        }
        try (PreparedStatement change = connection.prepareStatement(statement(first, 1))) {
            for (WriteAction action : alike) {
                int index = action instanceof WriteAction.RowUpdate update ? set(change, 0, update.after()) : 0;
                change.setObject(index + 1, values(action).get("id"));
                change.addBatch();
            }
            change.executeBatch();
        }
    }

    private static int set(PreparedStatement statement, int before, Map<String, Object> values) throws SQLException {
        int index = before;
        for (Object value : values.values()) {
            statement.setObject(++index, value);
        }
        return index;
    }

    private static String statement(WriteAction action, int rows) {
        return switch (action) {
            case WriteAction.RowInsert insert -> {
                String row = "("
                        + String.join(",", Collections.nCopies(insert.values().size(), "?")) + ")";
                yield "INSERT INTO " + CentreTables.qualified(insert.table()) + " ("
                        + String.join(",", insert.values().keySet()) + ") VALUES "
                        + String.join(",", Collections.nCopies(rows, row));
            }
            case WriteAction.RowUpdate update ->
                "UPDATE " + CentreTables.qualified(update.table()) + " SET "
                        + String.join("=?,", update.after().keySet()) + "=? WHERE id = ?";
            case WriteAction.RowDelete delete ->
                "DELETE FROM " + CentreTables.qualified(delete.table()) + " WHERE id = ?";
            case WriteAction.QueueLogInsert _,
                    WriteAction.ChatLogInsert _,
                    WriteAction.CdrInsert _,
                    WriteAction.CdrUpdate _ -> throw new IllegalArgumentException("a row without an id: " + action);
        };
    }

    private static Map<String, Object> values(WriteAction action) {
        return switch (action) {
            case WriteAction.RowInsert insert -> insert.values();
            case WriteAction.RowUpdate update -> update.before();
            case WriteAction.RowDelete delete -> delete.before();
            case WriteAction.QueueLogInsert _,
                    WriteAction.ChatLogInsert _,
                    WriteAction.CdrInsert _,
                    WriteAction.CdrUpdate _ -> throw new IllegalArgumentException("a row without an id: " + action);
        };
    }
}
