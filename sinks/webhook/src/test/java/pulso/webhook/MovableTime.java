package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A clock that goes as the world's does, and that a test puts forward: whoever waits for days need not. */
final class MovableTime implements InstantSource, Alarms, AutoCloseable {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::time));
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Alarm(Instant time, Runnable task) {}

    MovableTime() {
        Thread.ofPlatform().daemon().name("movable-time").start(this::run);
    }

    Surroundings surroundings() {
        return new Surroundings(
                this, this, Surroundings.REAL.names(), Duration.ofSeconds(30), null, Duration.ofSeconds(15), () -> 0.5);
    }

    void advance(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public void at(Instant time, Runnable task) {
        lock.lock();
        try {
            alarms.add(new Alarm(time, task));
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!closed.await(2, TimeUnit.MILLISECONDS)) {
                for (var alarm = due(); alarm != null; alarm = due()) {
                    alarm.task().run();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Alarm due() {
        lock.lock();
        try {
            var first = alarms.peek();
            return first != null && !first.time().isAfter(instant()) ? alarms.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
