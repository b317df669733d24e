package pulso.topology.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.passage.Ages;
import pulso.topology.passage.InteractionChange;
import pulso.topology.passage.Marker;
import pulso.topology.state.Keys;
import pulso.topology.webhook.InteractionFile.End;
import pulso.topology.webhook.InteractionFile.Finish;
import pulso.topology.webhook.InteractionFile.Waiting;

/**
 * Tells the ends of passages and interactions. An end is news when a passage that had not ended before a row has ended
 * after it; it waits a little for what comes after it in the log, and is told once, whatever late rows say of it later.
 */
final class InteractionTelling {
    /** How long the guid is waited for, which CDR_REPO tells after the call. */
    static final Duration GUID_WAIT = Duration.ofSeconds(30);
    /** How long the wrap-up of a call is waited for. */
    static final Duration WRAP_UP_WAIT = Duration.ofMinutes(10);

    private final State state;
    private final EventPen pen;
    /** What the row at hand has changed. */
    private final Map<String, InteractionFile> touched = new LinkedHashMap<>();
    /** Ends that the row at hand took from an interaction, since they belong to another. */
    private final List<Taken> taken = new ArrayList<>();

    private Instant now = Instant.EPOCH;

    private record Taken(End end, @Nullable Waiting waiting, boolean isFinishTold) {}

    /** What is kept of interactions. */
    record State(pulso.topology.state.State<InteractionFile> files, pulso.topology.state.State<Marker> due) {}

    InteractionTelling(State state, EventPen pen) {
        this.state = state;
        this.pen = pen;
    }

    /**
     * Takes in what a row or the passing of time changed.
     *
     * @param news what it follows from; null when it is history and none of it is told
     */
    void changed(InteractionChange change, @Nullable Cause news) {
        var key = Keys.of(change.channel().wireName(), change.interaction());
        var known = file(key);
        var fresh = news == null ? List.<Passage>of() : newlyEnded(change);
        if (known == null && fresh.isEmpty()) {
            return;
        }
        var file = known == null
                ? InteractionFile.empty(change.channel(), change.interaction(), Ends.endOf(fresh.getLast()))
                : known;
        var after = change.after().passages();
        file = corrected(file, after);
        boolean isToTell = false;
        for (var passage : fresh) {
            var moved = takenBy(passage);
            if (file.ends().stream().noneMatch(end -> end.isOf(passage))) {
                isToTell |= moved == null || !moved.isFinishTold();
                file = withEnd(
                        file,
                        passage,
                        moved == null && news != null
                                ? new Waiting(passage, news, since(passage), false)
                                : again(moved, passage));
            }
        }
        file = withFinish(file, after, isToTell ? news : null);
        touched.put(key, file);
    }

    /** Who an interaction is with that an agent begins. */
    void beganByAgent(Channel channel, String interaction, String client, Instant at) {
        var key = Keys.of(channel.wireName(), interaction);
        var known = file(key);
        var file = known == null ? InteractionFile.empty(channel, interaction, at) : known;
        touched.put(key, with(file, file.ends(), file.waiting(), file.finish(), client));
    }

    @Nullable
    InteractionFile file(String key) {
        var file = touched.get(key);
        return file == null ? state.files().get(key) : file;
    }

    /** Tells what the row at hand has made ready. */
    void settle() {
        var files = List.copyOf(touched.values());
        touched.clear();
        taken.clear();
        for (var file : files) {
            store(told(file));
        }
    }

    /** The source's time has come to this: tells what has waited long enough. */
    void advance(Instant time) {
        if (!time.isAfter(now)) {
            return;
        }
        now = time;
        var due = new ArrayList<String>();
        state.due().scan("", Keys.time(now.plusMillis(1)), (key, _) -> due.add(key));
        for (var key : due) {
            state.due().remove(key);
            var file = state.files().get(Keys.after(key, 1));
            if (file != null) {
                store(told(file));
            }
        }
    }

    void forget(Channel channel, Instant greatest) {
        var oldest = greatest.minus(Ages.lifetime(channel)).truncatedTo(ChronoUnit.HOURS);
        var gone = new ArrayList<String>();
        state.files().visitAll((key, file) -> {
            if (file.channel() == channel && file.lastAt().isBefore(oldest) && file.dueAt() == null) {
                gone.add(key);
            }
        });
        gone.forEach(state.files()::remove);
    }

    private static List<Passage> newlyEnded(InteractionChange change) {
        var before =
                Ends.ended(change.before().passages()).stream().map(End::of).toList();
        return Ends.ended(change.after().passages()).stream()
                .filter(passage -> before.stream().noneMatch(end -> end.isOf(passage)))
                .toList();
    }

    /** What waits speaks of passages as they are now; one that goes on after all, or is gone, waits no more. */
    private InteractionFile corrected(InteractionFile file, List<Passage> after) {
        var waiting = new ArrayList<Waiting>();
        var ends = new ArrayList<>(file.ends());
        for (var one : file.waiting()) {
            var end = End.of(one.passage());
            var now = after.stream().filter(end::isOf).findFirst().orElse(null);
            if (now != null && Ends.hasEnded(now)) {
                waiting.add(new Waiting(now, one.cause(), one.since(), one.abandonTold()));
            } else if (now != null) {
                ends.removeIf(known -> known.isOf(one.passage()));
            }
        }
        for (var end : file.ends()) {
            if (after.stream().noneMatch(end::isOf)) {
                ends.remove(end);
                takeFrom(file, end);
            }
        }
        return with(file, ends, waiting, file.finish(), file.client());
    }

    /** An end that only the row at hand has made is as good as never made. */
    private void takeFrom(InteractionFile file, End end) {
        var before = state.files().get(Keys.of(file.channel().wireName(), file.interaction()));
        if (before != null && before.ends().contains(end)) {
            var upTo = before.finishedUpTo();
            taken.add(new Taken(
                    end, waitingOf(file, end), upTo != null && !end.end().isAfter(upTo)));
        }
    }

    private Instant since(Passage passage) {
        var end = Ends.endOf(passage);
        return end.isAfter(now) ? end : now;
    }

    private static @Nullable Waiting waitingOf(InteractionFile file, End end) {
        return file.waiting().stream()
                .filter(one -> end.isOf(one.passage()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Taken takenBy(Passage passage) {
        var end = Ends.endOf(passage);
        return taken.stream()
                .filter(one -> one.end().end().equals(end) && one.end().queue().equals(passage.queue()))
                .findFirst()
                .orElse(null);
    }

    /** An end that was brought here goes on waiting here; one that was told is told. */
    private static @Nullable Waiting again(@Nullable Taken moved, Passage passage) {
        var waiting = moved == null ? null : moved.waiting();
        return waiting == null ? null : new Waiting(passage, waiting.cause(), waiting.since(), waiting.abandonTold());
    }

    private static InteractionFile withEnd(InteractionFile file, Passage passage, @Nullable Waiting waiting) {
        var ends = new ArrayList<>(file.ends());
        ends.add(End.of(passage));
        var all = new ArrayList<>(file.waiting());
        if (waiting != null) {
            all.add(waiting);
        }
        return with(file, ends, all, file.finish(), file.client());
    }

    /** The interaction has ended when none of its passages is open; it goes on when one opens again. */
    private InteractionFile withFinish(InteractionFile file, List<Passage> after, @Nullable Cause news) {
        var known = file.finish();
        if (news == null && known == null) {
            return file;
        }
        var stretch = Ends.stretch(after, file::isFinished);
        if (stretch.isEmpty() || !after.stream().allMatch(Ends::hasEnded)) {
            return with(file, file.ends(), file.waiting(), null, file.client());
        }
        var last = stretch.getLast();
        var attended = Ends.attended(stretch);
        Cause cause;
        Instant since;
        if (known != null && (news == null || known.at().equals(Ends.endOf(last)))) {
            cause = known.cause();
            since = known.since();
        } else {
            cause = Objects.requireNonNull(news);
            since = since(last);
        }
        var finish = new Finish(
                Ends.endOf(last),
                cause,
                since,
                Ends.isHandedOn(last),
                last.guid(),
                attended.queue(),
                Ends.agentOf(attended),
                Ends.talk(stretch),
                Ends.client(stretch));
        return with(file, file.ends(), file.waiting(), finish, file.client());
    }

    /** Tells what is ready, and says when the rest will be. */
    private InteractionFile told(InteractionFile file) {
        var waiting = new ArrayList<Waiting>();
        Instant due = null;
        for (var one : file.waiting()) {
            var rest = told(one);
            if (rest != null) {
                waiting.add(rest);
                due = earlier(
                        due,
                        hasGuid(rest.passage(), rest.since())
                                ? rest.since().plus(WRAP_UP_WAIT)
                                : rest.since().plus(GUID_WAIT));
            }
        }
        var finish = file.finish();
        var finishedUpTo = file.finishedUpTo();
        var agent = file.agent();
        var queue = file.queue();
        if (finish != null) {
            agent = finish.agent();
            queue = finish.queue();
            if (isReady(file, finish)) {
                tell(file, finish);
                finishedUpTo = finish.at();
                finish = null;
            } else {
                due = earlier(due, finish.since().plus(Ends.HANDING_ON));
            }
        }
        return new InteractionFile(
                file.channel(),
                file.interaction(),
                file.ends(),
                waiting,
                finish,
                finishedUpTo,
                agent,
                queue,
                file.client(),
                due,
                latest(file));
    }

    private static Instant latest(InteractionFile file) {
        var latest = file.lastAt();
        for (var end : file.ends()) {
            latest = end.end().isAfter(latest) ? end.end() : latest;
        }
        return latest;
    }

    private static Instant earlier(@Nullable Instant known, Instant other) {
        return known == null || other.isBefore(known) ? other : known;
    }

    private boolean hasGuid(Passage passage, Instant since) {
        return passage.channel() != Channel.TELEPHONY || passage.guid() != null || !now.isBefore(since.plus(GUID_WAIT));
    }

    private boolean isReady(InteractionFile file, Finish finish) {
        boolean waited = !now.isBefore(finish.since().plus(Ends.HANDING_ON));
        boolean hasGuid = file.channel() != Channel.TELEPHONY || finish.guid() != null;
        return waited || (hasGuid && !finish.handedOn());
    }

    /** Tells of a passage what is ready; null when nothing of it is left to tell. */
    private @Nullable Waiting told(Waiting one) {
        var passage = one.passage();
        if (!hasGuid(passage, one.since())) {
            return one;
        }
        if (!one.abandonTold() && passage.outcome() == Outcome.ABANDONED) {
            Bodies.abandoned(pen, passage, one.cause());
        }
        boolean wrapsUp = passage.channel() == Channel.TELEPHONY && passage.outcome() == Outcome.ANSWERED;
        if (wrapsUp
                && passage.wrapUpSeconds() == null
                && now.isBefore(one.since().plus(WRAP_UP_WAIT))) {
            return new Waiting(passage, one.cause(), one.since(), true);
        }
        Bodies.finished(pen, passage, one.cause());
        return null;
    }

    private void tell(InteractionFile file, Finish finish) {
        pen.draft(WebhookType.FINISH_INTERACTION, file.interaction(), finish.at(), finish.cause())
                .with("guid", Bodies.guid(file.channel(), file.interaction(), finish.guid()))
                .with("campaign", finish.queue())
                .with("agent", finish.agent())
                .with("duration", finish.seconds())
                .with("clientId", finish.client())
                .with("channel", file.channel().wireName())
                .send(file.channel().wireName(), file.interaction(), finish.at().toString());
    }

    private void store(InteractionFile file) {
        var key = Keys.of(file.channel().wireName(), file.interaction());
        var before = state.files().get(key);
        var wasDue = before == null ? null : before.dueAt();
        if (!file.equals(before)) {
            state.files().put(key, file);
        }
        if (wasDue != null && !wasDue.equals(file.dueAt())) {
            state.due().remove(dueKey(wasDue, key));
        }
        if (file.dueAt() != null) {
            state.due().put(dueKey(file.dueAt(), key), new Marker(file.dueAt()));
        }
    }

    private static String dueKey(Instant due, String key) {
        return Keys.of(Keys.time(due), key);
    }

    private static InteractionFile with(
            InteractionFile file,
            List<End> ends,
            List<Waiting> waiting,
            @Nullable Finish finish,
            @Nullable String client) {
        return new InteractionFile(
                file.channel(),
                file.interaction(),
                List.copyOf(ends),
                List.copyOf(waiting),
                finish,
                file.finishedUpTo(),
                file.agent(),
                file.queue(),
                client,
                file.dueAt(),
                file.lastAt());
    }
}
