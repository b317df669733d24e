package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Alarms by the wall clock's time and the machine's own timer, looked at again at least each minute. */
final class ClockAlarms implements Alarms, AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    ClockAlarms(InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().name("webhook-alarms").daemon().unstarted(task));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void at(Instant time, Runnable task) {
        var wait = Duration.between(clock.instant(), time);
        var next = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        try {
            var unusedAsItsEndIsOfNoInterest = timer.schedule(
                    () -> {
                        if (clock.instant().isBefore(time)) {
                            at(time, task);
                        } else {
                            task.run();
                        }
                    },
                    Math.max(0, next.toNanos()),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // The sink is closing; what was to be done stands in its cursor.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
