package pulso.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.function.LongSupplier;

/** Writes single rows among others and notes when a reader of the view meets each. */
final class SeenRows {
    private static final String QUEUE = "Sonda<-";
    private static final Duration BETWEEN = Duration.ofMillis(120);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OTHERS = 60;

    private final RawLog log;
    private final RowTable table;
    private final ZoneId zone;
    private final Random random = new Random(7);

    SeenRows(RawLog log, RowTable table, ZoneId zone) {
        this.log = log;
        this.table = table;
        this.zone = zone;
    }

    /** Beside each probe come so many other rows that there are some five hundred a second. */
    Spread measure(int probes, LongSupplier origIds) throws InterruptedException {
        var ids = new long[probes];
        var committed = new long[probes];
        var seen = new long[probes];
        int written = 0;
        int met = 0;
        long next = System.nanoTime();
        long deadline = System.nanoTime()
                + BETWEEN.multipliedBy(2L * probes).plus(LIMIT).toNanos();
        while (met < probes) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("row " + met + " of " + probes + " was not seen in time");
            }
            if (written < probes && System.nanoTime() >= next) {
                for (int i = 0; i < OTHERS; i++) {
                    row("Ventas<-", origIds.getAsLong());
                }
                ids[written] = origIds.getAsLong();
                row(QUEUE, ids[written]);
                log.flush();
                committed[written++] = System.nanoTime();
                next += BETWEEN.toNanos() / 2 + random.nextLong(BETWEEN.toNanos());
            }
            long greatest = table.seen(QUEUE);
            long now = System.nanoTime();
            while (met < written && ids[met] <= greatest) {
                seen[met++] = now;
            }
            Thread.sleep(LOOK);
        }
        var durations = new long[probes];
        for (int i = 0; i < probes; i++) {
            durations[i] = seen[i] - committed[i];
        }
        return Spread.ofNanos(durations);
    }

    private void row(String queue, long id) {
        var now = Instant.now();
        log.call(
                now, LocalDateTime.ofInstant(now, zone).withNano(0), id, "s" + id, queue, "ENTERQUEUE", "", "099", "1");
    }
}
