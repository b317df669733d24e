package pulso.command;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedMariaDb;
import pulso.schemas.source.Row;
import pulso.simulator.Ledger;
import pulso.simulator.SimulationPlan;
import pulso.simulator.Simulator;

/**
 * A contact centre's database with a busy day, written when the test says, and the ledger of what happened. The centre
 * lies where the evening has just begun, so that its rows are as young as those of a living centre.
 */
final class SimulatedCentre implements AutoCloseable {
    static final int SHORT_SECONDS = 5;
    private static final int CLOSES_AT_HOUR = 20;
    private static final int PIPELINE_STARTS_AT_HOUR = 15;

    private final EmbeddedMariaDb database;
    private final Simulator simulator;
    private final ZoneId zone;
    private final Instant midnight;

    SimulatedCentre(Path folder, long seed) {
        this(folder, seed, 1, 0);
    }

    /**
     * @param scale 1 is a busy day of about 4,000 inbound calls
     * @param hoursEast how far it lies east of where the evening has just begun
     */
    SimulatedCentre(Path folder, long seed, double scale, int hoursEast) {
        this(folder, seed, scale, hoursEast, plan -> plan);
    }

    /** @param change what else is planned otherwise than for the demo */
    SimulatedCentre(Path folder, long seed, double scale, int hoursEast, UnaryOperator<SimulationPlan> change) {
        zone = zoneInTheEvening(hoursEast);
        midnight = LocalDate.now(zone).atStartOfDay(zone).toInstant();
        database = EmbeddedMariaDb.start(folder, 0, zone, Durability.FAST);
        simulator = Simulator.open(
                database.jdbcUrl("ccrepo"),
                database.adminUser(),
                database.adminPassword(),
                change.apply(SimulationPlan.demo(seed, zone, midnight)
                        .withScale(scale)
                        .withEnd(at(CLOSES_AT_HOUR, 0))));
    }

    /** Where it is past eight in the evening, or past nine where that would be UTC. */
    private static ZoneId zoneInTheEvening(int hoursEast) {
        int utcHour = OffsetDateTime.now(ZoneOffset.UTC).getHour();
        int east = Math.floorMod(CLOSES_AT_HOUR - utcHour + 11, 24) - 11;
        int hours = (east == 0 ? 1 : east) + hoursEast;
        if (hours == 0) {
            return ZoneId.of("Etc/GMT");
        }
        return ZoneId.of("Etc/GMT" + (hours < 0 ? "+" : "-") + Math.abs(hours));
    }

    ZoneId zone() {
        return zone;
    }

    EmbeddedMariaDb database() {
        return database;
    }

    Simulator simulator() {
        return simulator;
    }

    Ledger ledger() {
        return simulator.ledger();
    }

    /** The moment so many hours and minutes after the centre's midnight. */
    Instant at(int hour, int minute) {
        return midnight.plus(Duration.ofHours(hour).plusMinutes(minute));
    }

    /** What is in the database before anybody captures it. */
    void writeUntilThePipelineStarts() {
        simulator.writeUntil(at(PIPELINE_STARTS_AT_HOUR, 0));
    }

    /** Returns the rows written. */
    long writeToEnd() {
        return simulator.writeToEnd();
    }

    /** Every row of a table as it stands, repeated rows included. */
    List<Row> rows(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl("ccrepo"), database.adminUser(), database.adminPassword());
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT * FROM " + table)) {
            var rows = new ArrayList<Row>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        var columns = result.getMetaData();
        var values = new TreeMap<String, Object>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            var value = value(result, i, columns.getColumnType(i));
            if (value != null) {
                values.put(columns.getColumnName(i), value);
            }
        }
        return new Row(values);
    }

    /** Runs a statement of the centre's own people. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl("ccrepo"), database.adminUser(), database.adminPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable Object value(ResultSet result, int column, int type) throws SQLException {
        return switch (type) {
            case Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
            case Types.INTEGER, Types.BIGINT -> result.getObject(column, Long.class);
            default -> result.getString(column);
        };
    }

    @Override
    public void close() {
        simulator.close();
        database.close();
    }
}
