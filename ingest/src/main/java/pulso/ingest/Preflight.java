package pulso.ingest;

import static pulso.ingest.Finding.fail;
import static pulso.ingest.Finding.ok;
import static pulso.ingest.Finding.warn;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pulso.ingest.Finding.Level;

/** Looks whether a database can be captured, before anything is written, and says how to mend what is not right. */
public final class Preflight {
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final String ACCESS_DENIED_STATE = "28000";
    private static final List<String> NEEDED_EVERYWHERE = List.of("SELECT", "REPLICATION SLAVE", "RELOAD");

    private final IngestConfig config;
    private final List<Finding> findings = new ArrayList<>();
    private final List<BoundTable> tables = new ArrayList<>();

    private Preflight(IngestConfig config) {
        this.config = config;
    }

    /**
     * What the checks found.
     *
     * @param reachable whether the server answered at all; if not, all else is unknown
     */
    public record Report(boolean reachable, List<Finding> findings, List<SourceTableName> tables) {
        public Report {
            findings = List.copyOf(findings);
            tables = List.copyOf(tables);
        }

        public List<Finding> failures() {
            return findings.stream()
                    .filter(finding -> finding.level() == Level.FAIL)
                    .toList();
        }
    }

    /** A captured table under the name that the server gives it. */
    public record SourceTableName(CapturedTable configured, String database, String name) {}

    /** What a run of the capture starts from. */
    record Outcome(Report report, List<BoundTable> tables) {}

    public static Report check(IngestConfig config) {
        return examine(config).report();
    }

    static Outcome examine(IngestConfig config) {
        var preflight = new Preflight(config);
        var reachable = preflight.run();
        var names = preflight.tables.stream()
                .filter(BoundTable::isThere)
                .map(table -> new SourceTableName(table.captured(), table.database(), table.name()))
                .toList();
        return new Outcome(new Report(reachable, preflight.findings, names), List.copyOf(preflight.tables));
    }

    private boolean run() {
        checkOwnZone();
        try (var database = SourceDatabase.connect(config)) {
            if (checkServer(database.version())) {
                checkBinlog(database.variables(
                        "log_bin",
                        "binlog_format",
                        "binlog_row_image",
                        "binlog_expire_logs_seconds",
                        "server_id",
                        "encrypt_binlog",
                        "log_bin_compress"));
                var grants = database.grants();
                checkGrants(grants);
                tables.addAll(new TableProbe(config, database, grants, findings).probe());
            }
            return true;
        } catch (SQLException e) {
            return refused(e);
        }
    }

    /** The driver reads a snapshot's wall clocks through this process's zone, which may lack some of them. */
    private void checkOwnZone() {
        var zone = ZoneId.systemDefault();
        findings.add(
                zone.getRules().isFixedOffset()
                        ? ok("zone", "This process runs in " + zone)
                        : warn(
                                "zone",
                                "This process runs in " + zone
                                        + ": a snapshot shifts times within the hour that its summer time skips",
                                "Run it with -Duser.timezone=UTC."));
    }

    private boolean refused(SQLException e) {
        var address = config.databaseHost() + ':' + config.databasePort();
        if (ACCESS_DENIED_STATE.equals(e.getSQLState())) {
            findings.add(fail(
                    "login",
                    "The database at " + address + " does not let " + config.user() + " in",
                    "Check the user and the password, and that the user may come from this machine."));
            return true;
        }
        var lost = e instanceof SQLNonTransientConnectionException
                || (e.getSQLState() != null && e.getSQLState().startsWith("08"));
        findings.add(fail(
                "server",
                (lost ? "No database answers at " : "The database does not answer the checks at ") + address + " ("
                        + e.getMessage() + ")",
                "Check host, port and firewall, and that the server runs."));
        return false;
    }

    private boolean checkServer(String version) {
        if (!version.toUpperCase(Locale.ROOT).contains("MARIADB")) {
            findings.add(fail(
                    "server",
                    "The server is " + version + ", not MariaDB",
                    "Capture reads MariaDB's binlog: point it at a MariaDB server, a replica will do."));
            return false;
        }
        findings.add(ok("server", "MariaDB " + version));
        return true;
    }

    private void checkBinlog(Map<String, String> variables) {
        expect(variables, "log_bin", "ON", "Add log_bin to the server's [mysqld] section and restart it.");
        expect(
                variables,
                "binlog_format",
                "ROW",
                "SET GLOBAL binlog_format='ROW', and write it to the server's configuration; sessions that are open keep the old one.");
        expect(
                variables,
                "binlog_row_image",
                "FULL",
                "SET GLOBAL binlog_row_image='FULL', and write it to the server's configuration.");
        if ("ON".equals(variables.get("log_bin_compress"))) {
            findings.add(
                    fail("log_bin_compress", "The binlog's events are compressed", "SET GLOBAL log_bin_compress=OFF."));
        }
        if (Long.toString(config.serverId()).equals(variables.get("server_id"))) {
            findings.add(fail(
                    "server_id",
                    "Capture and the server have the same server id " + config.serverId(),
                    "Give capture another one."));
        }
        var kept = Duration.ofSeconds(
                (long) Double.parseDouble(variables.getOrDefault("binlog_expire_logs_seconds", "0")));
        if (kept.isPositive() && kept.compareTo(SHORTEST_RETENTION) < 0) {
            findings.add(
                    warn(
                            "retention",
                            "The server deletes its binlog after " + kept.toMinutes() + " min",
                            "Capture may stand still no longer than that: SET GLOBAL binlog_expire_logs_seconds=259200 gives three days."));
        } else {
            findings.add(ok(
                    "retention",
                    kept.isPositive()
                            ? "The binlog is kept " + kept.toHours() + " h"
                            : "The binlog is kept until someone deletes it"));
        }
    }

    private void expect(Map<String, String> variables, String name, String wanted, String mend) {
        var value = variables.getOrDefault(name, "");
        findings.add(
                value.equals(wanted) || (value.equals("1") && wanted.equals("ON"))
                        ? ok(name, name + " is " + wanted)
                        : fail(name, name + " is " + value + ", not " + wanted, mend));
    }

    private void checkGrants(List<String> grants) {
        var everywhere =
                grants.stream().filter(grant -> grant.contains(" ON *.*")).toList();
        var all = everywhere.stream().anyMatch(grant -> grant.contains("ALL PRIVILEGES"));
        var missing = NEEDED_EVERYWHERE.stream()
                .filter(needed -> !all && everywhere.stream().noneMatch(grant -> holds(grant, needed)))
                .filter(needed -> !needed.equals("SELECT") || grants.stream().noneMatch(grant -> holds(grant, needed)))
                .toList();
        var monitor = all
                || everywhere.stream()
                        .anyMatch(grant -> holds(grant, "BINLOG MONITOR") || holds(grant, "REPLICATION CLIENT"));
        if (missing.isEmpty() && monitor) {
            findings.add(ok("grants", "The user " + config.user() + " may read the binlog"));
            return;
        }
        var lacking = new ArrayList<>(missing);
        if (!monitor) {
            lacking.add("BINLOG MONITOR");
        }
        findings.add(fail(
                "grants",
                "The user " + config.user() + " lacks " + String.join(", ", lacking),
                "GRANT " + String.join(", ", lacking) + " ON *.* TO that user."));
    }

    static boolean holds(String grant, String privilege) {
        int on = grant.indexOf(" ON ");
        var list = grant.substring("GRANT ".length(), Math.max("GRANT ".length(), on));
        for (var part : list.split(",")) {
            if (part.strip().equals(privilege)) {
                return true;
            }
        }
        return false;
    }
}
