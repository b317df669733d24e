package pulso.clickhouse;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that doubles from try to try, and that ends at once when the sink is told to stop. */
final class Patience {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final CountDownLatch stopping;
    private Duration next = SHORTEST;

    Patience(CountDownLatch stopping) {
        this.stopping = stopping;
    }

    /** @return false when the sink is stopping */
    boolean await(Reaction reaction) {
        var pause = reaction == Reaction.STOP ? LONGEST : next;
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        try {
            return !stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
