package pulso.clickhouse;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A batch on its way into its table while the next one is collected. */
final class Flight {
    private final Batch batch;
    private final FutureTask<Boolean> delivery;
    private final Thread thread;

    private Flight(Batch batch, Delivery delivery) {
        this.batch = batch;
        this.delivery = new FutureTask<>(() -> delivery.deliver(batch));
        this.thread = Thread.ofVirtual().name("clickhouse-insert").unstarted(this.delivery);
    }

    static Flight start(Batch batch, Delivery delivery) {
        var flight = new Flight(batch, delivery);
        flight.thread.start();
        return flight;
    }

    Batch batch() {
        return batch;
    }

    boolean isOver() {
        return delivery.isDone();
    }

    /**
     * Waits for its end.
     *
     * @param meanwhile run again and again until then, on the caller's thread
     * @return false when the sink was told to stop before the batch was in the table
     * @throws RuntimeException what ended it otherwise
     */
    boolean await(Duration interval, Runnable meanwhile) {
        while (true) {
            try {
                return delivery.get(interval.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                meanwhile.run();
            } catch (InterruptedException _) {
                thread.interrupt();
                Thread.currentThread().interrupt();
                return false;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("an insert ended in an unforeseen way", e.getCause());
            }
        }
    }
}
