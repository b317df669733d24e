package pulso.command.report;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.topology.intake.WallClock;

/**
 * The events of one file. {@link #peek} gives them in the order of time while the file is read, which a log that is
 * written as it happens allows; {@link #all} reads any file whole. Records are decoded ahead by other threads; confined
 * to one thread itself.
 */
final class FileFeed implements Closeable {
    private static final int BATCHES_AHEAD = 6;
    private static final int LINE_BITS = 40;

    private final LogFile file;
    private final String name;
    private final RecordDecoder decoder;
    private final TimeText times;
    private final ExecutorService decoding;
    private final Tallies tallies;
    private WallClock wallClock;
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
    private final List<Batch.CallLink> links = new ArrayList<>();
    private boolean isRead;
    private List<QueueEvent> sorted = List.of();
    private int at;
    private List<QueueEvent> held = List.of();
    private @Nullable QueueEvent last;

    /** What all files of a report share. */
    record Context(TimeText times, ExecutorService decoding, Tallies tallies) {}

    FileFeed(LogFile file, String name, int number, Context context) {
        this.file = file;
        this.name = name;
        this.times = context.times();
        this.decoder = new RecordDecoder(file.layout(), times, (long) number << LINE_BITS);
        this.decoding = context.decoding();
        this.tallies = context.tallies();
        this.wallClock = new WallClock(times.zone());
    }

    static int fileOf(long offset) {
        return (int) (offset >>> LINE_BITS);
    }

    static long lineOf(long offset) {
        return offset & ((1L << LINE_BITS) - 1);
    }

    long bytesRead() {
        return file.bytesRead();
    }

    List<Batch.CallLink> links() {
        return links;
    }

    /** The next event in the order of time, without taking it; null at the end. */
    @Nullable
    QueueEvent peek() throws IOException, OutOfOrderException {
        while (at == sorted.size() && (!held.isEmpty() || !isRead || !ahead.isEmpty())) {
            refill();
        }
        return at == sorted.size() ? null : sorted.get(at);
    }

    void skip() {
        at++;
    }

    /** Holds one batch back: rows that are a little out of order are put right. */
    private void refill() throws IOException, OutOfOrderException {
        var batch = nextBatch();
        var fresh = batch == null ? List.<QueueEvent>of() : inZone(batch);
        if (last == null && held.isEmpty() && isNewestFirst(fresh)) {
            throw new OutOfOrderException();
        }
        var window = new ArrayList<QueueEvent>(held.size() + fresh.size());
        window.addAll(held);
        window.addAll(fresh);
        window.sort(Comparator.naturalOrder());
        int ready = batch == null ? window.size() : held.size();
        sorted = window.subList(0, ready);
        held = List.copyOf(window.subList(ready, window.size()));
        at = 0;
        if (last != null && ready > 0 && sorted.getFirst().compareTo(last) < 0) {
            throw new OutOfOrderException();
        }
        last = ready > 0 ? sorted.getLast() : last;
    }

    /** Every event, whatever the order of the file; one that begins with the newest row is turned round. */
    List<QueueEvent> all() throws IOException {
        var batches = new ArrayList<Batch>();
        for (var batch = nextBatch(); batch != null; batch = nextBatch()) {
            batches.add(batch);
        }
        var events = new ArrayList<QueueEvent>();
        batches.forEach(batch -> events.addAll(batch.events()));
        boolean ambiguous = batches.stream().anyMatch(Batch::ambiguous);
        if (isNewestFirst(events)) {
            long first = events.getLast().offset() + events.getFirst().offset();
            events.replaceAll(event -> event.placed(event.at(), first - event.offset()));
            Collections.reverse(events);
        }
        return ambiguous ? inPasses(events) : events;
    }

    private List<QueueEvent> inZone(Batch batch) {
        if (batch.ambiguous()) {
            return inPasses(batch.events());
        }
        wallClock = new WallClock(times.zone());
        return batch.events();
    }

    /** Reads the hour that comes twice in the order of the log. */
    private List<QueueEvent> inPasses(List<QueueEvent> events) {
        var placed = new ArrayList<QueueEvent>(events.size());
        for (var event : events) {
            var instant = wallClock.instant(event.at().atZone(times.zone()).toLocalDateTime());
            placed.add(instant.equals(event.at()) ? event : event.placed(instant, event.offset()));
        }
        return placed;
    }

    private static boolean isNewestFirst(List<QueueEvent> events) {
        long steps = 0;
        for (int i = 1; i < events.size(); i++) {
            steps += Integer.signum(
                    events.get(i).at().compareTo(events.get(i - 1).at()));
        }
        return steps < 0;
    }

    private @Nullable Batch nextBatch() throws IOException {
        while (!isRead && ahead.size() < BATCHES_AHEAD) {
            var chunk = file.next();
            if (chunk == null) {
                isRead = true;
            } else {
                ahead.add(decoding.submit(() -> decoder.decode(chunk)));
            }
        }
        var next = ahead.poll();
        if (next == null) {
            return null;
        }
        try {
            var batch = next.get();
            tallies.add(batch, name);
            links.addAll(batch.links());
            return batch;
        } catch (ExecutionException e) {
            throw new IllegalStateException("decoding " + name + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + name, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
