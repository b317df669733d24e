package pulso.simulator;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A simulated contact centre that writes into a MariaDB. After any end, kill -9 included, the next {@code open} on the same database goes
 * on with the next row: none is lost or doubled. One method writes at a time; {@code close} from another thread stops it.
 */
public final class Simulator implements AutoCloseable {
    private static final int BULK_ACTIONS = 10_000;
    private static final int GROUP_ACTIONS = 50;
    private static final int RATE_GROUP_ACTIONS = 2_000;
    private static final long BEHIND_MILLIS = 2_000;
    private static final Duration PATIENCE_WITH_DATABASE = Duration.ofMinutes(1);

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final SimulationPlan plan;
    private final Simulation simulation;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition closing = writing.newCondition();
    private volatile boolean closed;
    private volatile SimulatorPosition position;
    private SimulatorWriter writer;
    private boolean reconnected;

    private Simulator(
            String jdbcUrl,
            String user,
            String password,
            SimulationPlan plan,
            Simulation simulation,
            SimulatorPosition position,
            SimulatorWriter writer) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.plan = plan;
        this.simulation = simulation;
        this.position = position;
        this.writer = writer;
    }

    /**
     * Creates what is missing of uContact's databases and stands where the last run stopped. In a database that was written before, the
     * start of the first run stays; seed, zone, scale and faults must be the same.
     */
    public static Simulator open(String jdbcUrl, String user, String password, SimulationPlan plan) {
        try {
            SimulatorWriter writer = SimulatorWriter.connect(jdbcUrl, user, password);
            try {
                return resume(jdbcUrl, user, password, plan, writer);
            } catch (SQLException | RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new SimulatorException("cannot open the simulator's database at " + jdbcUrl, e);
        }
    }

    private static Simulator resume(
            String jdbcUrl, String user, String password, SimulationPlan plan, SimulatorWriter writer)
            throws SQLException {
        CentreTables.create(writer.connection());
        SimulatorPosition.createTable(writer.connection());
        SimulatorPosition.@Nullable Stored stored = SimulatorPosition.read(writer.connection());
        if (stored == null) {
            SimulatorPosition.insert(writer.connection(), plan);
            writer.connection().commit();
            return new Simulator(jdbcUrl, user, password, plan, new Simulation(plan), SimulatorPosition.START, writer);
        }
        writer.connection().commit();
        String parameters = SimulatorPosition.parameters(plan);
        if (stored.seed() != plan.seed() || !stored.parameters().equals(parameters)) {
            throw new IllegalStateException("this database was written with seed " + stored.seed() + " and "
                    + stored.parameters() + ", not with seed " + plan.seed() + " and " + parameters
                    + ": use those, or an empty database");
        }
        SimulationPlan resumed = plan.withStart(stored.start());
        Simulation simulation = new Simulation(resumed);
        SimulatorPosition reached = skip(simulation, stored.position().actions());
        if (!reached.equals(stored.position())) {
            throw new IllegalStateException("the rows in this database are not those of this simulation (its end lies"
                    + " before rows already written, or the simulator has changed since): use an empty database");
        }
        return new Simulator(jdbcUrl, user, password, resumed, simulation, reached, writer);
    }

    private static SimulatorPosition skip(Simulation simulation, long actions) {
        SimulatorPosition reached = SimulatorPosition.START;
        while (reached.actions() < actions) {
            @Nullable WriteAction action = simulation.next();
            if (action == null) {
                break;
            }
            reached = reached.after(action);
        }
        return reached;
    }

    /** Writes at full speed all that is due before the instant, whole years if need be. Returns the actions written. */
    public long writeUntil(Instant until) {
        return writeUntil(until, _ -> {});
    }

    /** As {@link #writeUntil(Instant)}; the progress is the actions written so far, told after each transaction. */
    public long writeUntil(Instant until, LongConsumer progress) {
        writing.lock();
        try {
            long written = 0;
            while (!stopped()) {
                int now = writeDue(until.toEpochMilli(), BULK_ACTIONS);
                if (now == 0) {
                    break;
                }
                written += now;
                progress.accept(written);
            }
            return written;
        } finally {
            writing.unlock();
        }
    }

    /** Writes a plan that has an end to its last row. Returns the actions written. */
    public long writeToEnd() {
        if (plan.end() == null) {
            throw new IllegalStateException("a plan without an end has no last row");
        }
        return writeUntil(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /**
     * Writes each action at its own time, at full speed those that are overdue, until closed, interrupted (the mark stays set) or, for a
     * plan with an end, written out.
     */
    public void runRealTime() {
        writing.lock();
        try {
            while (!stopped()) {
                long due = simulation.nextDueMillis();
                if (due == Long.MAX_VALUE) {
                    return;
                }
                long now = System.currentTimeMillis();
                if (due > now) {
                    await(Duration.ofMillis(Math.min(due - now, 1_000)));
                } else {
                    writeDue(now + 1, now - due > BEHIND_MILLIS ? BULK_ACTIONS : GROUP_ACTIONS);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Writes as many actions a second, whatever their own time, for so long. Returns the actions written; fewer than asked for when the
     * database cannot keep up or the plan ends.
     */
    public long runAtRate(double actionsPerSecond, Duration duration) {
        if (!(actionsPerSecond > 0)) {
            throw new IllegalArgumentException("actionsPerSecond must be above 0: " + actionsPerSecond);
        }
        writing.lock();
        try {
            long begin = System.nanoTime();
            long written = 0;
            while (!stopped() && simulation.nextDueMillis() != Long.MAX_VALUE) {
                long elapsed = System.nanoTime() - begin;
                if (elapsed >= duration.toNanos()) {
                    break;
                }
                long behind = (long) (elapsed / 1e9 * actionsPerSecond) + 1 - written;
                if (behind <= 0) {
                    await(Duration.ofMillis(2));
                } else {
                    written += writeDue(Long.MAX_VALUE, (int) Math.min(behind, RATE_GROUP_ACTIONS));
                }
            }
            return written;
        } finally {
            writing.unlock();
        }
    }

    /** The truth of what has been simulated so far; of everything once a plan with an end is written out. */
    public Ledger ledger() {
        return simulation.ledger();
    }

    /** Actions in the database, those of earlier runs included: inserts and updates. */
    public long rowsWritten() {
        return position.actions();
    }

    /** The plan in force: the start is that of the first run on this database. */
    public SimulationPlan plan() {
        return plan;
    }

    @Override
    public void close() {
        closed = true;
        writing.lock();
        try {
            closing.signalAll();
            writer.close();
        } catch (SQLException e) {
            throw new SimulatorException("cannot close the connection to " + jdbcUrl, e);
        } finally {
            writing.unlock();
        }
    }

    private boolean stopped() {
        return closed || Thread.currentThread().isInterrupted();
    }

    private int writeDue(long beforeMillis, int most) {
        List<WriteAction> actions = new ArrayList<>();
        SimulatorPosition to = position;
        while (actions.size() < most && simulation.nextDueMillis() < beforeMillis) {
            @Nullable WriteAction action = simulation.next();
            if (action == null) {
                break;
            }
            actions.add(action);
            to = to.after(action);
        }
        return actions.isEmpty() || writeOrRetry(actions, to) ? actions.size() : 0;
    }

    /**
     * The simulation does not step back, so actions taken from it must be written, also when the database restarts under us. False when an
     * interrupt cut the connection: whether they were written nobody knows, and this simulator writes no more.
     */
    private boolean writeOrRetry(List<WriteAction> actions, SimulatorPosition to) {
        long giveUpAt = System.nanoTime() + PATIENCE_WITH_DATABASE.toNanos();
        while (true) {
            try {
                if (!alreadyWritten(to)) {
                    writer.write(actions, position, to);
                }
                position = to;
                return true;
            } catch (SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    closed = true;
                    return false;
                }
                if (stopped() || !mayPass(e) || System.nanoTime() > giveUpAt) {
                    closed = true;
                    throw new SimulatorException("cannot write into " + jdbcUrl, e);
                }
                await(Duration.ofMillis(500));
                reconnect();
            }
        }
    }

    /** After a lost connection nobody knows whether the last commit happened; the stored position does. */
    private boolean alreadyWritten(SimulatorPosition to) throws SQLException {
        if (!reconnected) {
            return false;
        }
        SimulatorPosition.@Nullable Stored stored = SimulatorPosition.read(writer.connection());
        writer.connection().commit();
        reconnected = false;
        return stored != null && stored.position().equals(to);
    }

    private static boolean mayPass(SQLException e) {
        return !(e instanceof SQLSyntaxErrorException
                || e instanceof SQLDataException
                || e instanceof SQLIntegrityConstraintViolationException);
    }

    private void reconnect() {
        try {
            SimulatorWriter next = SimulatorWriter.connect(jdbcUrl, user, password);
            SimulatorWriter former = writer;
            writer = next;
            reconnected = true;
            former.close();
        } catch (SQLException e) {
            // Still away: the next attempt to write fails and comes back here until patience ends.
            reconnected = false;
        }
    }

    /** Lets others have the connection for that long; ends early when closed or interrupted. */
    private void await(Duration time) {
        try {
            long left = time.toNanos();
            while (left > 0 && !closed) {
                left = closing.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
