package pulso.ingest;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Debezium engine on its own thread. {@code ended} completes when it has stopped, with the cause if it failed. */
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    /** The binlog client tells of each connection on the JDK's own logger, whose levels last as long as it is held. */
    private static final java.util.logging.Logger BINLOG_CLIENT =
            java.util.logging.Logger.getLogger("com.github.shyiko.mysql.binlog");

    static {
        BINLOG_CLIENT.setLevel(Level.WARNING);
    }

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    private Engine(Properties settings, Publisher publisher, String source) {
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .notifying(publisher)
                .using((DebeziumEngine.CompletionCallback) (success, message, error) -> {
                    if (error != null) {
                        ended.completeExceptionally(error);
                    } else if (success) {
                        ended.complete(null);
                    } else {
                        ended.completeExceptionally(new CaptureException(message, null));
                    }
                })
                .build();
        this.thread = Thread.ofPlatform().name("pulso-ingest-engine-" + source).unstarted(() -> {
            engine.run();
            ended.complete(null);
        });
    }

    static Engine start(Properties settings, Publisher publisher, String source) {
        var engine = new Engine(settings, publisher, source);
        engine.thread.start();
        return engine;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Afterwards no thread of the engine's runs, unless the limit has passed. */
    void close() {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                engine.close();
            } catch (IllegalStateException | IOException e) {
                // It refuses while its tasks start and while it stops by itself; both pass.
                LOG.debug("The engine does not stop yet", e);
            }
            try {
                thread.join(BETWEEN_TRIES);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (thread.isAlive()) {
            LOG.warn("The engine has not stopped within {}", STOP_LIMIT);
        }
    }
}
