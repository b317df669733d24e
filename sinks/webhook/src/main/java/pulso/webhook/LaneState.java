package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.webhook.WebhookEvent;
import pulso.webhook.WebhookStatus.EndpointStatus;

/**
 * What a {@link Lane} knows: what waits, what may start, and what follows from an answer. Not safe for threads: the
 * lane's lock guards it.
 */
final class LaneState {
    private static final Logger LOG = LoggerFactory.getLogger(LaneState.class);
    private static final Duration LONGEST_HOLD = Duration.ofHours(24);
    /** After the topic could not be read. */
    private static final Duration POSTPONEMENT = Duration.ofSeconds(5);

    final Lines lines;
    final LanePlace place;
    final Journal journal = new Journal();
    private final Works works;
    private final Breaker breaker = new Breaker();
    private final RateLimit rate = new RateLimit();
    private Courier.Route route;
    private RetrySchedule schedule;
    private List<DeadPage> deadPages = new ArrayList<>();
    private int underWay;
    private @Nullable Instant holdUntil;
    /** Why everything that waits is being given up; null while nothing is. */
    private @Nullable String givingUp;

    private long delivered;
    private long failedAttempts;
    private long retried;
    private long dead;

    /** One step of one line: an attempt, or with {@code giveUp} the end of trying. */
    record Job(
            Lines.Line line,
            Courier.Route route,
            boolean probe,
            @Nullable String giveUp) {}

    /** How a step ended; without an event when the topic has forgotten it, without a post when none was made. */
    record Step(@Nullable WebhookEvent event, Courier.@Nullable Posted posted, Instant began) {}

    /** A change to the dead: a letter, or one taken back. */
    record DeadPage(String event, @Nullable DeadLetter letter) {}

    /** What the ledger writes of a lane. */
    record Page(EndpointCursor cursor, List<DeadPage> dead) {}

    LaneState(Works works, Endpoint endpoint, LanePlace place, Lines lines) {
        this.works = works;
        this.place = place;
        this.lines = lines;
        this.route = works.courier().route(endpoint);
        this.schedule = RetrySchedule.of(endpoint.schedule());
        this.givingUp = endpoint.disabledReason();
    }

    Courier.Route route() {
        return route;
    }

    Endpoint endpoint() {
        return route.endpoint();
    }

    void change(Endpoint endpoint) {
        if (!endpoint().url().equals(endpoint.url())) {
            breaker.succeeded();
            holdUntil = null;
        }
        route = works.courier().route(endpoint);
        schedule = RetrySchedule.of(endpoint.schedule());
        givingUp = endpoint.disabledReason();
        place.changed();
    }

    boolean isUnderWay() {
        return underWay > 0;
    }

    boolean isFull() {
        return lines.size() >= works.config().maxParked();
    }

    boolean isHungry() {
        return givingUp == null
                && place.hasToRead()
                && lines.size() <= works.config().maxParked() / 2;
    }

    void add(int partition, long offset, KeptEvent event, Instant accepted) {
        lines.add(event.line(), new Lines.Waiting(partition, offset, 0, accepted, accepted));
        place.changed();
    }

    /** The letter is taken back and the event waits again: both or neither. */
    void redrive(DeadLetter letter, Instant now) {
        deadPages.add(new DeadPage(letter.event(), null));
        lines.add(
                Lines.key(letter.source(), letter.key()),
                new Lines.Waiting(letter.partition(), letter.offset(), 0, now, now));
        place.changed();
    }

    /** The next step that may be made now; null when none may. */
    @Nullable
    Job take(Instant now) {
        var line = lines.peek();
        if (line == null || underWay >= Math.max(1, endpoint().concurrency())) {
            return null;
        }
        var reason = reasonToGiveUp(line.first(), now);
        boolean probe = false;
        if (reason == null) {
            if (endpoint().paused() || earliest(line.first()).isAfter(now) || !breaker.allows(now)) {
                return null;
            }
            rate.taken(endpoint().requestsPerSecond(), now);
            probe = breaker.isOpen();
            breaker.begun();
        }
        underWay++;
        return new Job(lines.take(), route, probe, reason);
    }

    /** When {@link #take} is worth asking again though nothing else happens; null when it is not. */
    @Nullable
    Instant nextTime() {
        var line = lines.peek();
        return line == null
                        || endpoint().paused()
                        || underWay >= Math.max(1, endpoint().concurrency())
                ? null
                : earliest(line.first());
    }

    private @Nullable String reasonToGiveUp(Lines.Waiting first, Instant now) {
        if (givingUp != null) {
            return givingUp;
        }
        boolean tooLong = breaker.isOpen()
                && !first.next().isAfter(now)
                && first.accepted().plus(schedule.longest()).isBefore(now);
        return tooLong ? "the endpoint did not answer for " + schedule.longest().toHours() + " h" : null;
    }

    private Instant earliest(Lines.Waiting first) {
        var earliest = later(first.next(), holdUntil);
        earliest = later(earliest, breaker.openUntil());
        return later(earliest, rate.nextAt(endpoint().requestsPerSecond()));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    void postpone(Job job, Instant now) {
        underWay--;
        if (job.probe()) {
            breaker.undecided();
        }
        lines.later(job.line(), job.line().first().postponed(now.plus(POSTPONEMENT)));
        place.changed();
    }

    void finish(Job job, Step step, Instant now) {
        underWay--;
        place.changed();
        var waiting = job.line().first();
        var event = step.event();
        var posted = step.posted();
        if (event == null) {
            LOG.warn(
                    "endpoint {}: the event at {}:{} is no longer kept and is given up",
                    endpoint().id(),
                    waiting.partition(),
                    waiting.offset());
            dead++;
            lines.done(job.line());
        } else if (posted == null) {
            bury(job, event, String.valueOf(job.giveUp()), Answer.none(""), now);
        } else {
            answered(job, event, step, posted, now);
        }
    }

    private void answered(Job job, WebhookEvent event, Step step, Courier.Posted posted, Instant now) {
        var waiting = job.line().first();
        int attempts = waiting.attempts() + 1;
        retried += attempts > 1 ? 1 : 0;
        Instant next = null;
        var outcome = Delivery.Outcome.GIVEN_UP;
        var answer = posted.answer();
        if (answer.isSuccess()) {
            outcome = Delivery.Outcome.DELIVERED;
            delivered++;
            breaker.succeeded();
            lines.done(job.line());
        } else {
            failedAttempts++;
            weigh(job, answer, now);
            if (answer.isGone()) {
                var reason = "answered 410 Gone at " + now;
                bury(job, event, reason, answer, now);
                givingUp = reason;
                works.disable(job.route().endpoint(), reason);
            } else if (attempts >= schedule.attempts()) {
                bury(job, event, attempts + " attempts failed, the last: " + answer.inShort(), answer, now);
            } else {
                outcome = Delivery.Outcome.RETRY;
                next = now.plus(schedule.pauseAfter(attempts, works.dice()));
                lines.later(job.line(), waiting.again(next));
            }
        }
        journal.note(new Journal.Note(
                endpoint().id(),
                event,
                attempts,
                outcome,
                posted,
                step.began(),
                Duration.between(step.began(), now),
                next));
    }

    private void weigh(Job job, Answer answer, Instant now) {
        if (answer.speaksOfTheEndpoint()) {
            breaker.failed(job.probe(), schedule.failuresToOpen(), now, works.dice());
        } else if (job.probe()) {
            breaker.succeeded();
        }
        var asked = answer.notBefore();
        if (asked != null && asked.isAfter(now)) {
            var latest = now.plus(LONGEST_HOLD);
            holdUntil = asked.isAfter(latest) ? latest : asked;
        }
    }

    private void bury(Job job, WebhookEvent event, String reason, Answer answer, Instant now) {
        var waiting = job.line().first();
        dead++;
        deadPages.add(new DeadPage(
                event.id(),
                new DeadLetter(
                        endpoint().id(),
                        event.id(),
                        event.source(),
                        event.type(),
                        event.key(),
                        event.at(),
                        job.route().endpoint().url(),
                        waiting.partition(),
                        waiting.offset(),
                        waiting.attempts() + (job.giveUp() == null ? 1 : 0),
                        reason,
                        answer.status(),
                        answer.text(),
                        now)));
        lines.done(job.line());
    }

    /** What has changed since the last page; null when nothing has. */
    @Nullable
    Page page(Instant now) {
        if (!place.isDirty()) {
            return null;
        }
        var pages = deadPages;
        deadPages = new ArrayList<>();
        return new Page(place.page(endpoint().id(), lines.toParked(), now), pages);
    }

    void unwritten(Page page) {
        deadPages.addAll(0, page.dead());
        place.changed();
    }

    EndpointStatus status(Instant now) {
        var until = later(holdUntil == null ? Instant.EPOCH : holdUntil, breaker.openUntil());
        var reason = endpoint().disabledReason();
        return new EndpointStatus(
                endpoint().id(),
                delivered,
                failedAttempts,
                retried,
                dead,
                lines.size(),
                place.behind(),
                breaker.state(),
                endpoint().paused(),
                reason == null ? route.flaw() : reason,
                until.isAfter(now) ? until : null);
    }
}
