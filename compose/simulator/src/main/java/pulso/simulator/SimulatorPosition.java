package pulso.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a plan has been written, in cccustom.pulso_simulator, moved in the transaction of the rows themselves. The digest of all actions
 * written so far tells whether a simulation run anew is still the same one.
 *
 * @param actions number of actions written, so also the number of the next one
 */
record SimulatorPosition(long actions, long digest) {
    static final SimulatorPosition START = new SimulatorPosition(0, 17);

    private static final String TABLE = "cccustom.pulso_simulator";

    SimulatorPosition after(WriteAction action) {
        return new SimulatorPosition(actions + 1, digest * 31 + action.fingerprint());
    }

    static void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE
                    + " (id TINYINT PRIMARY KEY, seed BIGINT NOT NULL, start VARCHAR(40) NOT NULL, parameters TEXT NOT NULL,"
                    + " next_action BIGINT NOT NULL, digest BIGINT NOT NULL)"
                    + " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4");
        }
    }

    /** What is stored, or null when nothing has ever been written here. */
    static @Nullable Stored read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT seed, start, parameters, next_action, digest FROM " + TABLE + " WHERE id = 1")) {
            if (!row.next()) {
                return null;
            }
            return new Stored(
                    row.getLong("seed"),
                    Instant.parse(row.getString("start")),
                    row.getString("parameters"),
                    new SimulatorPosition(row.getLong("next_action"), row.getLong("digest")));
        }
    }

    static void insert(Connection connection, SimulationPlan plan) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (1, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, plan.seed());
            insert.setString(2, plan.start().toString());
            insert.setString(3, parameters(plan));
            insert.setLong(4, START.actions);
            insert.setLong(5, START.digest);
            insert.executeUpdate();
        }
    }

    /** Moves the stored position from here to {@code next}; false when it is not here, because somebody else writes too. */
    boolean moveTo(SimulatorPosition next, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + TABLE
                + " SET next_action = ?, digest = ? WHERE id = 1 AND next_action = ? AND digest = ?")) {
            update.setLong(1, next.actions);
            update.setLong(2, next.digest);
            update.setLong(3, actions);
            update.setLong(4, digest);
            return update.executeUpdate() == 1;
        }
    }

    /** What else the rows depend on. The end is not among it: it changes nothing before itself. */
    static String parameters(SimulationPlan plan) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            return mapper.writeValueAsString(mapper.createObjectNode()
                    .put("zone", plan.zone().getId())
                    .put("scale", plan.scale())
                    .put(
                            "channels",
                            plan.channels().stream().sorted().map(Channel::id).collect(Collectors.joining(",")))
                    .set("faults", mapper.valueToTree(plan.faults())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of numbers and strings is always JSON", e);
        }
    }

    record Stored(long seed, Instant start, String parameters, SimulatorPosition position) {}
}
