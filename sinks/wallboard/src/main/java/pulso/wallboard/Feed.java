package pulso.wallboard;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.wire.AvroWire;

/**
 * Fills the board from the derived topics of a generation. When another one is to be shown, it is read beside into a
 * board that nobody sees, and takes the other's place at once when it is whole and as fresh: until then the board goes on
 * as it was, and at no moment is it empty.
 */
final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** Both generations are told of time each second, one of them later than the other. */
    private static final Duration AS_FRESH = Duration.ofSeconds(2);
    /** Asked for again with each batch; over by itself where the other one is given up. */
    private static final Duration STILL = Duration.ofSeconds(1);
    /** Where a source says nothing of time any more. */
    private static final Duration LONGEST_STILL = Duration.ofSeconds(5);

    private final WallboardConfig config;
    private final AvroWire wire;
    private final Board board;
    private final InstantSource clock;
    private volatile GenerationReading shown;
    private volatile @Nullable GenerationReading next;
    private volatile boolean closed;
    /** Of the readings that were shown before. */
    private volatile long formerRecords;

    Feed(WallboardConfig config, AvroWire wire, Board board, InstantSource clock) {
        this.config = config;
        this.wire = wire;
        this.board = board;
        this.clock = clock;
        this.shown = reading(config.generation(), board);
    }

    private GenerationReading reading(String generation, Board into) {
        return new GenerationReading(config, wire, generation, into, clock, this::succeed);
    }

    void start() {
        shown.start();
    }

    /** Shows another generation as soon as it can be shown whole. Returns at once. */
    synchronized void follow(String generation) {
        var coming = next;
        if (closed || (coming == null ? shown : coming).generation().equals(generation)) {
            return;
        }
        if (coming != null) {
            next = null;
            Thread.ofVirtual().start(coming::close);
        }
        if (!shown.generation().equals(generation)) {
            LOG.info("generation {} is read beside {}, to be shown when it is whole", generation, shown.generation());
            var target = new ServiceTarget(config.thresholdSeconds(), config.shortSeconds());
            var reading = reading(generation, new Board(wire, config.memory(), target));
            next = reading;
            reading.start();
        }
    }

    /** The generation that is on the board. */
    String generation() {
        return shown.generation();
    }

    GenerationReading.Restoring restoring() {
        return shown.restoring();
    }

    boolean isAlive() {
        return shown.isAlive();
    }

    long records() {
        return formerRecords + shown.records();
    }

    /** On the thread of the reading. Nobody sees a state between the two: both are changed under the board's monitor. */
    private synchronized Board succeed(GenerationReading reading, Board own) {
        if (closed || !reading.equals(next)) {
            return own;
        }
        var former = shown;
        synchronized (board) {
            if (board.isWhole() && !(own.isAsFreshAs(board, AS_FRESH) && hasAllOf(former, own))) {
                return own;
            }
            former.retire();
            board.takeOver(own);
            formerRecords += former.records();
            shown = reading;
            next = null;
        }
        Thread.ofVirtual().start(former::close);
        LOG.info("the board shows generation {} instead of {}", reading.generation(), former.generation());
        return board;
    }

    /**
     * What the board shows may be newer than what it says it is complete up to, by some rows, and figures that were seen
     * should not go back: it stands still until the other one has all up to then, which takes a second or two.
     */
    private boolean hasAllOf(GenerationReading former, Board own) {
        var since = former.standStill(STILL);
        return since != null && (own.isComplete(board, since) || clock.instant().isAfter(since.plus(LONGEST_STILL)));
    }

    @Override
    public void close() {
        @Nullable GenerationReading coming;
        synchronized (this) {
            closed = true;
            coming = next;
        }
        if (coming != null) {
            coming.close();
        }
        shown.close();
    }
}
