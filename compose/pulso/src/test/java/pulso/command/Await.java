package pulso.command;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits for something to become true. */
final class Await {
    private static final Duration POLL = Duration.ofMillis(25);

    private Await() {}

    /** A condition that may throw while it does not hold yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Duration limit, Supplier<?> context, Condition condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not seen within " + limit.toSeconds() + " s: " + what + "\n" + context.get(), last);
            }
            Thread.sleep(POLL);
        }
    }
}
