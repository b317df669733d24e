package pulso.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * Calls that enter a queue of their own and give up at once, each row a transaction of its own. Rows are written at
 * their times whether or not earlier ones have arrived, so that a stall is seen by every probe that it holds up.
 */
final class ProbeQueue implements AutoCloseable {
    static final String NAME = "Sonda<-";

    private static final String CALL_PREFIX = "sonda-";
    /** Far above the origids of the centre's own rows. */
    private static final long FIRST_ORIGID = 1_900_000_000L;

    private static final int SHORTEST_PAUSE_MILLIS = 75;
    private static final int LONGEST_PAUSE_MILLIS = 175;

    private final Connection connection;
    private final PreparedStatement insert;
    private final ZoneId zone;
    private final Trail trail;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private long nextAtNanos = System.nanoTime();
    private int written;

    ProbeQueue(String jdbcUrl, ZoneId zone, Trail trail) throws SQLException {
        this.zone = zone;
        this.trail = trail;
        this.connection = DriverManager.getConnection(jdbcUrl);
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement("INSERT INTO ccrepo.QUEUE_LOG_REPO"
                + " (origid, datetime, callid, queuename, agent, event, data1, data2, data3, data4, data5)"
                + " VALUES (?, ?, ?, ?, 'NONE', ?, ?, ?, ?, '', '')");
    }

    static int entering(int call) {
        return 2 * call;
    }

    static int leaving(int call) {
        return 2 * call + 1;
    }

    /** The call with this callid; below 0 when it is none of ours. */
    static int call(String callid) {
        return callid.startsWith(CALL_PREFIX) ? Integer.parseInt(callid.substring(CALL_PREFIX.length())) : -1;
    }

    /** Probes written so far. */
    int written() {
        return written;
    }

    /** Waits for the next probe's time and writes it. */
    void writeNext() throws SQLException, InterruptedException {
        nextAtNanos += random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS) * 1_000_000L;
        long wait = nextAtNanos - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        int probe = written;
        boolean enters = probe % 2 == 0;
        insert.setLong(1, FIRST_ORIGID + probe);
        insert.setObject(2, LocalDateTime.now(zone).withNano(0));
        insert.setString(3, CALL_PREFIX + probe / 2);
        insert.setString(4, NAME);
        insert.setString(5, enters ? "ENTERQUEUE" : "ABANDON");
        insert.setString(6, enters ? "" : "1");
        insert.setString(7, enters ? "099000000" : "1");
        insert.setString(8, enters ? "1" : "0");
        insert.executeUpdate();
        connection.commit();
        trail.seen(Trail.Place.COMMITTED, probe, System.nanoTime());
        written++;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
