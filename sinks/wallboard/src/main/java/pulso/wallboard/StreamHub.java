package pulso.wallboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All event streams: wakes when the board changes, waits {@link #COALESCE} so that what belongs together goes together,
 * and lets each stream tell its change. A stream lives while somebody watches and a minute longer, so that a client that
 * lost its connection goes on where it was.
 */
final class StreamHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
    private static final Duration COALESCE = Duration.ofMillis(15);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration KEPT_UNWATCHED = Duration.ofMinutes(1);
    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

    private final Board board;
    private final WallboardConfig config;
    private final InstantSource clock;
    private final Map<BoardQuery, BoardStream> streams = new HashMap<>();
    private final AtomicInteger clients = new AtomicInteger();
    private final Thread publisher;
    private volatile boolean closed;

    StreamHub(Board board, WallboardConfig config, InstantSource clock) {
        this.board = board;
        this.config = config;
        this.clock = clock;
        this.publisher = Thread.ofPlatform().name("wallboard-streams").unstarted(this::publish);
    }

    void start() {
        publisher.start();
    }

    int clients() {
        return clients.get();
    }

    synchronized int streams() {
        return streams.size();
    }

    boolean isAlive() {
        return publisher.isAlive();
    }

    /** Takes a place among the clients, to be given back by {@link #leave}; refuses when all are taken. */
    void enter() {
        if (clients.incrementAndGet() > config.maxStreams()) {
            clients.decrementAndGet();
            throw new RequestRefused(
                    503,
                    "too-many-streams",
                    "all " + config.maxStreams() + " places for event streams are taken",
                    "close another board, or raise the limit in the configuration");
        }
    }

    void leave() {
        clients.decrementAndGet();
    }

    /** The stream of a query, made when nobody has asked for it yet. The caller has joined it and must leave it. */
    synchronized BoardStream join(BoardQuery query) {
        var stream = streams.get(query);
        if (stream == null || stream.isClosed()) {
            stream = new BoardStream(new BoardReader(board, config, query), clock.instant());
            streams.put(query, stream);
        }
        stream.join();
        return stream;
    }

    /** Writes a stream to a client until either ends. Blocks while the client does not read. */
    void serve(BoardStream stream, @Nullable String lastEventId, OutputStream out)
            throws IOException, InterruptedException {
        try {
            long seen = stream.resume(lastEventId);
            out.write(RETRY);
            var lastComment = System.nanoTime();
            while (!stream.isClosed()) {
                var frame = stream.after(seen, HEARTBEAT, clock.instant());
                if (frame != null) {
                    frame.writeTo(out);
                    seen = frame.number();
                }
                if (System.nanoTime() - lastComment >= HEARTBEAT.toNanos()) {
                    out.write(COMMENT);
                    lastComment = System.nanoTime();
                }
                out.flush();
            }
        } finally {
            stream.leave(clock.instant());
        }
    }

    @Override
    public void close() {
        closed = true;
        publisher.interrupt();
        closeStreams();
        try {
            publisher.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        long seen = 0;
        var lastTick = System.nanoTime();
        while (!closed) {
            try {
                var untilTick = AT_LEAST_EVERY.minusNanos(System.nanoTime() - lastTick);
                board.awaitNewerThan(seen, untilTick);
                Thread.sleep(COALESCE);
                seen = board.version();
                boolean tick = System.nanoTime() - lastTick
                        >= AT_LEAST_EVERY.minus(COALESCE).toNanos();
                if (tick) {
                    lastTick = System.nanoTime();
                }
                refresh(tick);
            } catch (InterruptedException _) {
                closed = true;
            } catch (RuntimeException e) {
                LOG.error("a change could not be told to those who watch; they begin anew", e);
                closeStreams();
            }
        }
    }

    private void refresh(boolean tick) {
        if (!board.isWhole()) {
            closeStreams();
            return;
        }
        for (var stream : current()) {
            try {
                stream.refresh(clock.instant(), tick);
            } catch (RequestRefused _) {
                // The board began anew in between: its clients ask again and are told so.
                stream.close();
            }
        }
    }

    private synchronized List<BoardStream> current() {
        var now = clock.instant();
        streams.values().removeIf(stream -> stream.isClosed() || stream.isIdle(now, KEPT_UNWATCHED));
        return List.copyOf(streams.values());
    }

    private synchronized void closeStreams() {
        streams.values().forEach(BoardStream::close);
        streams.clear();
    }
}
