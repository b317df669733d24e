package pulso.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;

/**
 * One endpoint's deliveries. It holds places of events, takes no more of them than it may, and has as many attempts under
 * way as the endpoint bears, each on a virtual thread; whatever the endpoint does, nobody else waits for it.
 *
 * <p>After every change the lane is dirty until the {@link Ledger} has written its page. Safe for any thread.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Works works;
    private final String id;
    private final ReentrantLock lock = new ReentrantLock();
    private final LaneState state;
    private @Nullable Instant wakeAt;
    private boolean startsNoMore;
    private boolean closed;

    Lane(Works works, Endpoint endpoint, LanePlace place, Lines lines) {
        this.works = works;
        this.id = endpoint.id();
        this.state = new LaneState(works, endpoint, place, lines);
    }

    String id() {
        return id;
    }

    Courier.Route route() {
        lock.lock();
        try {
            return state.route();
        } finally {
            lock.unlock();
        }
    }

    /** Its registration changed. */
    void change(Endpoint endpoint) {
        lock.lock();
        try {
            state.change(endpoint);
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** From the reading all share; when the lane is full it leaves that reading here. */
    void fromShared(int partition, long offset, KeptEvent event, Instant accepted) {
        List<LaneState.Job> jobs;
        lock.lock();
        try {
            if (closed
                    || !state.place.takesShared(partition, offset)
                    || !state.endpoint().wants(event.event())) {
                return;
            }
            if (state.isFull()) {
                state.place.leave(partition, offset);
                return;
            }
            state.add(partition, offset, event, accepted);
            state.place.passed(partition, offset + 1);
            jobs = takeAll();
        } finally {
            lock.unlock();
        }
        start(jobs);
    }

    /**
     * From a reading of its own.
     *
     * @param event null where there is nothing to tell
     * @return false when it takes no more now; its place stays before this event
     */
    boolean fromOwn(int partition, long offset, @Nullable KeptEvent event, Instant accepted) {
        lock.lock();
        try {
            if (closed || state.place.isJoined()) {
                return false;
            }
            if (offset < state.place.next(partition)) {
                return true;
            }
            if (event != null && state.endpoint().wants(event.event())) {
                if (state.isFull()) {
                    return false;
                }
                state.add(partition, offset, event, accepted);
            }
            state.place.passed(partition, offset + 1);
        } finally {
            lock.unlock();
        }
        pump();
        return true;
    }

    /** Once more, wherever it stands; false when it takes no more now. */
    boolean again(int partition, long offset, KeptEvent event, Instant now) {
        lock.lock();
        try {
            if (closed || state.isFull()) {
                return false;
            }
            if (state.endpoint().wants(event.event())) {
                state.add(partition, offset, event, now);
            }
        } finally {
            lock.unlock();
        }
        pump();
        return true;
    }

    void redrive(DeadLetter letter, Instant now) {
        lock.lock();
        try {
            state.redrive(letter, now);
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** Looks at, or changes, where it stands. */
    void withPlace(Consumer<LanePlace> change) {
        lock.lock();
        try {
            change.accept(state.place);
        } finally {
            lock.unlock();
        }
    }

    /** Has it read for, if it is behind and takes more. */
    void readIfHungry() {
        boolean hungry;
        lock.lock();
        try {
            hungry = !closed && state.isHungry();
        } finally {
            lock.unlock();
        }
        if (hungry) {
            works.catchUp().request(this);
        }
    }

    void note(Journal.Note note) {
        lock.lock();
        try {
            state.journal.note(note);
        } finally {
            lock.unlock();
        }
    }

    /** Starts what may start now, and sees to being woken for the rest. */
    void pump() {
        List<LaneState.Job> jobs;
        lock.lock();
        try {
            jobs = takeAll();
        } finally {
            lock.unlock();
        }
        start(jobs);
    }

    private void start(List<LaneState.Job> jobs) {
        for (var job : jobs) {
            works.start(() -> run(job));
        }
    }

    private List<LaneState.Job> takeAll() {
        var first = take();
        if (first == null) {
            return List.of();
        }
        var jobs = new ArrayList<LaneState.Job>();
        for (var job = first; job != null; job = take()) {
            jobs.add(job);
        }
        return jobs;
    }

    private void run(LaneState.Job first) {
        for (var job = first; job != null; ) {
            job = step(job);
        }
    }

    private LaneState.@Nullable Job step(LaneState.Job job) {
        var waiting = job.line().first();
        var began = works.now();
        LaneState.Step step;
        try {
            var event =
                    works.events().find(waiting.partition(), waiting.offset()).orElse(null);
            var posted = event == null || job.giveUp() != null
                    ? null
                    : works.courier().carry(job.route(), event, began);
            step = new LaneState.Step(event == null ? null : event.event(), posted, began);
        } catch (RuntimeException e) {
            LOG.warn("endpoint {} waits: {}", id, String.valueOf(e.getMessage()));
            return next(() -> state.postpone(job, works.now()));
        }
        return next(() -> state.finish(job, step, works.now()));
    }

    private LaneState.@Nullable Job next(Runnable end) {
        boolean hungry;
        LaneState.Job job;
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            end.run();
            job = take();
            hungry = state.isHungry();
        } finally {
            lock.unlock();
        }
        if (hungry) {
            works.catchUp().request(this);
        }
        return job;
    }

    private LaneState.@Nullable Job take() {
        if (closed || startsNoMore) {
            return null;
        }
        var now = works.now();
        var job = state.take(now);
        var next = job == null ? state.nextTime() : null;
        if (next != null && next.isAfter(now) && (wakeAt == null || next.isBefore(wakeAt) || !wakeAt.isAfter(now))) {
            wakeAt = next;
            works.alarms().at(next, this::pump);
        }
        return job;
    }

    /** What has changed since the last page; null when nothing has. */
    LaneState.@Nullable Page page(Instant now) {
        lock.lock();
        try {
            return closed ? null : state.page(now);
        } finally {
            lock.unlock();
        }
    }

    void unwritten(LaneState.Page page) {
        lock.lock();
        try {
            state.unwritten(page);
        } finally {
            lock.unlock();
        }
    }

    /** Attempts under way may still end. */
    void startNoMore() {
        lock.lock();
        try {
            startsNoMore = true;
        } finally {
            lock.unlock();
        }
    }

    boolean isUnderWay() {
        lock.lock();
        try {
            return !closed && state.isUnderWay();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is started any more; attempts under way end without effect. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    List<Delivery> deliveries() {
        lock.lock();
        try {
            return state.journal.deliveries();
        } finally {
            lock.unlock();
        }
    }

    WebhookStatus.EndpointStatus status() {
        lock.lock();
        try {
            return state.status(works.now());
        } finally {
            lock.unlock();
        }
    }
}
