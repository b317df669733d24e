package pulso.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.generation.GenerationBook;

/** Follows {@code pulso.generations}: tells at once what is there, and each change as it comes. */
public final class GenerationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final GenerationLog log;
    private final Consumer<GenerationBook> listener;
    private final GenerationBook book = new GenerationBook();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    private GenerationWatch(GenerationLog log, Consumer<GenerationBook> listener) {
        this.log = log;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("pulso-generations").unstarted(this::watch);
    }

    /**
     * Returns once a first reading is done; what comes later is told on a thread of its own.
     *
     * @param listener told after each change, not of the first reading
     */
    public static GenerationWatch start(GenerationLog log, Consumer<GenerationBook> listener) {
        var watch = new GenerationWatch(log, listener);
        try (var consumer = log.consumer()) {
            log.readToEnd(consumer, watch.book);
        }
        watch.thread.start();
        return watch;
    }

    public GenerationBook book() {
        return book;
    }

    private void watch() {
        while (!closed) {
            try (var consumer = log.consumer()) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException _) {
                LOG.debug("the watch of generations was asked to stop");
            } catch (KafkaException e) {
                LOG.warn("the generations cannot be read now, tried again: {}", e.getMessage());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        while (!closed) {
            if (log.poll(consumer, book, POLL)) {
                try {
                    listener.accept(book);
                } catch (RuntimeException e) {
                    LOG.error("a change of generations could not be followed", e);
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
