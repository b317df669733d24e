package pulso.command;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in reverse order. A part that fails to stop hinders no other. */
public final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable closeable) {}

    /** Takes charge of a part; one that comes after the end is stopped at once. */
    public synchronized <T extends AutoCloseable> T add(String name, T part) {
        if (closed) {
            stop(new Part(name, part));
        } else {
            parts.push(new Part(name, part));
        }
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            stop(parts.pop());
        }
    }

    private static void stop(Part part) {
        long started = System.nanoTime();
        try {
            part.closeable().close();
            LOG.info("{} stopped in {} ms", part.name(), (System.nanoTime() - started) / 1_000_000);
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part.name(), e);
        }
    }
}
