package pulso.topology.passage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.topology.passage.Callers.Called;
import pulso.topology.passage.Seats.OpenTalk;
import pulso.topology.passage.Seats.StrayEnd;
import pulso.topology.state.Keys;

/**
 * Collects the rows of each interaction and says what follows from them, each time something changes.
 *
 * <p>Afterwards every row that names or is linked to an interaction stands in exactly one {@link CallRows}. No result
 * depends on the order in which tables or callids arrive: a wrap-up that knows only its guid waits under the guid until
 * the link is known, and a stray end waits at its agent's seat until the conversation it ends is there.
 */
public final class InteractionStage {
    private static final String BY_GUID = "guid:";
    private static final String BY_ROW = "row:";

    /** Later than anything a log can hold. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final FoldParameters parameters;
    private final InteractionState state;
    private final Derivations derivations;
    private final Restarts restarts;
    private final Seating seating;
    private final Callers callers;
    private final Consumer<InteractionChange> changes;

    public InteractionStage(
            String source, FoldParameters parameters, InteractionState state, Consumer<InteractionChange> changes) {
        this.parameters = parameters;
        this.state = state;
        this.derivations = new Derivations(source, parameters);
        this.restarts = new Restarts(state.restarts());
        this.seating = new Seating(state.seats());
        this.callers = new Callers(state.callers());
        this.changes = changes;
    }

    /** Takes one row in. A row that is already known changes nothing. */
    public void add(QueueEvent row, Instant now) {
        if (row.kind().linksGuid()) {
            linkByRow(row, now);
        }
        var call = load(owner(row), row);
        if (!call.holds(row)) {
            change(call, call.with(row), now);
        }
    }

    /** Takes a row out again: the source has updated it. */
    public void retract(QueueEvent row, Instant now) {
        var owner = owner(row);
        var call = call(row.channel(), owner);
        if (call != null && call.holds(row)) {
            change(call, call.without(row), now);
        }
        var named = row.interaction();
        if (named != null && !named.equals(owner)) {
            bringBack(row, named, owner, now);
        }
    }

    /** A swapped end is there no more: what followed it goes back to its own callid. */
    private void bringBack(QueueEvent end, String named, String owner, Instant now) {
        var home = call(end.channel(), named);
        var rest = home == null ? null : home.withoutMoved(end);
        if (home == null || rest == null || rest.equals(home)) {
            return;
        }
        change(home, rest, now);
        var target = call(end.channel(), owner);
        for (var row : target == null ? List.<QueueEvent>of() : target.rows()) {
            var holder = call(end.channel(), owner);
            if (named.equals(row.interaction()) && holder != null) {
                change(holder, holder.without(row), now);
                add(row, now);
            }
        }
    }

    /** Learns that a guid stands for a callid; the first link holds. */
    public void link(String guid, String interaction, Instant at, Instant now) {
        var link = state.guids().get(guid);
        if (link == null) {
            state.guids().put(guid, new GuidLink(interaction));
        } else if (!link.interaction().equals(interaction)) {
            return;
        }
        var call = call(Channel.TELEPHONY, interaction);
        if (call == null) {
            var fresh = CallRows.empty(Channel.TELEPHONY, interaction, at);
            change(fresh, fresh.withGuid(guid), now);
        } else if (call.guid() == null) {
            change(call, call.withGuid(guid), now);
        }
        var waiting = call(Channel.TELEPHONY, BY_GUID + guid);
        if (waiting != null) {
            for (var row : waiting.rows()) {
                var from = call(Channel.TELEPHONY, BY_GUID + guid);
                if (from != null) {
                    change(from, from.without(row), now);
                }
                add(row, now);
            }
        }
    }

    /** CDR_REPO tells the customer's rating of a call; null takes a rating back. */
    public void rated(String interaction, @Nullable Double rating, Instant at, Instant now) {
        var known = call(Channel.TELEPHONY, interaction);
        var call = known == null ? CallRows.empty(Channel.TELEPHONY, interaction, at) : known;
        if (!Objects.equals(call.rating(), rating)) {
            change(call, call.withRating(rating), now);
        }
    }

    /** A restart of the telephone system: what is open and has no later row ended then. */
    public void restarted(QueueEvent row, Instant now) {
        var before = restarts.log();
        if (restarts.add(row)) {
            for (var call : openInteractions(Channel.TELEPHONY, NEVER)) {
                publish(call, derive(call, before, now), derive(call, restarts.log(), now));
            }
        }
    }

    /** Ends what has outlived its channel's age. */
    public void advance(Channel channel, Instant from, Instant to) {
        state.times().put(channel.wireName(), new Marker(to));
        for (var call : openInteractions(channel, to)) {
            publish(call, derive(call, restarts.log(), from), derive(call, restarts.log(), to));
        }
    }

    /**
     * Forgets interactions that no row can belong to any more: one that is just not late can end a passage that has been
     * open for as long as one can be. Only frees space.
     */
    public void forget(Channel channel, Instant greatest) {
        var oldest = greatest.minus(Ages.lifetime(channel))
                .minus(parameters.longest(channel))
                .truncatedTo(ChronoUnit.HOURS);
        if (channel == Channel.TELEPHONY) {
            callers.forget(greatest);
        }
        var gone = new ArrayList<String>();
        var name = channel.wireName();
        state.byHour().scan(Keys.of(name, ""), Keys.of(name, Keys.time(oldest)), (key, _) -> gone.add(key));
        for (var key : gone) {
            state.byHour().remove(key);
            var call = call(channel, Keys.after(key, 2));
            if (call != null && call.lastRowAt().isBefore(oldest)) {
                forget(call);
            }
        }
    }

    private void forget(CallRows call) {
        var guid = call.guid();
        if (guid != null) {
            state.guids().remove(guid);
        }
        var derived = derive(call, restarts.log(), call.lastRowAt());
        seating.keep(derived, Derived.NOTHING, call.interaction());
        derivations.forget(call);
        state.calls().remove(key(call));
        state.open().remove(key(call));
    }

    private void linkByRow(QueueEvent row, Instant now) {
        if (row.guid() != null && row.interaction() != null) {
            link(row.guid(), row.interaction(), row.at(), now);
        }
    }

    /** The interaction that a row belongs to: its callid, the callid of its guid, or a stand-in. */
    private String owner(QueueEvent row) {
        var named = row.interaction();
        if (named == null && row.guid() != null) {
            var link = state.guids().get(row.guid());
            named = link == null ? BY_GUID + row.guid() : link.interaction();
        }
        if (named == null) {
            return BY_ROW + row.identity().hex();
        }
        var call = call(row.channel(), named);
        if (call != null) {
            for (var moved : call.moved().reversed()) {
                if (moved.isFollowedBy(row)) {
                    return moved.target();
                }
            }
        }
        return named;
    }

    private CallRows load(String interaction, QueueEvent row) {
        var call = call(row.channel(), interaction);
        return call == null ? CallRows.empty(row.channel(), interaction, row.at()) : call;
    }

    private Derived derive(CallRows call, Restart.Log restarts, Instant now) {
        return derivations.of(call, restarts, now);
    }

    private void change(CallRows before, CallRows after, Instant now) {
        var beforeDerived = derive(before, restarts.log(), now);
        var afterDerived = derive(after, restarts.log(), now);
        if (after.isEmpty()) {
            state.calls().remove(key(after));
        } else {
            state.calls().put(key(after), after);
            remember(before, after);
        }
        publish(after, beforeDerived, afterDerived);
        if (after.channel() == Channel.TELEPHONY) {
            seating.keep(beforeDerived, afterDerived, after.interaction());
            adopt(after.interaction(), afterDerived, now);
        }
        remark(
                after.channel(),
                Callers.called(key(after), beforeDerived),
                Callers.called(key(after), afterDerived),
                now);
    }

    /** Marks the contacts whose contact before is another one now. */
    private void remark(Channel channel, @Nullable Called before, @Nullable Called after, Instant now) {
        for (var key : callers.keep(before, after)) {
            var call = state.calls().get(key);
            if (call == null) {
                continue;
            }
            var at = timeOf(call.channel(), channel, now);
            var called = Callers.called(key, derive(call, restarts.log(), at));
            var previous = callers.previous(called);
            if (!Objects.equals(previous, call.previousContactAt())) {
                change(call, call.withPreviousContactAt(previous), at);
            }
        }
    }

    /** Each channel ages by its own log's time. */
    private Instant timeOf(Channel channel, Channel triggering, Instant now) {
        if (channel == triggering) {
            return now;
        }
        var time = state.times().get(channel.wireName());
        return time == null ? Instant.EPOCH : time.at();
    }

    private void remember(CallRows before, CallRows after) {
        if (before.lastRowAt().equals(after.lastRowAt()) && !before.rows().isEmpty()) {
            return;
        }
        var beforeKey = hourKey(before);
        var afterKey = hourKey(after);
        if (!beforeKey.equals(afterKey)) {
            state.byHour().remove(beforeKey);
        }
        if (!beforeKey.equals(afterKey) || before.rows().isEmpty()) {
            state.byHour().put(afterKey, new Marker(after.lastRowAt()));
        }
    }

    private static String hourKey(CallRows call) {
        return Keys.of(
                call.channel().wireName(),
                Keys.time(call.lastRowAt().truncatedTo(ChronoUnit.HOURS)),
                call.interaction());
    }

    private void publish(CallRows call, Derived before, Derived after) {
        if (before.equals(after)) {
            return;
        }
        var known = state.open().get(key(call));
        var due = due(call.channel(), after);
        if (due == null && known != null) {
            state.open().remove(key(call));
        } else if (due != null && (known == null || !due.equals(known.at()))) {
            state.open().put(key(call), new Marker(due));
        }
        changes.accept(new InteractionChange(call.channel(), call.interaction(), before, after));
    }

    /** When age will end something of it; far off when only a restart can; null when nothing is open. */
    private @Nullable Instant due(Channel channel, Derived derived) {
        var began = derived.oldestOpen();
        if (began != null) {
            return began.plus(parameters.longest(channel));
        }
        return derived.passages().stream().anyMatch(Seating::canStillEndOtherwise) ? NEVER : null;
    }

    /** Those of which something is due by then. */
    private List<CallRows> openInteractions(Channel channel, Instant by) {
        var calls = new ArrayList<CallRows>();
        var name = channel.wireName();
        state.open().scan(Keys.of(name, ""), Keys.of(name, Keys.AFTER_ALL), (key, due) -> {
            var call = due.at().isAfter(by) ? null : state.calls().get(key);
            if (call != null) {
                calls.add(call);
            }
        });
        return calls;
    }

    private static String key(CallRows call) {
        return key(call.channel(), call.interaction());
    }

    private static String key(Channel channel, String interaction) {
        return Keys.of(channel.wireName(), interaction);
    }

    private @Nullable CallRows call(Channel channel, String interaction) {
        return state.calls().get(key(channel, interaction));
    }

    /** Brings stray ends and conversations together, whichever came last. */
    private void adopt(String interaction, Derived derived, Instant now) {
        for (var pair : seating.pairs(interaction, derived, this::isAfterConnect)) {
            move(pair.stray(), pair.talk().interaction(), now);
        }
    }

    private boolean isAfterConnect(OpenTalk talk, StrayEnd stray) {
        var call = call(Channel.TELEPHONY, talk.interaction());
        return call != null && Moved.isAfterConnect(call.rows(), talk.connect(), stray.row());
    }

    /** Moves a stray end, and what follows it, to the interaction whose conversation it ends. */
    private void move(StrayEnd stray, String target, Instant now) {
        var from = call(Channel.TELEPHONY, stray.interaction());
        var agent = stray.row().agent();
        if (from == null || agent == null) {
            return;
        }
        var moved = new Moved(agent, stray.row().queue(), stray.row().at(), target);
        var moving = from.rows().stream()
                .filter(row -> row.isSameRow(stray.row()) || moved.isFollowedBy(row))
                .toList();
        var rest = from.withMoved(moved);
        for (var row : moving) {
            rest = rest.without(row);
        }
        change(from, rest, now);
        for (var row : moving) {
            var call = load(target, row);
            if (!call.holds(row)) {
                change(call, call.with(row), now);
            }
        }
    }
}
