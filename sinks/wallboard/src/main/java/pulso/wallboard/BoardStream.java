package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one query, encoded once for all who watch it.
 *
 * <p>It keeps the last frames and nothing of its clients: a client that falls behind them gets a snapshot instead of what
 * it missed, so a slow one costs no memory and sees the latest state. A frame's id is this stream's own id and a number
 * that grows by one; ids of another stream (another process) are answered by a snapshot.
 */
final class BoardStream {
    static final int FRAMES_KEPT = 256;
    private static final int BYTES_KEPT = 4 << 20;

    private final BoardReader reader;
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final Map<QueueKey, BoardAnswer.Queue> shownQueues = new LinkedHashMap<>();
    private final Set<AgentKey> shownAgents = new HashSet<>();
    private long bytesKept;
    private long number;
    private long versionRead;
    private Window.@Nullable Span spanRead;
    private Instant readAt = Instant.MIN;
    private Instant lastUse;
    private int clients;
    private boolean closed;
    private @Nullable Frame snapshot;

    private record Changes(List<Object> changed, List<Map<String, String>> removed) {
        boolean isEmpty() {
            return changed.isEmpty() && removed.isEmpty();
        }
    }

    BoardStream(BoardReader reader, Instant now) {
        this.reader = reader;
        this.lastUse = now;
        read(now);
    }

    synchronized void join() {
        clients++;
    }

    synchronized void leave(Instant now) {
        clients--;
        lastUse = now;
    }

    /** Nobody has watched for a while. */
    synchronized boolean isIdle(Instant now, Duration longEnough) {
        return clients == 0 && Duration.between(lastUse, now).compareTo(longEnough) > 0;
    }

    /** Lets its clients go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Where a client that has seen an event goes on; -1 when it must begin with a snapshot. */
    synchronized long resume(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.startsWith(id + "-")) {
            return -1;
        }
        try {
            long seen = Long.parseLong(lastEventId.substring(id.length() + 1));
            return seen > number ? -1 : seen;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** What comes after a frame: the next one, or a snapshot; null when nothing came in time or the stream ended. */
    synchronized @Nullable Frame after(long seen, Duration atMost, Instant now) throws InterruptedException {
        if (seen < 0 || isGone(seen)) {
            return snapshot(now);
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (seen >= number && !closed) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        if (closed) {
            return null;
        }
        if (isGone(seen)) {
            return snapshot(now);
        }
        long next = seen + 1;
        return frames.stream()
                .filter(frame -> frame.number() == next)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Reads the board again and tells what changed, or only the time when nothing did.
     *
     * @param evenIfNothing a frame is wanted though nothing changed, since clients show the age of what they have
     */
    synchronized void refresh(Instant now, boolean evenIfNothing) {
        var before = versionRead;
        if (reader.wasTakenOverSince(before)) {
            beginAnew(now);
            return;
        }
        var seenAt = readAt;
        var spanBefore = spanRead;
        var reading = reader.queues(now);
        boolean windowMoved =
                spanBefore == null || !spanBefore.from().equals(reading.span().from());
        var agents = reader.agents(now, windowMoved ? BoardReader.ALL : before, seenAt);
        remember(reading, now);
        var queueChanges = changedQueues(reading.queues());
        var agentChanges = changedAgents(agents);
        boolean nothing = queueChanges.isEmpty() && agentChanges.isEmpty();
        if (nothing && !evenIfNothing) {
            return;
        }
        var delta = Answers.head(reader, now, reading.sources());
        delta.put("queues", queueChanges.changed());
        delta.put("agents", agentChanges.changed());
        delta.put("removed", Map.of("queues", queueChanges.removed(), "agents", agentChanges.removed()));
        if (!nothing) {
            delta.put("parameters", reading.parameters());
            delta.put("totals", reading.totals());
            delta.put("groups", reading.groups());
        }
        append("delta", delta);
    }

    /** Its clients get a snapshot in the place of a delta, and go on. */
    private void beginAnew(Instant now) {
        shownQueues.clear();
        shownAgents.clear();
        read(now);
        append("snapshot", Answers.snapshot(reader, now));
    }

    private Changes changedQueues(Map<QueueKey, BoardAnswer.Queue> queues) {
        var changes = new Changes(new ArrayList<>(), new ArrayList<>());
        queues.forEach((key, queue) -> {
            if (!queue.equals(shownQueues.put(key, queue))) {
                changes.changed().add(queue);
            }
        });
        shownQueues.keySet().removeIf(key -> {
            boolean gone = !queues.containsKey(key);
            if (gone) {
                changes.removed()
                        .add(Map.of(
                                "source",
                                key.source(),
                                "queue",
                                key.queue(),
                                "channel",
                                key.channel().wireName()));
            }
            return gone;
        });
        return changes;
    }

    private Changes changedAgents(Map<AgentKey, BoardAnswer.@Nullable Agent> agents) {
        var changes = new Changes(new ArrayList<>(), new ArrayList<>());
        agents.forEach((key, agent) -> {
            if (agent != null) {
                shownAgents.add(key);
                changes.changed().add(agent);
            } else if (shownAgents.remove(key)) {
                changes.removed().add(Map.of("source", key.source(), "agent", key.agent()));
            }
        });
        return changes;
    }

    private boolean isGone(long seen) {
        var oldest = frames.peekFirst();
        return oldest == null ? seen < number : seen < oldest.number() - 1;
    }

    private void read(Instant now) {
        var reading = reader.queues(now);
        shownQueues.putAll(reading.queues());
        reader.agents(now, BoardReader.ALL, now).forEach((key, agent) -> {
            if (agent != null) {
                shownAgents.add(key);
            }
        });
        remember(reading, now);
    }

    private void remember(BoardReader.Reading reading, Instant now) {
        versionRead = reading.version();
        spanRead = reading.span();
        readAt = now;
    }

    private void append(String event, Map<String, @Nullable Object> data) {
        number++;
        snapshot = null;
        var frame = Frame.of(id, number, event, data);
        frames.addLast(frame);
        bytesKept += frame.size();
        while (frames.size() > FRAMES_KEPT || (bytesKept > BYTES_KEPT && frames.size() > 1)) {
            bytesKept -= frames.removeFirst().size();
        }
        notifyAll();
    }

    /** The whole state; deltas after its number may repeat what it has, which does no harm: they hold whole objects. */
    private Frame snapshot(Instant now) {
        var known = snapshot;
        if (known == null) {
            known = Frame.of(id, number, "snapshot", Answers.snapshot(reader, now));
            snapshot = known;
        }
        return known;
    }

    /** For tests and metrics: how many frames are held. */
    synchronized List<Long> numbersKept() {
        return frames.stream().map(Frame::number).toList();
    }
}
